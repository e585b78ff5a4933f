"""After which page patients stop, as staff read it: no number of so few that they may be known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from screening.models import DocumentMismatchError, QuestionSet, QuestionSetVersion
from screening.presenters.courses import Stop
from screening.presenters.flag_rates import FEW_FOUND
from screening.presenters.texts import pick
from screening.rules import Document, DocumentError

MOST_SHOWN = 8
NOT_ASKED = "A question that is not asked any more"

Documents: TypeAlias = Mapping[int, Document | None]
"""What patients are asked now, by question set, to name questions in; None where it cannot be
read."""


@dataclass(frozen=True)
class StopRow:
    after: str
    number: str


@dataclass(frozen=True)
class Stops:
    """`rows` are those of most patients, `others` how many rows there are beside; `patients` are
    all of them, in words."""

    rows: tuple[StopRow, ...]
    others: int
    patients: str


def say_stops(numbers: Mapping[Stop, int], documents: Documents) -> Stops:
    most = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    return Stops(
        rows=tuple(_row(stop, number, documents) for stop, number in most[:MOST_SHOWN]),
        others=len(most[MOST_SHOWN:]),
        patients=say_all(numbers),
    )


def _row(stop: Stop, number: int, documents: Documents) -> StopRow:
    return StopRow(
        after=_question(stop, documents),
        number=str(number) if number >= FEW_FOUND else f"fewer than {FEW_FOUND}",
    )


def say_all(stops: Mapping[Stop, int]) -> str:
    """A sum of all would tell the one number that is not told beside it."""
    told = sum(number for number in stops.values() if number >= FEW_FOUND)
    if not told:
        return "Some patients"
    patients = "1 patient" if told == 1 else f"{told} patients"
    return patients if told == sum(stops.values()) else f"More than {patients}"


def _question(stop: Stop, documents: Documents) -> str:
    if not stop.link_id:
        return "Nothing sent"
    if stop.question_set not in documents:
        return NOT_ASKED
    document = documents[stop.question_set]
    if document is None:
        return "A question that cannot be read"
    question = document.questions.get(stop.link_id)
    return pick(question.text, document.language) if question else NOT_ASKED


def named_by(question_sets: Iterable[QuestionSet]) -> Documents:
    return {one.pk: read_document(one.published) for one in question_sets if one.published}


def read_document(version: QuestionSetVersion) -> Document | None:
    try:
        return version.parsed
    except (DocumentError, DocumentMismatchError):
        return None
