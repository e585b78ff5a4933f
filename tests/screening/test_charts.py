"""The chart is plain SVG: right heights, no style, nothing unescaped."""

import datetime as dt
import re
from xml.etree import ElementTree

from screening.charts import Limit, Point, blood_pressure_chart

DAY = dt.date(2026, 11, 21)


def draw(*points: Point, title: str = "Blood pressure") -> str:
    return blood_pressure_chart(points=points, limits=[Limit(160, "Hold 160")], title=title)


def test_nothing_is_drawn_without_readings():
    assert draw() == ""


def test_higher_numbers_stand_higher():
    circles = re.findall(r'cy="([\d.]+)"', draw(Point(DAY, 150, 90, measured=True)))

    assert float(circles[0]) < float(circles[1])


def test_numbers_and_limit_are_written():
    svg = draw(Point(DAY, 150, 90, measured=True), Point(None, 120, 80, measured=False))

    assert all(f">{text}<" in svg for text in ("150", "90", "Hold 160", "Nov 21", "no date"))


def test_only_the_newest_readings_are_drawn():
    svg = draw(*(Point(DAY, 100 + n, 60, measured=True) for n in range(15)))

    assert svg.count('class="chart-reading') == 8
    assert ">114<" in svg


def test_chart_is_well_formed_without_style_or_script():
    svg = draw(Point(DAY, 150, 90, measured=True), title='"><script>')

    ElementTree.fromstring(svg)  # noqa: S314 - our own text
    assert "style=" not in svg
    assert "<script" not in svg
