"""Readings in order, and which of them are drawn."""

import datetime as dt
from dataclasses import replace

from screening.charts import Limit
from screening.presenters.readings import Reading, in_order, limits, points

DAY = dt.date(2026, 11, 21)
READING = Reading(
    number=1,
    day=DAY,
    at=None,
    systolic=120,
    diastolic=80,
    heart_rate=None,
    source="Reported by the patient",
    note="",
    is_measured=False,
    is_struck=False,
    corrects="",
    reference="",
)


def test_readings_stand_in_order_of_their_day_and_without_one_first():
    later = replace(READING, day=DAY + dt.timedelta(days=1))
    undated = replace(READING, day=None)

    assert in_order([later, READING, undated]) == [undated, READING, later]


def test_implausible_half_and_corrected_readings_are_not_drawn():
    odd = [
        replace(READING, systolic=80, diastolic=120),
        replace(READING, systolic=1200),
        replace(READING, diastolic=None),
        replace(READING, is_struck=True),
    ]

    assert points(odd) == []
    assert len(points([*odd, READING])) == 1


def test_limits_are_the_numbers_that_the_screening_was_made_with():
    assert limits({"high_systolic": 155, "high_diastolic": 95, "minimum_age": 18}) == [
        Limit(155, "hold at 155"),
        Limit(95, "hold at 95"),
    ]
    assert limits({}) == []
