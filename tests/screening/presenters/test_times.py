import datetime as dt

import pytest

from screening.presenters.times import say_span


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (dt.timedelta(seconds=-5), "0 min"),
        (dt.timedelta(minutes=4, seconds=59), "4 min"),
        (dt.timedelta(hours=3), "3 h"),
        (dt.timedelta(hours=3, minutes=20), "3 h 20 min"),
        (dt.timedelta(days=1, hours=23), "1 day"),
        (dt.timedelta(days=12), "12 days"),
    ],
)
def test_span_is_said_in_its_largest_units(span, words):
    assert say_span(span) == words
