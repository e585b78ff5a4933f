"""How the answers on record came about: what was said before, and what left the record again."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from screening.models import Intake, SentPage
from screening.presenters.answers import Record, SaidAnswer, say_date
from screening.presenters.sections import AnswerLine, Recognised, answer_line
from screening.presenters.texts import listed, quoted

BIRTH_DATE = "date_of_birth"
LEFT = "Left the record when another answer changed, so it counts for nothing."


def notes_on(intake: Intake, pages: Sequence[SentPage], record: Record) -> dict[str, list[str]]:
    """By link id: answers that a patient changed, and a date of birth that staff corrected."""
    notes = {
        link_id: changed
        for link_id in record.answers
        if link_id in record.document.questions
        and (changed := _changes(link_id, _given(pages, link_id), record))
    }
    if corrected := _corrected_birth_date(intake, record):
        notes.setdefault(BIRTH_DATE, []).append(corrected)
    return notes


def left_the_record(
    pages: Sequence[SentPage], record: Record, recognise: Recognised
) -> tuple[AnswerLine, ...]:
    """The last answer to each question that was answered and is not asked any more."""
    last = {page.link_id: page.answer for page in pages if not page.refused}
    return tuple(
        replace(answer_line(question, replace(record, answers=last), recognise), notes=(LEFT,))
        for link_id, question in record.document.questions.items()
        if link_id in last and link_id not in record.answers
    )


def _given(pages: Sequence[SentPage], link_id: str) -> list[Any]:
    return [page.answer for page in pages if page.link_id == link_id and not page.refused]


def _changes(link_id: str, given: Sequence[Any], record: Record) -> list[str]:
    """Words that were sent before those on record; the same words again are no change."""
    said = [_words(replace(record, answers={link_id: answer}).say(link_id)) for answer in given]
    now = _words(record.say(link_id))
    before = [words for words in dict.fromkeys(said) if words != now]
    return [f"Changed by the patient from {listed(map(quoted, before), 'and')}."] if before else []


def _words(said: SaidAnswer) -> str:
    return " · ".join(said.for_staff.lines) or "blank"


def _corrected_birth_date(intake: Intake, record: Record) -> str:
    born, recorded = intake.patient.date_of_birth.isoformat(), record.answers.get(BIRTH_DATE)
    if BIRTH_DATE not in record.document.questions or recorded in (None, born):
        return ""
    return f"Staff corrected it to {say_date(born)}, and that is what the rules read."
