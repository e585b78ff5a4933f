"""Assessing a flag and deciding on an intake."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from clinics.access import StaffRequest, load_row, require
from clinics.policy import Action
from clinics.views.pages import form_methods, posted
from screening import actions
from screening.forms.review import AssessmentForm, DecisionForm
from screening.models import AssessmentReason, Decision, Flag, Intake, Judgement, Review
from screening.presenters.intake_rows import IntakeRows
from screening.presenters.messages import first_message
from screening.presenters.notes import Note
from screening.views.return_links import handed_over
from screening.views.staff import load_intake, present, show

T = TypeVar("T")

NO_LONGER = "A newer screening no longer finds this, so there is nothing to assess."
OVERTAKEN = "Something new arrived since this page was opened. Nothing was decided: open it again."
REFUSED = {
    actions.NotSubmitted: "The patient has not sent everything yet, so nothing can be decided.",
    actions.ScreeningNotCurrent: OVERTAKEN,
    actions.NeedsHuman: "The rules could not be run on these answers, so nobody can be found "
    "suitable on them.",
    actions.AskedAgain: "The patient has been asked again. Wait for the answer, or take the "
    "questions back first.",
    actions.KeyReused: "This decision was sent before with other words. Open the page again.",
}
MISSING = {
    actions.ReasonMissing: ("reason", "This decision needs a reason."),
    actions.ConditionsMissing: ("conditions", "Write the conditions."),
    actions.DateMissing: ("deferred_until", "Write a day after today."),
}


@require(Action.ASSESS_FLAGS)
@form_methods
def assess_flag(request: StaffRequest, public_id: uuid.UUID, number: int) -> HttpResponse:
    intake = load_intake(request, public_id)
    flag = load_row(request, intake.flags.all(), pk=number)
    form = AssessmentForm(posted(request))
    if form.is_valid() and assessed(request, flag, form):
        return redirect(after_assessing(request, intake, flag))
    _rows, page = present(intake)
    cards = (*page.findings.raised, *page.findings.undetermined) if page.findings else ()
    context = {
        "form": form,
        "page": page,
        "flag": flag,
        "card": next((card for card in cards if card.number == flag.pk), None),
        "waiting": page.findings.waiting if page.findings else (),
    }
    status = 422 if form.is_bound else 200
    return show(request, "reviews/flag.html", intake, context, status=status)


def assessed(request: StaffRequest, flag: Flag, form: AssessmentForm) -> bool:
    said = form.cleaned_data
    try:
        actions.assess_flag(
            flag=flag,
            judgement=Judgement(said["judgement"]),
            reason=AssessmentReason(said["reason"]),
            words=said["words"],
            by=request.user,
        )
    except actions.AssessmentRefused:
        form.add_error(None, NO_LONGER)
        return False
    return True


def after_assessing(request: StaffRequest, intake: Intake, flag: Flag) -> str:
    """To the next flag that waits, if that was asked for and there is one."""
    page = intake.get_absolute_url()
    if "next" in request.POST:
        for other in actions.flags_to_assess(
            load_intake(request, intake.public_id), Decision.SUITABLE
        ):
            return reverse("assess-flag", args=[intake.public_id, other.pk])
        return f"{page}#findings"
    return f"{page}#flag-{flag.pk}"


@require(Action.DECIDE)
@form_methods
def decide(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    intake = load_intake(request, public_id)
    rows, page = present(intake)
    form = DecisionForm(posted(request), clinic=request.clinic, initial=seen(rows))
    is_preview = form.is_valid() and "preview" in request.POST
    if form.is_valid() and not is_preview and (review := decided(request, rows, form)):
        return told(request, rows, review)
    context = {
        "form": form,
        "page": page,
        "preview": form.cleaned_data if is_preview else None,
        "clinic": request.clinic,
        "note": note_to_be(form) if is_preview else None,
        "decision_label": Decision(form.cleaned_data["decision"]).label if is_preview else "",
    }
    status = 422 if form.is_bound and not is_preview else 200
    return show(request, "reviews/decide.html", intake, context, status=status)


def told(request: StaffRequest, rows: IntakeRows, review: Review) -> HttpResponse:
    """A form that was sent before brings the patient no second mail."""
    said = "The decision is on record."
    if not review.message or review.number in {each.number for each in rows.reviews}:
        messages.success(request, said)
        return redirect(rows.intake)
    link, token = actions.link_for_message(intake=rows.intake, by=request.user)
    return handed_over(request, rows.intake, link, token, said)


def note_to_be(form: DecisionForm) -> Note | None:
    message = form.cleaned_data["message"].strip()
    return Note(message) if message else None


def seen(rows: IntakeRows) -> dict[str, Any]:
    """What the clinician is looking at, so that a decision cannot be about something else."""
    return {
        "screening": rows.screening.number if rows.screening else 0,
        "replaces": rows.reviews[-1].number if rows.reviews else 0,
        "pages": rows.intake.revision,
        "message": first_message(rows.intake.clinic, rows.intake.language),
    }


def decided(request: StaffRequest, rows: IntakeRows, form: DecisionForm) -> Review | None:
    said = dict(form.cleaned_data)
    screenings = {screening.number: screening for screening in rows.screenings}
    reviews = {review.number: review for review in rows.reviews}
    said |= {
        "decision": Decision(said["decision"]),
        "screening": screenings.get(said["screening"]),
        "replaces": reviews.get(said["replaces"]),
    }
    action = partial(actions.decide, intake=rows.intake, by=request.user, **said)
    return refusing(rows.intake, form, action)


def refusing(intake: Intake, form: Form, action: Callable[[], T]) -> T | None:
    """What the action gives; None where it was refused, which the form then says."""
    try:
        return action()
    except actions.FlagsNotAssessed as refusal:
        refuse_unassessed(intake, form, refusal.flags)
    except actions.AlreadyDecided as refusal:
        form.add_error(None, f"{refusal.review.by} decided since this page was opened.")
    except actions.ClaimedByAnother as refusal:
        form.add_error(None, f"{refusal.by} has claimed this intake. Talk with them first.")
    except actions.DecisionRefused as refusal:
        say_refusal(form, refusal)
    return None


def refuse_unassessed(intake: Intake, form: Form, flags: tuple[Flag, ...]) -> None:
    for flag in flags:
        url = reverse("assess-flag", args=[intake.public_id, flag.pk])
        form.add_error(None, format_html('<a href="{}">Assess first: {}</a>', url, flag.title))


def say_refusal(form: Form, refusal: actions.DecisionRefused) -> None:
    if type(refusal) in MISSING:
        form.add_error(*MISSING[type(refusal)])
    else:
        form.add_error(
            None, REFUSED.get(type(refusal), "Nothing was decided. Open the page again.")
        )
