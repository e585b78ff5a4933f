"""Background work. What is kept of one that failed is its type and its place: the message of an
exception may quote what a patient said, and the library would keep it in clear.
"""

import functools
import logging
import traceback
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import django_tasks
from django_tasks.base import Task

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


class TaskFailed(Exception):
    """In place of whatever ended a task: `builtins.ValueError at screening.actions.x:run:17`."""


def task(
    *, priority: int = 0, queue_name: str = "default"
) -> Callable[[Callable[P, T]], Task[P, T]]:
    """As the library's own, for functions of a module."""

    def made(function: Callable[P, T]) -> Task[P, T]:
        return django_tasks.task(priority=priority, queue_name=queue_name)(discreet(function))

    return made


def discreet(function: Callable[P, T]) -> Callable[P, T]:
    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return function(*args, **kwargs)
        except Exception as error:
            logger.exception("A task ended by an error")
            raise TaskFailed(told(error)) from None

    return run


def told(error: Exception) -> str:
    *_, (frame, line) = traceback.walk_tb(error.__traceback__)
    kind, module = type(error), frame.f_globals.get("__name__", "")
    place = f"{module}:{frame.f_code.co_qualname}:{line}"
    return f"{kind.__module__}.{kind.__qualname__} at {place}"
