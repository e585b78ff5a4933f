"""What every line of one request says, whoever writes it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

Fact = str | int | None

_facts: ContextVar[Mapping[str, Fact]] = ContextVar("facts")


def bound() -> Mapping[str, Fact]:
    return _facts.get({})


@contextmanager
def binding(**facts: Fact) -> Iterator[None]:
    """Until the block ends; what is bound inside ends with it."""
    token = _facts.set(facts)
    try:
        yield
    finally:
        _facts.reset(token)


def bind(**facts: Fact) -> None:
    """Add to what the block around this says."""
    _facts.set({**bound(), **facts})
