"""Names of a saved list that a patient is asked about."""

from collections.abc import Sequence
from typing import Any

from screening.actions.medicines import near_names
from screening.forms.questions.medicine_names import Doubt, Likely
from screening.rules import QuestionType
from screening.views.patient.visits import Visit


def doubts_of(visit: Visit, link_id: str) -> list[Doubt]:
    question = visit.document.questions.get(link_id)
    if question is None or question.type is not QuestionType.MEDICINES:
        return []
    return doubts_in(visit.answers.get(link_id))


def doubts_in(rows: object) -> list[Doubt]:
    return [
        Doubt(near.row, near.text, tuple(likely(option) for option in near.options))
        for near in near_names(rows)
    ]


def likely(option: Sequence[Any]) -> Likely:
    classes = dict.fromkeys(name for match in option for name in match.classes)
    return Likely(tuple(match.ingredient for match in option), tuple(classes))
