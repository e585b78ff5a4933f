"""A page sent when the session was over: its patient proves the date of birth, and it is sent.

Where that cannot be any more, it is shown to whoever sent it.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from clinics import scopes
from clinics.encryption import EncryptionError
from screening.actions.carrying import CarriedPage, seal_page
from screening.actions.session_tokens import link_of_session
from screening.forms.identity import IdentityForm
from screening.models import Closed, Intake, Invitation
from screening.views.patient.posted import fields_of
from screening.views.patient.too_late import handed_back, kept_all_the_same

CARRIED = {"patient:question", "patient:medicine-names", "patient:check"}
"""Pages that hold what somebody typed."""


def ask_again(request: HttpRequest) -> HttpResponse | None:
    """The form for the date of birth with the page in it; of a link that opens nothing any more,
    or of none that is known, the page itself. None where nobody typed anything."""
    match = request.resolver_match
    if request.method != "POST" or match is None or match.view_name not in CARRIED:
        return None
    link = link_of(request)
    if link is None:
        return handed_back(request)
    with scopes.at_clinic(link.clinic):
        return of_link(request, link)


def of_link(request: HttpRequest, link: Invitation) -> HttpResponse:
    intake = link.begun
    with translation.override(intake.language if intake else link.language):
        if intake is None or link.why_closed not in (None, Closed.SPENT):
            return kept_all_the_same(request, link) or handed_back(request, link)
        try:
            carried = seal_page(intake, CarriedPage(request.path, fields_of(request)))
        except EncryptionError:
            return handed_back(request, link)
        return door(request, intake, carried, IdentityForm(), status=403)


def door(
    request: HttpRequest, intake: Intake, carried: str, form: IdentityForm, *, status: int
) -> HttpResponse:
    """Says neither who it is about nor what was typed, as at the link."""
    context: dict[str, Any] = {"clinic": intake.clinic, "carried": carried, "form": form}
    return render(request, "intake/come_back.html", context, status=status)


def link_of(request: HttpRequest) -> Invitation | None:
    """Behind the session in the cookie, alive or not."""
    return link_of_session(token=request.COOKIES.get(settings.INTAKE_COOKIE_NAME, ""))
