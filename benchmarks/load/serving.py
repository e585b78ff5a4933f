"""The application as gunicorn serves it, with a note of how long a writer waited for its turn."""

import os
import time
from pathlib import Path

from benchmarks.step.settings import FOLDER
from screening.sqlite.base import DatabaseWrapper
from screening.wsgi import application

__all__ = ["application"]

take_turn = DatabaseWrapper.take_turn
worst = 0.0


def noted(self: DatabaseWrapper) -> None:
    """Each process keeps its worst wait in a file of its own."""
    global worst  # noqa: PLW0603
    start = time.monotonic()
    take_turn(self)
    waited = time.monotonic() - start
    if waited > worst:
        worst = waited
        (Path(FOLDER) / f"wait-{os.getpid()}").write_text(str(waited))


DatabaseWrapper.take_turn = noted  # type: ignore[method-assign]
