import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from clinics.access import StaffRequest, require
from clinics.policy import Action
from screening import actions
from screening.views.staff import load_intake, present, show


@require(Action.SEE_INTAKES)
@require_safe
def intake(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    found = load_intake(request, public_id)
    _rows, page = present(found)
    return show(request, "reviews/intake.html", found, {"page": page})


@require(Action.CLAIM_INTAKES)
@require_POST
def claim(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    found = load_intake(request, public_id)
    try:
        actions.claim(intake=found, by=request.user)
    except actions.ClaimedByAnother as refusal:
        messages.warning(request, f"{refusal.by} claimed this intake before you.")
    return redirect(found)


@require(Action.CLAIM_INTAKES)
@require_POST
def release(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    found = load_intake(request, public_id)
    actions.release(intake=found, by=request.user)
    return redirect(found)


@require(Action.DECIDE)
@require_POST
def screen_again(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    found = load_intake(request, public_id)
    if actions.screen_again(intake=found, by=request.user) is None:
        messages.error(request, "The rules still cannot be run on these answers.")
    else:
        messages.success(request, "The rules were run again over all answers.")
    return redirect(found)
