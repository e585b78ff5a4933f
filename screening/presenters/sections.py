"""All answers, section by section, as the patient gave them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from screening.presenters.answers import Record, SaidAnswer
from screening.presenters.medicines import MedicineLine
from screening.presenters.texts import pick
from screening.rules import Question, QuestionType
from screening.rules.answers import is_blank

Recognised = Callable[[Any], MedicineLine]


@dataclass(frozen=True)
class AnswerLine:
    """`state` is empty for an answer, else why there is none; `is_missing`: one was asked for.

    `notes` tell how the answer came about, where there is something to tell.
    """

    said: SaidAnswer
    state: str
    is_missing: bool
    medicines: tuple[MedicineLine, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SectionAnswers:
    slug: str
    title: str
    answers: tuple[AnswerLine, ...]


@dataclass(frozen=True)
class Asked:
    """`is_complete`: everything counts as sent, so a question without a key was left blank."""

    link_ids: Collection[str]
    optional: Collection[str]
    is_complete: bool


def unsent(record: Record, asked: Asked) -> int:
    """How many of the questions asked so far are on pages that the patient has not sent."""
    return sum(not _is_sent(link_id, record, asked) for link_id in asked.link_ids)


def sections(
    record: Record,
    asked: Asked,
    recognise: Recognised,
    notes: Mapping[str, Sequence[str]] | None = None,
) -> tuple[SectionAnswers, ...]:
    """Sections with a question on a page that was sent, and those questions; `notes` by link id."""
    noted = notes or {}
    found = (
        SectionAnswers(
            slug=section.slug,
            title=pick(section.title, record.document.language),
            answers=tuple(
                replace(
                    _line(question, record, asked, recognise),
                    notes=tuple(noted.get(question.link_id, ())),
                )
                for question in section.questions
                if _is_sent(question.link_id, record, asked) or _has_answer(question, record)
            ),
        )
        for section in record.document.sections
    )
    return tuple(section for section in found if section.answers)


def answer_line(question: Question, record: Record, recognise: Recognised) -> AnswerLine:
    """Of an answer on its own, whether or not the question is asked."""
    only = Asked({question.link_id}, (), is_complete=True)
    return _line(question, record, only, recognise)


def _line(question: Question, record: Record, asked: Asked, recognise: Recognised) -> AnswerLine:
    rows = record.answers.get(question.link_id)
    is_medicines = question.type is QuestionType.MEDICINES
    return AnswerLine(
        said=record.say(question.link_id),
        state=_state(question, record, asked),
        is_missing=question.link_id not in asked.optional and not _has_answer(question, record),
        medicines=tuple(map(recognise, rows)) if is_medicines and isinstance(rows, list) else (),
    )


def _has_answer(question: Question, record: Record) -> bool:
    return not is_blank(record.answers.get(question.link_id))


def _state(question: Question, record: Record, asked: Asked) -> str:
    if question.link_id not in asked.link_ids:
        return "No longer asked, so it does not count"
    if _has_answer(question, record):
        return ""
    return "Left blank"


def _is_sent(link_id: str, record: Record, asked: Asked) -> bool:
    return link_id in asked.link_ids and (asked.is_complete or link_id in record.answers)
