"""What patients see alike, drawn once per process.

Drawing a form and the page around it through templates costs several times what the rest of a
request does. Only what a question set and a clinic say is kept: never a text, a number or a list
that a patient typed, nor anything that leads to one.
"""

import secrets
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString

from screening.forms.layouts import render_fields
from screening.forms.questions import Asked, QuestionForm, question_form
from screening.presenters.question_pages import question_page
from screening.rules import QuestionType
from screening.views.patient.visits import Visit, page_url

MOST_KEPT = 4096
HOLES = ("csrf_token", "revision", "place", "total", "back")
MARKS = {hole: f"{hole}-{secrets.token_hex(16)}" for hole in HOLES}
"""What stands in a kept page where each patient has something else; nobody can know it."""

_kept: dict[Hashable, SafeString] = {}


@dataclass(frozen=True)
class Look:
    """All that the markup of a question depends on."""

    sha256: str
    link_id: str
    language: str
    numbers: tuple[str, ...]
    optional: bool
    may_not_apply: bool
    chosen: str | None


@dataclass(frozen=True)
class PageLook:
    """All that its page depends on, but for what goes into the holes."""

    question: Look
    languages: tuple[str, ...]
    has_back: bool
    is_anew: bool
    is_again: bool
    opens_section: bool


def shared_page(request: HttpRequest, visit: Visit, link_id: str) -> SafeString | None:
    """The page of a question; None when it shows what only this patient wrote."""
    asked, answer = visit.asked(link_id), visit.answers.get(link_id)
    if not is_shared(asked, answer):
        return None
    back = visit.back_url(link_id)
    look = PageLook(
        question=look_of(visit, asked, answer),
        languages=tuple(visit.clinic.languages),
        has_back=bool(back),
        is_anew=visit.is_asked_anew(link_id),
        is_again=visit.again is not None,
        opens_section=visit.journey.opens_section(link_id),
    )
    page = kept(look, lambda: page_with_holes(visit, look, asked))
    return filled(
        page,
        csrf_token=get_token(request),
        revision=visit.intake.revision,
        place=visit.journey.place(link_id),
        total=visit.journey.total,
        back=back,
    )


def is_shared(asked: Asked, answer: Any) -> bool:
    """Nothing was answered yet, or one of the options was chosen."""
    if answer is None:
        return True
    is_choice = asked.question.type is QuestionType.CHOICE
    return is_choice and isinstance(answer, str) and answer in dict(asked.choices)


def look_of(visit: Visit, asked: Asked, chosen: str | None) -> Look:
    clinic = visit.clinic
    return Look(
        sha256=visit.document.sha256,
        link_id=asked.question.link_id,
        language=visit.language,
        numbers=(clinic.name, clinic.phone, clinic.crisis_line, clinic.emergency_number),
        optional=asked.optional,
        may_not_apply=asked.may_not_apply,
        chosen=chosen,
    )


def kept(look: Hashable, draw: Callable[[], SafeString]) -> SafeString:
    markup = _kept.get(look)
    if markup is None:
        markup = draw()
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[look] = markup
    return markup


def page_with_holes(visit: Visit, look: PageLook, asked: Asked) -> SafeString:
    link_id, chosen = look.question.link_id, look.question.chosen
    page = question_page(visit.journey, link_id, visit.say)
    context = visit.context(
        # In place of the patient's own, so that no template can write one into what is kept.
        intake={"is_in_progress": not look.is_again},
        page={**vars(page), "place": MARKS["place"], "total": MARKS["total"]},
        back=MARKS["back"] if look.has_back else None,
        is_anew=look.is_anew,
        is_again=look.is_again,
        fields=kept(look.question, lambda: drawn(question_form(asked, answer=chosen))),
        request={"path": page_url(link_id)},
        csrf_token=MARKS["csrf_token"],
        revision=MARKS["revision"],
    )
    return render_to_string("intake/question.html", context)


def filled(page: SafeString, **values: object) -> SafeString:
    text = str(page)
    for hole, value in values.items():
        text = text.replace(MARKS[hole], escape(value))
    return SafeString(text)


def drawn(form: QuestionForm) -> SafeString:
    return render_fields(form, form.helper)
