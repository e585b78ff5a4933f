"""Answers of a patient without who that is, for a case: ages and numbers of days stay, dates and
words do not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from screening.rules import (
    BESIDE,
    DOES_NOT_APPLY,
    NOT_SURE,
    PREFER_NOT_TO_SAY,
    Document,
    Question,
    QuestionType,
)
from screening.rules.answers import OLDEST_YEARS, age_in_years, is_blank, read_day

BIRTH_DATE = "date_of_birth"
CASE_DAY = date(2026, 1, 15)
"""The day of every such case: the real one is a date that somebody came."""

TAKEN_OUT = "(words taken out)"
GENERIC = (NOT_SURE, PREFER_NOT_TO_SAY, DOES_NOT_APPLY)

Row = Callable[[object], dict[str, Any]]
"""From a medicine row to one that is recognised as the same and has none of its words."""


def stripped(
    document: Document, answers: Mapping[str, Any], today: date, row: Row
) -> dict[str, Any]:
    """The answers to the document's questions as if they had been given on CASE_DAY.

    An answer that a patient's page cannot give, in which anything may stand, becomes "not sure".
    """
    without = Stripping(today, row)
    return {
        link_id: without.words_of(document.questions[link_id], answer)
        for link_id, answer in answers.items()
        if link_id in document.questions
    }


@dataclass(frozen=True)
class Stripping:
    """`today`: the real day of the answers."""

    today: date
    row: Row

    def words_of(self, question: Question, answer: Any) -> Any:
        if is_blank(answer):
            return None
        if isinstance(answer, str) and answer in GENERIC:
            return answer
        return WAYS[question.type](self, question, answer)

    def text(self, question: Question, answer: Any) -> str:
        return TAKEN_OUT

    def choice(self, question: Question, answer: Any) -> str:
        return str(answer) if question.option(answer) else NOT_SURE

    def ticks(self, question: Question, answer: Any) -> Any:
        if not isinstance(answer, list):
            return NOT_SURE
        known = [one if question.option(one) or one in GENERIC else NOT_SURE for one in answer]
        return list(dict.fromkeys(known))

    def day(self, question: Question, answer: Any) -> str:
        day = read_day(answer)
        if day is None:
            return NOT_SURE
        return self.birthday(day) if question.link_id == BIRTH_DATE else self.shifted(day)

    def birthday(self, born: date) -> str:
        age = age_in_years(born, self.today)
        if born > self.today or age > OLDEST_YEARS:
            return NOT_SURE
        return CASE_DAY.replace(year=CASE_DAY.year - age).isoformat()

    def shifted(self, day: date) -> str:
        """A day that no calendar holds any more was no definite answer before either."""
        try:
            return (day + (CASE_DAY - self.today)).isoformat()
        except OverflowError:
            return NOT_SURE

    def medicines(self, question: Question, answer: Any) -> Any:
        return [self.row(one) for one in answer] if isinstance(answer, list) else NOT_SURE

    def pressure(self, question: Question, answer: Any) -> Any:
        return self.reading(question, answer) if isinstance(answer, Mapping) else NOT_SURE

    def reading(self, question: Question, answer: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if isinstance(answer.get("known"), bool):
            found["known"] = answer["known"]
        for key in ("systolic", "diastolic"):
            if isinstance(answer.get(key), int) and not isinstance(answer[key], bool):
                found[key] = answer[key]
        day = read_day(answer.get("measured_on"))
        if day is not None:
            found["measured_on"] = self.shifted(day)
        if question.option(answer.get("method")):
            found["method"] = answer["method"]
        other = answer.get(BESIDE)
        if isinstance(other, Mapping):
            found[BESIDE] = self.reading(question, {**other, BESIDE: None})
        return found


WAYS: Mapping[QuestionType, Callable[[Stripping, Question, Any], Any]] = {
    QuestionType.DATE: Stripping.day,
    QuestionType.CHOICE: Stripping.choice,
    QuestionType.CHOICES: Stripping.ticks,
    QuestionType.TEXT: Stripping.text,
    QuestionType.ACKNOWLEDGEMENTS: Stripping.ticks,
    QuestionType.BLOOD_PRESSURE: Stripping.pressure,
    QuestionType.MEDICINES: Stripping.medicines,
}
