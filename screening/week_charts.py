"""Bars by week, drawn on the server as SVG: styled by classes only, with a table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 640, 240
LEFT, TOP, BOTTOM = 44, 12, 30
LINES = 4


@dataclass(frozen=True)
class Bars:
    """One week: numbers that hold one another, the largest first."""

    label: str
    numbers: Sequence[int]


def week_chart(*, weeks: Sequence[Bars], title: str) -> SafeString:
    """The bars of a week stand one in the other, each narrower than the one that holds it."""
    step = _step(max((number for week in weeks for number in week.numbers), default=0))
    return format_html(
        '<svg class="chart chart-wide" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>',
        WIDTH,
        HEIGHT,
        title,
        _grid(step),
        format_html_join(
            "",
            "{}",
            ((_week(week, index, len(weeks), step),) for index, week in enumerate(weeks)),
        ),
    )


def _step(most: int) -> int:
    """Between two lines: 1, 2 or 5 with as many noughts as are needed."""
    size = 1
    while True:
        for digit in (1, 2, 5):
            if digit * size * LINES >= most:
                return digit * size
        size *= 10


def _y(number: int, step: int) -> float:
    room = HEIGHT - TOP - BOTTOM
    return round(TOP + room * (1 - number / (step * LINES)), 1)


def _grid(step: int) -> SafeString:
    return format_html_join(
        "",
        '<line class="chart-grid" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="chart-scale" x="{}" y="{}">{}</text>',
        (
            (LEFT, WIDTH, at, at, LEFT - 8, at + 4, value)
            for value in range(0, step * LINES + 1, step)
            for at in [_y(value, step)]
        ),
    )


def _week(week: Bars, index: int, count: int, step: int) -> SafeString:
    room = (WIDTH - LEFT) / count
    middle = LEFT + room * (index + 0.5)
    bars = (
        (place, round(middle - wide / 2, 1), top, round(wide, 1), round(_y(0, step) - top, 1))
        for place, number in enumerate(week.numbers)
        for wide in [room * (0.8 - 0.2 * place)]
        for top in [_y(number, step)]
    )
    return format_html(
        '{}<text class="chart-day" x="{}" y="{}">{}</text>',
        format_html_join(
            "",
            '<rect class="chart-bar chart-bar-{}" x="{}" y="{}" width="{}" height="{}"/>',
            bars,
        ),
        round(middle, 1),
        HEIGHT - 8,
        week.label,
    )
