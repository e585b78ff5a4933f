"""What ends a command or a thread is logged like the rest: Python alone would print its message."""

import logging
import sys
import threading
from types import TracebackType

logger = logging.getLogger(__name__)


def log_uncaught() -> None:
    sys.excepthook = uncaught
    threading.excepthook = uncaught_in_thread


def uncaught(kind: type[BaseException], error: BaseException, frames: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, frames)
    else:
        logger.critical("Ended by an error", exc_info=(kind, error, frames))


def uncaught_in_thread(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None:
        uncaught(ended.exc_type, ended.exc_value, ended.exc_traceback)
