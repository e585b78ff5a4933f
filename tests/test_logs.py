import logging
import sys

from screening.logs import DiscreetFormatter


def line(message, *values, error=None):
    record = logging.LogRecord("web", logging.ERROR, __file__, 1, message, values, error)
    return DiscreetFormatter().format(record)


def test_link_token_is_left_out():
    written = line("Not Found: %s", "/i/Sx2-kQ_token/identity/")

    assert written.endswith("ERROR web: Not Found: /i/…/identity/")


def test_value_of_an_exception_is_left_out_and_its_frames_stay():
    try:
        int("I take klonopin")
    except ValueError:
        written = line("Internal Server Error", error=sys.exc_info())

    assert "klonopin" not in written.splitlines()[-1]
    assert written.splitlines()[-1] == "builtins.ValueError"
    assert "test_value_of_an_exception_is_left_out" in written


def test_only_the_innermost_frames_are_written():
    def deeper(depth):
        return deeper(depth - 1) if depth else int("x")

    try:
        deeper(100)
    except ValueError:
        written = line("Internal Server Error", error=sys.exc_info())

    assert written.count("  File ") <= 30
    assert "in deeper" in written
