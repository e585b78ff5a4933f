"""An answer in the words that the patient saw and typed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import formats, translation
from django.utils.translation import gettext

from screening.models.generic_answer import GenericAnswer
from screening.presenters.texts import pick
from screening.rules import BESIDE, NOT_SURE, Document, Question, QuestionType
from screening.rules.answers import is_blank, read_day

GENERIC = frozenset(GenericAnswer.values)


@dataclass(frozen=True)
class Words:
    """A question and its answer in one language; no lines when nothing was answered."""

    language: str
    question: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class SaidAnswer:
    """`translated` is there when the patient read another language than the document's own."""

    link_id: str
    words: Words
    translated: Words | None
    typed: bool
    not_ticked: tuple[str, ...] = ()
    is_all_ticked: bool = False

    @property
    def for_staff(self) -> Words:
        """In the document's own language."""
        return self.translated or self.words


@dataclass(frozen=True)
class Record:
    """Answers to a document, in the language that the patient read it in."""

    document: Document
    answers: Mapping[str, Any]
    language: str

    def say(self, link_id: str) -> SaidAnswer:
        question = self.document.questions[link_id]
        return say_answer(self.document, question, self.answers.get(link_id), self.language)


def say_answer(document: Document, question: Question, answer: Any, language: str) -> SaidAnswer:
    own = document.language
    return SaidAnswer(
        link_id=question.link_id,
        words=_say_in(question, answer, language, own),
        translated=None if language == own else _say_in(question, answer, own, own),
        typed=question.type in (QuestionType.TEXT, QuestionType.MEDICINES),
        not_ticked=_not_ticked(question, answer, language, own),
        is_all_ticked=_is_all_ticked(question, answer),
    )


def _say_in(question: Question, answer: Any, language: str, fallback: str) -> Words:
    with translation.override(language):
        lines = tuple(_lines(question, answer, language, fallback))
    return Words(language, pick(question.text, language, fallback), lines)


def _lines(question: Question, answer: Any, language: str, fallback: str) -> list[str]:
    if is_blank(answer):
        return []
    if isinstance(answer, str) and answer in GENERIC:
        return [_label(question, answer, language, fallback)]
    if question.type is QuestionType.DATE:
        return [say_date(answer)]
    if question.type is QuestionType.BLOOD_PRESSURE and isinstance(answer, Mapping):
        return _say_blood_pressure(question, answer, language, fallback)
    if question.type is QuestionType.MEDICINES and isinstance(answer, list):
        return [line for row in answer if (line := say_medicine(row))]
    values = answer if isinstance(answer, list) else [answer]
    return [_label(question, value, language, fallback) for value in values]


def _label(question: Question, value: Any, language: str, fallback: str) -> str:
    option = question.option(value)
    if option:
        return pick(option.label, language, fallback)
    if isinstance(value, str) and value in GENERIC:
        return str(GenericAnswer(value).label)
    return value if isinstance(value, str) else repr(value)


def _say_blood_pressure(
    question: Question, answer: Mapping[str, Any], language: str, fallback: str
) -> list[str]:
    if answer.get("known") is False:
        return [gettext("I don't know my numbers")]
    top, bottom = ("?" if answer.get(n) is None else answer[n] for n in ("systolic", "diastolic"))
    lines = [f"{top}/{bottom}"]
    if answer.get("measured_on") == NOT_SURE:
        lines.append(gettext("I am not sure of the date"))
    elif answer.get("measured_on"):
        lines.append(say_date(answer["measured_on"]))
    if answer.get("method"):
        lines.append(_label(question, answer["method"], language, fallback))
    if isinstance(beside := answer.get(BESIDE), Mapping):
        reading = _say_blood_pressure(question, beside, language, fallback)[0]
        lines.append(_beside(answer, beside) % {"reading": reading})
    return lines


def _beside(answer: Mapping[str, Any], beside: Mapping[str, Any]) -> str:
    """A reading of a later day lies there only if it cannot be right."""
    day, measured_on = (read_day(each.get("measured_on")) for each in (beside, answer))
    if day and measured_on and day > measured_on:
        return gettext("and later %(reading)s, which cannot be right")
    return gettext("and %(reading)s, which may be newer")


def say_date(value: Any) -> str:
    """An ISO date as the active language writes it; anything else as it stands."""
    try:
        day = dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        return str(value)
    return formats.date_format(day, "DATE_FORMAT")


def say_medicine(row: Any) -> str:
    """One typed row: `Xanax, 0.5 mg, at night`."""
    if not isinstance(row, Mapping):
        return str(row)
    parts = (str(row.get(name) or "").strip() for name in ("name", "dose", "frequency"))
    return ", ".join(part for part in parts if part)


def _not_ticked(question: Question, answer: Any, language: str, own: str) -> tuple[str, ...]:
    """Boxes that a patient left open: each is a matter to talk about, so it is said."""
    if question.type is not QuestionType.ACKNOWLEDGEMENTS or not isinstance(answer, list):
        return ()
    return tuple(
        pick(option.label, language, own)
        for option in question.options
        if option.value not in answer
    )


def _is_all_ticked(question: Question, answer: Any) -> bool:
    if question.type is not QuestionType.ACKNOWLEDGEMENTS or not isinstance(answer, list):
        return False
    return sorted(map(str, answer)) == sorted(option.value for option in question.options)
