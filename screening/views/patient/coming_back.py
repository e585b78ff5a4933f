"""A page sent when the session was over: its patient proves the date of birth, and it is sent."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from clinics import scopes
from clinics.encryption import EncryptionError
from screening.actions.carrying import CarriedPage, seal_page
from screening.actions.sessions import known_session
from screening.forms.identity import IdentityForm
from screening.models import Closed, Intake

CARRIED = {"patient:question", "patient:medicine-names", "patient:check"}
"""Pages that hold what somebody typed."""


def ask_again(request: HttpRequest) -> HttpResponse | None:
    """The form for the date of birth with the page in it; None where nobody knows whose it is."""
    match = request.resolver_match
    if request.method != "POST" or match is None or match.view_name not in CARRIED:
        return None
    intake = intake_of(request)
    if intake is None:
        return None
    with scopes.at_clinic(intake.clinic), translation.override(intake.language):
        if intake.invitation.why_closed not in (None, Closed.SPENT):
            return None
        try:
            carried = seal_page(intake, CarriedPage(request.path, fields_of(request)))
        except EncryptionError:
            return None
        return door(request, intake, carried, IdentityForm(), status=403)


def door(
    request: HttpRequest, intake: Intake, carried: str, form: IdentityForm, *, status: int
) -> HttpResponse:
    """Says neither who it is about nor what was typed, as at the link."""
    context: dict[str, Any] = {"clinic": intake.clinic, "carried": carried, "form": form}
    return render(request, "intake/come_back.html", context, status=status)


def intake_of(request: HttpRequest) -> Intake | None:
    """Of the session in the cookie, alive or not."""
    token = request.COOKIES.get(settings.INTAKE_COOKIE_NAME, "")
    return known_session(token=token) if token else None


def fields_of(request: HttpRequest) -> dict[str, list[str]]:
    """All that was sent, but for the token of the form that it was sent with."""
    return {
        name: [str(value) for value in values]
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
    }
