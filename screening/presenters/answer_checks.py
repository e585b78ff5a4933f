"""All answers of a patient, to look over before they are sent."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from screening.presenters.answers import say_answer
from screening.presenters.journeys import Journey
from screening.rules import Question, QuestionType


@dataclass(frozen=True)
class CheckedAnswer:
    """`open_lines`: boxes that were left empty, to talk about. No `url`: not to be changed."""

    text: str
    lines: tuple[str, ...]
    open_lines: tuple[str, ...]
    blank: str
    url: str


@dataclass(frozen=True)
class CheckedSection:
    title: str
    answers: tuple[CheckedAnswer, ...]


def answers_to_check(
    journey: Journey, say: Any, language: str, url_of: Callable[[str], str]
) -> list[CheckedSection]:
    def checked(question: Question) -> CheckedAnswer:
        answer = journey.answers.get(question.link_id)
        said = say_answer(journey.document, question, answer, language)
        return CheckedAnswer(
            text=say(question.text),
            lines=said.words.lines,
            open_lines=said.not_ticked,
            blank=_blank(question),
            url="" if question.link_id in journey.proved else url_of(question.link_id),
        )

    asked = set(journey.branches.asked if journey.only is None else journey.only)
    sections = [
        CheckedSection(
            say(section.title),
            tuple(checked(q) for q in section.questions if q.link_id in asked),
        )
        for section in journey.document.sections
    ]
    return [section for section in sections if section.answers]


def _blank(question: Question) -> str:
    if question.type is QuestionType.ACKNOWLEDGEMENTS:
        return gettext("No box ticked. We will talk about these with you.")
    return gettext("Nothing written")
