"""The load benchmark with two patients: a real server, every page answered."""

import pytest

pytest.importorskip("formtools")

from benchmarks.databases import on_sqlite

pytestmark = pytest.mark.long


def test_it_prints_the_spread_and_the_worst_wait():
    printed = on_sqlite("benchmarks.load.patients", forms=1, patients=2)
    assert "sqlite: 2 patients at once, 188 requests" in printed
    assert "POST, 99 of 100 within" in printed
    assert "at most 250" in printed
