"""The markup of a question, made once per process for all patients who see the same.

Drawing a form through its templates costs several times what the rest of a page does. Only
what a question set says is kept: never a text, a number or a list that a patient typed.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString

from screening.forms.layouts import render_fields
from screening.forms.questions import Asked, QuestionForm, question_form
from screening.rules import QuestionType
from screening.views.patient.visits import Visit

MOST_KEPT = 4096


@dataclass(frozen=True)
class Look:
    """All that the markup depends on; `asked` is how to make it."""

    sha256: str
    link_id: str
    language: str
    numbers: tuple[str, ...]
    optional: bool
    may_not_apply: bool
    chosen: str | None
    asked: Asked = field(compare=False)


def question_markup(visit: Visit, link_id: str) -> SafeString:
    asked, answer = visit.asked(link_id), visit.intake.answers.get(link_id)
    if not is_shared(asked, answer):
        return drawn(question_form(asked, answer=answer))
    clinic = visit.clinic
    return shared_markup(
        Look(
            sha256=visit.document.sha256,
            link_id=link_id,
            language=visit.language,
            numbers=(clinic.name, clinic.phone, clinic.crisis_line, clinic.emergency_number),
            optional=asked.optional,
            may_not_apply=asked.may_not_apply,
            chosen=answer,
            asked=asked,
        )
    )


def is_shared(asked: Asked, answer: Any) -> bool:
    """Nothing was answered yet, or one of the options was chosen."""
    if answer is None:
        return True
    is_choice = asked.question.type is QuestionType.CHOICE
    return is_choice and isinstance(answer, str) and answer in dict(asked.choices)


@lru_cache(maxsize=MOST_KEPT)
def shared_markup(look: Look) -> SafeString:
    return drawn(question_form(look.asked, answer=look.chosen))


def drawn(form: QuestionForm) -> SafeString:
    return render_fields(form, form.helper)
