"""Charts drawn on the server as SVG, styled by classes only: no script, no inline style."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 480, 260
LEFT, RIGHT, TOP, BOTTOM = 40, 80, 14, 34
STEP = 20
MOST = 8
"""Readings drawn, the newest; the table beside the chart holds them all."""


@dataclass(frozen=True)
class Point:
    """One blood pressure in mmHg; `measured` by staff, else reported by the patient."""

    day: dt.date | None
    systolic: int
    diastolic: int
    measured: bool


@dataclass(frozen=True)
class Limit:
    """A horizontal line at `value` mmHg, with its name."""

    value: int
    label: str


def blood_pressure_chart(
    *, points: Sequence[Point], limits: Sequence[Limit] = (), title: str
) -> SafeString:
    """Points in order of time, evenly spaced: a bar from bottom to top number each."""
    drawn = points[-MOST:]
    if not drawn:
        return SafeString("")
    lowest, highest = _span(drawn, limits)
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        title,
        _grid(lowest, highest),
        _limit_lines(limits, lowest, highest),
        _bars(drawn, lowest, highest),
    )


def _span(points: Sequence[Point], limits: Sequence[Limit]) -> tuple[int, int]:
    values = [limit.value for limit in limits]
    values += [value for point in points for value in (point.systolic, point.diastolic)]
    return min(values) // STEP * STEP - STEP, (max(values) // STEP + 1) * STEP


def _y(value: int, lowest: int, highest: int) -> float:
    room = HEIGHT - TOP - BOTTOM
    return round(TOP + room * (highest - value) / (highest - lowest), 1)


def _x(index: int, count: int) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * (index + 0.5) / count, 1)


def _grid(lowest: int, highest: int) -> SafeString:
    return format_html_join(
        "",
        '<line class="chart-grid" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="chart-scale" x="{}" y="{}">{}</text>',
        (
            (LEFT, WIDTH - RIGHT, at, at, LEFT - 8, at + 4, value)
            for value in range(lowest, highest + 1, STEP)
            for at in [_y(value, lowest, highest)]
        ),
    )


def _limit_lines(limits: Sequence[Limit], lowest: int, highest: int) -> SafeString:
    return format_html_join(
        "",
        '<line class="chart-limit" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="chart-limit-label" x="{}" y="{}">{}</text>',
        (
            (LEFT, WIDTH - RIGHT, at, at, WIDTH - RIGHT + 6, at + 4, limit.label)
            for limit in limits
            for at in [_y(limit.value, lowest, highest)]
        ),
    )


def _bars(points: Sequence[Point], lowest: int, highest: int) -> SafeString:
    return format_html_join(
        "",
        "{}",
        (
            (_bar(point, _x(index, len(points)), lowest, highest),)
            for index, point in enumerate(points)
        ),
    )


def _bar(point: Point, x: float, lowest: int, highest: int) -> SafeString:
    top, bottom = _y(point.systolic, lowest, highest), _y(point.diastolic, lowest, highest)
    return format_html(
        '<g class="chart-reading {}"><line x1="{x}" x2="{x}" y1="{top}" y2="{bottom}"/>'
        '<circle cx="{x}" cy="{top}" r="5"/><circle cx="{x}" cy="{bottom}" r="5"/>'
        '<text class="chart-value" x="{beside}" y="{over}">{systolic}</text>'
        '<text class="chart-value" x="{beside}" y="{under}">{diastolic}</text>'
        '<text class="chart-day" x="{x}" y="{foot}">{day}</text></g>',
        "chart-measured" if point.measured else "chart-reported",
        x=x,
        top=top,
        bottom=bottom,
        beside=x + 9,
        over=top + 4,
        under=bottom + 4,
        foot=HEIGHT - 10,
        systolic=point.systolic,
        diastolic=point.diastolic,
        day=date_format(point.day, "M j") if point.day else "no date",
    )
