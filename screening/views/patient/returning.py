"""The date of birth once more, and then the page that was in hand, as if it came only now."""

from copy import copy
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import ResolverMatch, resolve, reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods

from clinics import scopes
from clinics.encryption import EncryptionError
from screening import actions
from screening.actions.carrying import CarriedPage, open_page
from screening.forms.identity import IdentityForm
from screening.models import Closed, Intake, Invitation
from screening.views.patient.coming_back import door, link_of
from screening.views.patient.last_pages import keep_aside
from screening.views.patient.loading import SeeOther
from screening.views.patient.starting import closed_page, keep_session
from screening.views.patient.too_late import kept_page
from screening.views.patient.visits import Visit
from screening.views.patient.weathering import weathering


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@weathering
def come_back(request: HttpRequest) -> HttpResponse:
    link = link_of(request) if request.method == "POST" else None
    if link is None:
        return SeeOther(reverse("patient:next"))
    with scopes.at_clinic(link.clinic):
        intake = link.begun
        if intake is None:
            return SeeOther(reverse("patient:next"))
        with translation.override(intake.language):
            return proved(request, link, intake)


def proved(request: HttpRequest, link: Invitation, intake: Intake) -> HttpResponse:
    """Tries count as they do at the link."""
    form, carried = IdentityForm(request.POST), request.POST.get("carried", "")
    try:
        if form.is_valid():
            opened, session = actions.open_with_birth_date(
                invitation=link, date_of_birth=form.cleaned_data["answer"]
            )
            response = sent(request, session, opened, carried)
            keep_session(response, session)
            return response
    except actions.WrongBirthDate:
        form.refuse(intake.clinic.phone)
    except actions.InvitationClosed as refusal:
        return closed_meanwhile(request, link, intake, refusal.why)
    return door(request, intake, carried, form, status=422)


def closed_meanwhile(
    request: HttpRequest, link: Invitation, intake: Intake, why: Closed
) -> HttpResponse:
    """Nobody can prove any more whose page it is, but it left a device where somebody had."""
    cookie = request.COOKIES.get(settings.INTAKE_COOKIE_NAME, "")
    try:
        page = as_sent(request, open_page(intake, request.POST.get("carried", "")), cookie)
        is_kept = keep_aside(page, Visit(intake))
    except (actions.EvaluationFailed, EncryptionError):
        is_kept = False
    return kept_page(page, intake, why, status=410) if is_kept else closed_page(request, link, why)


def sent(request: HttpRequest, session: str, intake: Intake, carried: str) -> HttpResponse:
    """To its own view, which knows what to do with a page that does not belong any more."""
    try:
        page = open_page(intake, carried)
    except EncryptionError:
        return SeeOther(reverse("patient:next"))
    again = as_sent(request, page, session)
    match = cast(ResolverMatch, again.resolver_match)
    return cast(HttpResponse, match.func(again, **match.kwargs))


def as_sent(request: HttpRequest, page: CarriedPage, session: str) -> HttpRequest:
    again = copy(request)
    posted = QueryDict(mutable=True)
    for name, values in page.fields.items():
        posted.setlist(name, list(values))
    again.POST = cast(Any, posted)
    again.path = again.path_info = page.path
    again.resolver_match = resolve(page.path)
    again.COOKIES = {**request.COOKIES, settings.INTAKE_COOKIE_NAME: session}
    return again
