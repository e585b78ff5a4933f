"""What stands around a question on its page."""

from dataclasses import dataclass
from typing import Any

from screening.presenters.journeys import Journey


@dataclass(frozen=True)
class QuestionPage:
    text: str
    section: str
    intro: str
    place: int
    total: int


def question_page(journey: Journey, link_id: str, say: Any) -> QuestionPage:
    question = journey.document.questions[link_id]
    section = next(one for one in journey.document.sections if one.slug == question.section)
    return QuestionPage(
        text=say(question.text),
        section=say(section.title),
        intro=say(section.intro) if journey.opens_section(link_id) else "",
        place=journey.place(link_id),
        total=journey.total,
    )
