"""From a cookie or a link to an intake: what each patient view stands behind."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext

from clinics import scopes
from clinics.encryption import DecryptionFailed
from clinics.models import Clinic
from clinics.policy import Action, PatientSession, may
from screening import actions
from screening.actions.locks import readable
from screening.actions.tokens import digest_of
from screening.logs import bind
from screening.models import Intake, Invitation
from screening.views.patient.coming_back import ask_again
from screening.views.patient.visits import Visit, spoken
from screening.views.patient.weathering import remember, weathering

View = Callable[..., HttpResponse]

logger = logging.getLogger(__name__)


class SeeOther(HttpResponseRedirect):
    """After a post: the next page is fetched with a GET, whatever the method was."""

    status_code = 303


def with_invitation(view: View) -> View:
    """The link's invitation, whatever its state; every token that was never given out is a 404."""

    @login_not_required
    @weathering
    @wraps(view)
    def load(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        invitation = actions.find_invitation(token=token)
        if invitation is None:
            raise Http404
        with scopes.at_clinic(invitation.clinic):
            return arrive(request, invitation, token, **kwargs)

    def arrive(
        request: HttpRequest, invitation: Invitation, token: str, **kwargs: Any
    ) -> HttpResponse:
        chosen = request.POST.get("language") or request.GET.get("language") or ""
        document = invitation.version.parsed
        wanted = chosen if chosen in document.languages else invitation.language
        with translation.override(spoken(wanted, document)):
            try:
                return view(request, invitation, token, **kwargs)
            except DecryptionFailed:
                logger.exception(
                    "Invitation cannot be opened", extra={"invitation_id": invitation.pk}
                )
                return closed(request, invitation.clinic)

    return load


def with_visit(view: View) -> View:
    """The intake of the session in the cookie, in its language; no session, no answers."""

    @login_not_required
    @weathering
    @wraps(view)
    def load(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        token = request.COOKIES.get(settings.INTAKE_COOKIE_NAME, "")
        intake = actions.load_session(token=token) if token else None
        patient = PatientSession(digest_of(token))
        if intake is None or not may(patient, Action.FILL_IN, intake):
            return ask_again(request) or redirect("patient:ended")
        with scopes.at_clinic(intake.clinic):
            remember(request, intake.clinic)
            actions.touch_session(intake=intake)
            bind(clinic_id=intake.clinic_id, intake_id=intake.pk)
            return visited(request, intake, **kwargs)

    def visited(request: HttpRequest, intake: Intake, **kwargs: Any) -> HttpResponse:
        try:
            visit = Visit(actions.up_to_date(readable(intake)))
            with translation.override(visit.language):
                return view(request, visit, **kwargs)
        except (actions.EvaluationFailed, DecryptionFailed):
            return cannot_go_on(request, intake)

    return load


def answering(view: View) -> View:
    """A visit to an intake that still takes answers; any other is led to where it stands."""

    @with_visit
    @wraps(view)
    def load(request: HttpRequest, visit: Visit, **kwargs: Any) -> HttpResponse:
        if visit.intake.is_submitted:
            return redirect("patient:done")
        if not visit.is_open:
            return redirect("patient:ended")
        return view(request, visit, **kwargs)

    return load


def cannot_go_on(request: HttpRequest, intake: Intake) -> HttpResponse:
    """The questions cannot be read: a person has to help, and nothing that was saved is lost."""
    with translation.override(intake.language):
        return closed(request, intake.clinic)


def closed(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    context = {
        "clinic": clinic,
        "heading": gettext("We cannot show your questions now"),
        "explanation": gettext("What you sent is saved. This is our mistake, not yours."),
    }
    return render(request, "intake/closed.html", context, status=503)
