"""What the program writes to its log, caught as it is written."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from screening.logs import JsonFormatter


@contextmanager
def kept(formatter: logging.Formatter) -> Iterator[io.StringIO]:
    """Everything that anybody logs, down to the least."""
    root, written = logging.getLogger(), io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter)
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield written
    finally:
        root.setLevel(level)
        root.removeHandler(handler)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    with kept(JsonFormatter()) as written:
        yield written
