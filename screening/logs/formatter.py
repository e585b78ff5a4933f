"""From a log record to a line of JSON.

Only what is on the list gets in, and only as a number or a code. Whatever else a caller or a
library hands over is left out, and `dropped` says how many pieces that was.
"""

import datetime as dt
import json
import logging
import re
import traceback
from collections import deque
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from screening.logs.context import bound
from screening.logs.sources import is_constant

ALLOWED = frozenset(
    {
        "clinic_id",
        "count",
        "document",
        "duration_ms",
        "intake_id",
        "invitation_id",
        "method",
        "notification_id",
        "patient_id",
        "port",
        "reason",
        "request_id",
        "route",
        "screening_id",
        "state",
        "status",
        "task",
        "task_id",
        "user_id",
        "version_id",
    }
)
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
CODE = re.compile(r"[A-Za-z0-9_.:+-]{1,80}")
PLACE = re.compile(r"%(?:\(\w*\))?[-#0 +]*[\d*]*(?:\.[\d*]+)?[A-Za-z]")
TASKS = "django_tasks"
NAMED = re.compile(r"(\w+)=%s")
TASK_FACTS = {"id": "task_id", "path": "task", "state": "state"}
LEFT_OUT = "(text left out)"
INNERMOST_FRAMES = 30
LONGEST_CHAIN = 10


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        event, dropped = event_of(record)
        facts = task_facts(record)
        dropped -= len(facts)
        given = {**bound(), **facts, **extras(record)}
        kept = {key: value for key, value in given.items() if key in ALLOWED and is_code(value)}
        dropped += len(given) - len(kept) + bool(record.stack_info)
        line: dict[str, Any] = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat("T", "milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": event,
            **kept,
        }
        if record.exc_info and record.exc_info[0]:
            line |= told(record.exc_info[1], record.exc_info[2])
        if dropped:
            line["dropped"] = dropped
        return json.dumps(line)


def event_of(record: logging.LogRecord) -> tuple[str, int]:
    """The words as they stand in the program, with nothing put in; how much was left out."""
    pieces = len(record.args or ())
    text = record.msg
    if not isinstance(text, str) or not is_constant(text, record.pathname):
        return LEFT_OUT, pieces + 1
    return PLACE.sub("*", text) if pieces else text, pieces


def task_facts(record: logging.LogRecord) -> Mapping[str, Any]:
    """What the library that runs tasks puts into its own words, by the names it gives there: which
    task, of what kind, and what has become of it. No argument of a task is among them."""
    if not record.name.startswith(TASKS) or not isinstance(record.args, tuple):
        return {}
    if not is_constant(str(record.msg), record.pathname):
        return {}
    names = NAMED.findall(record.msg)
    if len(names) != len(record.args):
        return {}
    said = zip(names, record.args, strict=True)
    return {TASK_FACTS[name]: str(value) for name, value in said if name in TASK_FACTS}


def extras(record: logging.LogRecord) -> Mapping[str, Any]:
    return {key: value for key, value in vars(record).items() if key not in STANDARD}


def is_code(value: object) -> bool:
    """Health data is words, or numbers under a name that is not on the list."""
    if isinstance(value, str):
        return CODE.fullmatch(value) is not None
    return value is None or isinstance(value, int | float)


def told(error: BaseException | None, frames: TracebackType | None) -> dict[str, Any]:
    """Types and places. The message of an exception may quote an answer, so it is not told."""
    types: list[str] = []
    while error is not None and len(types) < LONGEST_CHAIN:
        types.append(f"{type(error).__module__}.{type(error).__qualname__}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    innermost = deque(traceback.walk_tb(frames), maxlen=INNERMOST_FRAMES)
    return {
        "error": types[0] if types else "",
        "caused_by": types[1:],
        "frames": [
            f"{frame.f_globals.get('__name__', '')}:{frame.f_code.co_qualname}:{line}"
            for frame, line in innermost
        ],
    }
