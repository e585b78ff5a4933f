"""The step benchmark at a small size, as it is run: in a process and a database of its own."""

import subprocess
import sys

import pytest

pytest.importorskip("formtools")

from tests.markdown import ROOT

pytestmark = pytest.mark.long

GOALS = {"at least 4": 2, "at least 0.7": 1, "at most 1.1": 1, "at most 6": 1}


@pytest.fixture(scope="module")
def printed():
    """Every page of every contender answered as its journey has it, or this fails."""
    command = [sys.executable, "-W", "error", "-m", "benchmarks", "step", "--rounds", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_prints_each_row_with_its_goal(printed):
    assert {goal: printed.count(goal) for goal in GOALS} == GOALS


def test_it_says_what_was_measured(printed):
    assert "48 questions of the shipped set" in printed
    assert "SQLite in WAL mode with synchronous=FULL" in printed


def test_a_page_costs_no_more_statements_than_its_goal(printed):
    (line,) = [line for line in printed.splitlines() if "at most 6" in line]
    assert line.endswith("met")
    assert "NOT" not in line
