"""Log lines that hold no health data: one JSON object a line, made of what is on a list."""

from screening.logs.context import bind, binding
from screening.logs.formatter import ALLOWED, JsonFormatter
from screening.logs.hooks import log_uncaught

__all__ = ["ALLOWED", "JsonFormatter", "bind", "binding", "log_uncaught"]
