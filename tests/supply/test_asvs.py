"""docs/asvs.csv names evidence for every requirement, and every gap is in the open."""

import ast
import re
from collections import Counter
from datetime import date

import pytest

from tests.markdown import anchors
from tests.production import ROOT
from tests.supply.asvs import Row, requirements, rows

SECURITY = ROOT / "docs/security.md"
ACCEPTED = re.compile(r"\bAccepted (\d{4}-\d{2}-\d{2})\b")


def test_the_list_is_that_of_the_standard():
    levels = Counter(requirements(up_to=3).values())

    assert levels == {"1": 70, "2": 183, "3": 92}


def test_every_requirement_is_there_once_with_its_level():
    assert [(row.id, row.level) for row in rows()] == list(requirements().items())


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.id)
def test_row_is_whole(row):
    assert complaints(row) == []


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        (Row("V1.1.1", "2", "Text", "no", "", "", ""), "does not say why it does not apply"),
        (Row("V1.1.1", "2", "Text", "yes", "", "met", ""), "met without evidence"),
        (Row("V1.1.1", "2", "Text", "yes", "", "open", "Later."), "gap without acceptance"),
        (Row("V1.1.1", "2", "Text", "yes", "README.md", "done", ""), "status done"),
        (Row("V1.1.1", "2", "Text", "yes", "no/such.py", "met", ""), "no/such.py is not there"),
        (
            Row("V1.1.1", "2", "Text", "yes", "tests/test_logs.py::test_no_such", "met", ""),
            "tests/test_logs.py::test_no_such is not there",
        ),
        (
            Row("V1.1.1", "2", "Text", "yes", "README.md#no-such-part", "met", ""),
            "README.md#no-such-part is not there",
        ),
    ],
)
def test_gap_is_complained_of(row, complaint):
    assert complaints(row) == [complaint]


def complaints(row):
    if not row.does_apply:
        return [] if row.applies.startswith("no: ") else ["does not say why it does not apply"]
    if row.status not in ("met", "partial", "open"):
        return [f"status {row.status}"]
    if row.status == "met" and not row.pieces:
        return ["met without evidence"]
    if row.status != "met" and not is_accepted(row.note):
        return ["gap without acceptance"]
    return [f"{piece} is not there" for piece in row.pieces if not is_there(piece)]


def is_accepted(note):
    """On a day that has come."""
    said = ACCEPTED.search(note)
    return said is not None and date.fromisoformat(said[1]) <= date.today()  # noqa: DTZ011


def is_there(piece):
    path, _, test = piece.partition("::")
    path, _, anchor = path.partition("#")
    file = ROOT / path
    if not file.is_file():
        return False
    if anchor:
        return anchor in anchors(file)
    return not test or test in functions(file)


def functions(file):
    return {node.name for node in ast.parse(file.read_text()).body if hasattr(node, "name")}


def test_gaps_are_listed_in_the_document():
    """Neither more nor fewer than the table has."""
    part = SECURITY.read_text().partition("\n## Open\n")[2].partition("\n## ")[0]
    listed = re.findall(r"\bV\d+\.\d+\.\d+\b", part)

    assert sorted(listed) == sorted(
        row.id for row in rows() if row.does_apply and row.status != "met"
    )
