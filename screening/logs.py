"""Log lines without what must not leave the database: link tokens and the values of exceptions."""

import logging
import re
import traceback
from types import TracebackType

INNERMOST_FRAMES = -30
TOKEN_PATH = re.compile(r"/i/[^/\s]+")


class DiscreetFormatter(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        return TOKEN_PATH.sub("/i/…", super().format(record))

    def formatException(  # noqa: N802 - the name is logging's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """The type and the frames: the message of an exception may quote an answer."""
        kind, _, frames = ei
        if kind is None:
            return ""
        where = "".join(traceback.format_tb(frames, INNERMOST_FRAMES)).rstrip()
        return f"{where}\n{kind.__module__}.{kind.__qualname__}"
