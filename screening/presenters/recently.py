"""What takes long to count is counted again only after a while, by each process for itself."""

import datetime as dt
import time
from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar, cast

from django.utils import timezone

from clinics.models import Clinic

T = TypeVar("T")

A_WHILE = dt.timedelta(minutes=10)
LONG = 0.25
"""Seconds of counting from which on it is not done for every look."""
MOST_KEPT = 1000


class Counted(NamedTuple, Generic[T]):
    what: T
    at: dt.datetime


_kept: dict[tuple[str, int, dt.datetime], Counted[object]] = {}


def recently(name: str, clinic: Clinic, count: Callable[[], T]) -> Counted[T]:
    """Only what names no patient: it stays in memory."""
    key, now = (name, clinic.pk, clinic.created_at), timezone.now()
    known = _kept.get(key)
    if known and now < known.at + A_WHILE:
        return cast(Counted[T], known)
    start = time.perf_counter()
    counted = Counted(count(), now)
    if time.perf_counter() - start >= LONG:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = cast(Counted[object], counted)
    else:
        _kept.pop(key, None)
    return counted
