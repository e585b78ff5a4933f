"""The clinic at a glance: weeks, times and what waits, as staff read them."""

import datetime as dt
import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from clinics.models import Clinic
from screening.presenters.courses import Course, Waiting, count_stops, read_courses
from screening.presenters.flag_rates import RateTable
from screening.presenters.stops import Documents, Stops, say_stops
from screening.presenters.tags import Tag
from screening.presenters.times import say_span

WEEKS = 12
FEW_TIMED = 5
"""Spans under which neither median nor percentile is told."""
TOO_FEW = "too few to tell"


@dataclass(frozen=True)
class Week:
    """`start` is its Monday; of the links made in it, how many came how far by now."""

    start: dt.date
    made: int
    begun: int
    sent: int
    decided: int


@dataclass(frozen=True)
class Step:
    name: str
    number: int
    share: str


@dataclass(frozen=True)
class Span:
    name: str
    median: str
    most: str
    counted: int


@dataclass(frozen=True)
class Dashboard:
    weeks: tuple[Week, ...]
    steps: tuple[Step, ...]
    spans: tuple[Span, ...]
    stops: Stops

    @property
    def is_empty(self) -> bool:
        return self.steps[0].number == 0


def dashboard(clinic: Clinic, documents: Documents) -> Dashboard:
    """The last twelve weeks, this one too."""
    mondays = last_mondays(clinic.today())
    starts = [dt.datetime.combine(day, dt.time(), clinic.zone) for day in mondays]
    courses = read_courses(clinic, starts[0])
    return Dashboard(
        weeks=_weeks(mondays, starts, courses),
        steps=_steps(courses),
        spans=_spans(courses),
        stops=say_stops(count_stops(clinic, starts[0]), documents),
    )


def last_mondays(today: dt.date) -> list[dt.date]:
    this = today - dt.timedelta(days=today.weekday())
    return [this - dt.timedelta(weeks=back) for back in reversed(range(WEEKS))]


def _weeks(
    mondays: Sequence[dt.date], starts: Sequence[dt.datetime], courses: Sequence[Course]
) -> tuple[Week, ...]:
    found: list[list[Course]] = [[] for _ in starts]
    for course in courses:
        found[bisect_right(starts, course.made_at) - 1].append(course)
    return tuple(Week(day, *_reached(those)) for day, those in zip(mondays, found, strict=True))


def _reached(courses: Sequence[Course]) -> tuple[int, int, int, int]:
    begun = sum(course.begun_at is not None for course in courses)
    sent = sum(course.sent_at is not None for course in courses)
    decided = sum(course.decided_at is not None for course in courses)
    return len(courses), begun, sent, decided


def _steps(courses: Sequence[Course]) -> tuple[Step, ...]:
    names = ("Link made", "Opened", "Everything sent", "Decided")
    reached = _reached(courses)
    return tuple(
        Step(name, number, f"{100 * number / reached[0]:.0f} %" if reached[0] else "")
        for name, number in zip(names, reached, strict=True)
    )


def _spans(courses: Sequence[Course]) -> tuple[Span, ...]:
    return (
        _span("From the link to opening it", courses, lambda one: (one.made_at, one.begun_at)),
        _span("From opening to sending", courses, lambda one: (one.begun_at, one.sent_at)),
        _span("From sending to a decision", courses, lambda one: (one.sent_at, one.decided_at)),
    )


def _span(
    name: str,
    courses: Sequence[Course],
    ends: Callable[[Course], tuple[dt.datetime | None, dt.datetime | None]],
) -> Span:
    """The smallest span that so many took at most, of those that have both ends. A decision that
    came first took no time."""
    spans = sorted(
        max(after - before, dt.timedelta())
        for before, after in map(ends, courses)
        if before and after
    )
    if len(spans) < FEW_TIMED:
        return Span(name, TOO_FEW, TOO_FEW, len(spans))
    half, most = (spans[math.ceil(share * len(spans)) - 1] for share in (0.5, 0.9))
    return Span(name, say_span(half), say_span(most), len(spans))


@dataclass(frozen=True)
class Moved:
    tag: Tag
    title: str
    mark: str


@dataclass(frozen=True)
class Rates:
    """Of one question set, each mark that its page of flag rates has."""

    title: str
    moves: tuple[Moved, ...]


def moved(title: str, tables: Sequence[RateTable]) -> Rates:
    rows = [row for table in tables for row in table.rows]
    return Rates(
        title, tuple(Moved(row.tag, row.title, mark) for row in rows for mark in row.marks)
    )


@dataclass(frozen=True)
class Now:
    total: int
    overdue: int
    longest: str
    unanswered: int


def now_of(waiting: Waiting) -> Now:
    longest = say_span(timezone.now() - waiting.longest) if waiting.longest else ""
    return Now(waiting.total, waiting.overdue, longest, waiting.unanswered)
