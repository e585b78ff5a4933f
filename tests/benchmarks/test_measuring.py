"""What the benchmarks print is what they measured; nothing here depends on how long it took."""

import pytest

from benchmarks.measuring import Times, in_turns
from benchmarks.reporting import Row, at_least, at_most, machine, table


def test_jobs_take_turns_and_the_first_round_does_not_count():
    done = []
    times = in_turns({"a": lambda: done.append("a"), "b": lambda: done.append("b")}, rounds=2)
    assert done == ["a", "b"] * 3
    assert [len(seconds) for seconds in times.by_job.values()] == [2, 2]


def test_ratio_is_the_median_of_the_rounds_so_one_slow_moment_changes_nothing():
    times = Times({"ours": [2.0, 40.0, 2.0], "peer": [4.0, 5.0, 4.0]})
    assert times.ratio("ours", to="peer") == 0.5
    assert times.seconds("ours") == 2.0


@pytest.mark.parametrize(
    ("goal", "figure", "expected"),
    [
        (at_least(0.4), 0.4, "at least 0.4  met"),
        (at_least(0.4), 0.39, "at least 0.4  NOT MET"),
        (at_most(3), 3.0, "at most 3     met"),
        (at_most(3), 3.1, "at most 3     NOT MET"),
    ],
)
def test_a_row_says_whether_its_goal_is_met(goal, figure, expected):
    line = str(Row("ours", "1 us", "peer", "2 us", figure, goal))
    assert line.endswith(f"{figure:.2f}  {expected}")


def test_a_row_without_a_goal_gives_no_verdict():
    assert "met" not in str(Row("ours", "1 us", "peer", "2 us", 0.5)).casefold()


def test_a_table_has_its_title_and_every_row():
    lines = table("A title", [Row("first", "1"), Row("second", "2")]).splitlines()
    assert lines[1] == "A title"
    assert [line.split() for line in lines[-2:]] == [["first", "1"], ["second", "2"]]


def test_the_machine_is_described_with_its_versions():
    described = machine()
    assert "cores" in described
    assert "Django 5.2" in described
