"""Asking a patient again: what is asked, sending it once more, taking it back."""

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from clinics.access import StaffRequest, load_row, require
from clinics.policy import Action
from clinics.views.pages import form_methods, posted
from screening import actions
from screening.forms.information_request import AskAgainForm
from screening.models import InformationRequest, Intake
from screening.presenters.intake_rows import IntakeRows
from screening.presenters.notes import Note
from screening.views.return_links import handed_over
from screening.views.reviews import refusing, seen
from screening.views.staff import load_intake, present, show

CLOSED = "The patient has answered meanwhile, or somebody took it back."


@require(Action.DECIDE)
@form_methods
def ask(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    intake = load_intake(request, public_id)
    rows, page = present(intake)
    suggested, others = page.askable.suggested, page.askable.others
    initial = seen(rows) | {"message": ""}
    form = AskAgainForm(posted(request), suggested=suggested, others=others, initial=initial)
    is_preview = form.is_valid() and "preview" in request.POST
    if form.is_valid() and not is_preview and (response := asked(request, rows, form)):
        return response
    note = Note(form.cleaned_data["message"], len(form.questions)) if is_preview else None
    texts = dict([*suggested, *others])
    context = {
        "form": form,
        "page": page,
        "clinic": request.clinic,
        "note": note,
        "picked": [texts[link_id] for link_id in form.questions] if is_preview else [],
    }
    status = 422 if form.is_bound and not is_preview else 200
    return show(request, "reviews/ask_again.html", intake, context, status=status)


def asked(request: StaffRequest, rows: IntakeRows, form: AskAgainForm) -> HttpResponse | None:
    said, intake = form.cleaned_data, rows.intake
    screenings = {screening.number: screening for screening in rows.screenings}
    reviews = {review.number: review for review in rows.reviews}
    action = partial(
        actions.ask_again,
        intake=intake,
        questions=form.questions,
        message=said["message"],
        screening=screenings.get(said["screening"]),
        replaces=reviews.get(said["replaces"]),
        pages=said["pages"],
        key=said["key"],
        by=request.user,
    )
    made = refusing(intake, form, action)
    if made is None:
        return None
    wanted, token = made
    if not token:
        return redirect(intake)
    return handed_over(request, intake, wanted.link, token, "The patient is asked again.")


@require(Action.DECIDE)
@require_POST
def send(request: StaffRequest, public_id: uuid.UUID, number: int) -> HttpResponse:
    intake = load_intake(request, public_id)
    try:
        wanted, token = actions.send_again(
            request=load_request(request, intake, number), by=request.user
        )
    except actions.RequestClosed:
        messages.warning(request, CLOSED)
        return redirect(intake)
    return handed_over(request, intake, wanted.link, token, "There is a new link.")


@require(Action.DECIDE)
@require_POST
def withdraw(request: StaffRequest, public_id: uuid.UUID, number: int) -> HttpResponse:
    intake = load_intake(request, public_id)
    try:
        actions.withdraw_request(request=load_request(request, intake, number), by=request.user)
    except actions.RequestClosed:
        messages.warning(request, CLOSED)
    else:
        messages.success(request, "The questions are taken back. What was answered is kept.")
    return redirect(intake)


def load_request(request: StaffRequest, intake: Intake, number: int) -> InformationRequest:
    found = load_row(request, intake.information_requests.all(), number=number)
    found.intake = intake
    return found
