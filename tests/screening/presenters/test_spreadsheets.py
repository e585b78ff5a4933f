"""A table that a spreadsheet opens does nothing there."""

import csv
import io

import pytest

from screening.presenters.spreadsheets import as_csv

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =HYPERLINK(1)",
    "＝1+1",  # noqa: RUF001
    "=cmd|'/c calc'!A0",
]


@pytest.mark.parametrize("cell", HOSTILE)
def test_cell_that_would_be_a_formula_is_text(cell):
    assert read(as_csv(["head"], [[cell]])) == [["head"], ["'" + cell]]


def test_other_cells_are_as_they_were():
    cells = ["a, b", 'say "yes"', "line\nline", "1", "ñ", "a=b", ""]

    assert read(as_csv(["head"] * 7, [cells]))[1] == cells


def read(text):
    return list(csv.reader(io.StringIO(text, newline="")))
