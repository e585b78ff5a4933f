"""What is kept of a page whose link opens nothing any more, by what stands on it."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django.http import HttpRequest

from screening import actions
from screening.actions.repeats import answer_then, has_come
from screening.forms.questions import question_form
from screening.forms.questions.medicine_names import MedicineNamesForm
from screening.models import Refusal, SentPage
from screening.models.sent_page import SIGNATURE
from screening.rules import Finding
from screening.views.patient.doubts import doubts_in, doubts_of
from screening.views.patient.posted import fields_of, seen_revision
from screening.views.patient.visits import Visit

NAMES, CHECK = "patient:medicine-names", "patient:check"

Kept = Sequence[Finding] | None
"""What is urgent in a page that is kept; None for one that is not."""


def keep_beside(request: HttpRequest, visit: Visit) -> Kept:
    """As every page that comes too late, of somebody who was inside a moment ago. Raises what
    saving raises."""
    link_id = link_id_of(request)
    if not is_page(request, visit, link_id):
        return None
    if is_of(request, CHECK):
        return () if is_signed(request, visit) else unread(request, visit, link_id)
    if is_of(request, NAMES):
        return keep_reply(request, visit, link_id)
    return keep_answer(request, visit, link_id)


def keep_aside(request: HttpRequest, visit: Visit) -> bool:
    """For a person and no rule: nobody proved who sent it. One that is on record stays there."""
    link_id = link_id_of(request)
    if not is_page(request, visit, link_id):
        return False
    if is_on_record(request, visit, link_id):
        return True
    return unread(request, visit, link_id, Refusal.UNPROVED) is not None


def keep_answer(request: HttpRequest, visit: Visit, link_id: str) -> Kept:
    older = visit.in_older_words(link_id, seen_revision(request))
    form = question_form(older or visit.asked(link_id), request.POST, None)
    if not form.is_valid():
        why = Refusal.REWORDED if older else Refusal.REVOKED
        return unread(request, visit, link_id, why)
    return saved(request, visit, link_id, form.answer)


def keep_reply(request: HttpRequest, visit: Visit, link_id: str) -> Kept:
    """To a list that was changed since it is no answer: a person reads it."""
    if is_reply_on_record(request, visit, link_id):
        return ()
    doubts = doubts_of(visit, link_id)
    form = MedicineNamesForm(doubts, request.POST)
    if doubts and form.is_valid():
        with suppress(actions.Overtaken):
            answer = form.replied(visit.answers[link_id])
            return saved(request, visit, link_id, answer, is_reply=True)
    return unread(request, visit, link_id)


def saved(
    request: HttpRequest, visit: Visit, link_id: str, answer: object, *, is_reply: bool = False
) -> Kept:
    try:
        done = actions.save_page(
            intake=visit.intake,
            link_id=link_id,
            answer=answer,
            revision=seen_revision(request),
            is_reply=is_reply,
        )
    except actions.PageRefused as refusal:
        return refusal.urgent
    return done.urgent


def unread(
    request: HttpRequest, visit: Visit, link_id: str, why: Refusal = Refusal.REVOKED
) -> Kept:
    page = actions.keep_unread_page(
        intake=visit.intake,
        link_id=link_id,
        fields=fields_of(request),
        revision=seen_revision(request),
        why=why,
    )
    return None if page is None else ()


def is_page(request: HttpRequest, visit: Visit, link_id: str) -> bool:
    """The name under all answers, or a question that is asked in these words or was in older."""
    if is_of(request, CHECK) or visit.has_page(link_id):
        return True
    return visit.in_older_words(link_id, seen_revision(request)) is not None


def is_on_record(request: HttpRequest, visit: Visit, link_id: str) -> bool:
    if is_of(request, CHECK):
        return is_signed(request, visit)
    if is_of(request, NAMES):
        return is_reply_on_record(request, visit, link_id)
    older = visit.in_older_words(link_id, seen_revision(request))
    form = question_form(older or visit.asked(link_id), request.POST, None)
    return form.is_valid() and has_come(visit.intake, page_of(request, link_id, form.answer))


def is_reply_on_record(request: HttpRequest, visit: Visit, link_id: str) -> bool:
    """Read over the list that it was about: of another one it would say something else."""
    rows: Any = answer_then(visit.intake, link_id, seen_revision(request))
    form = MedicineNamesForm(doubts_in(rows), request.POST)
    if not form.doubts or not form.is_valid():
        return False
    return has_come(visit.intake, page_of(request, link_id, form.replied(rows)))


def is_signed(request: HttpRequest, visit: Visit) -> bool:
    name = request.POST.get("signed_name", "").strip()
    return visit.intake.is_submitted and visit.intake.signed_name == name


def page_of(request: HttpRequest, link_id: str, answer: object) -> SentPage:
    return SentPage(link_id=link_id, answer=answer, seen_revision=seen_revision(request))


def link_id_of(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.kwargs.get("link_id", SIGNATURE) if match else SIGNATURE


def is_of(request: HttpRequest, name: str) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name == name
