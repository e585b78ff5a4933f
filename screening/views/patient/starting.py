"""The link: what it leads to, and the date of birth that opens it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from screening import actions
from screening.forms.identity import IdentityForm
from screening.models import Closed, Invitation
from screening.presenters.closures import closure
from screening.views.patient.loading import SeeOther, with_invitation
from screening.views.patient.visits import languages_of


@require_safe
@with_invitation
def start(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Changes nothing: mail scanners follow links."""
    why = invitation.why_closed
    if why not in (None, Closed.SPENT):
        return closed_page(request, invitation, why)
    context = arriving(invitation, token) | {
        "has_begun": invitation.begun is not None,
        "is_sent": why == Closed.SPENT,
        "is_message": invitation.returns_to_id is not None,
        "last_day": invitation.last_day,
    }
    return render(request, "intake/start.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_invitation
def identity(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    why = invitation.why_closed
    if why not in (None, Closed.SPENT):
        return closed_page(request, invitation, why)
    form = IdentityForm(request.POST if request.method == "POST" else None)
    try:
        if form.is_valid():
            return opened(invitation, form)
    except actions.WrongBirthDate:
        form.refuse(invitation.clinic.phone)
    except actions.InvitationClosed as refusal:
        return closed_page(request, invitation, refusal.why)
    context = arriving(invitation, token) | {"form": form}
    return render(request, "intake/identity.html", context, status=422 if form.errors else 200)


@require_safe
@with_invitation
def about(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Before the date of birth nothing says what the treatment is: the mailbox may be another's."""
    return render(request, "intake/about_questions.html", arriving(invitation, token))


def opened(invitation: Invitation, form: IdentityForm) -> HttpResponse:
    intake, session = actions.open_with_birth_date(
        invitation=invitation, date_of_birth=form.cleaned_data["answer"]
    )
    language = translation.get_language()
    if intake.is_in_progress and language in intake.version.parsed.languages:
        intake = actions.change_language(intake=intake, language=language)
    response = SeeOther(reverse("patient:next"))
    keep_session(response, session)
    return response


def keep_session(response: HttpResponseBase, session: str) -> None:
    response.set_cookie(
        settings.INTAKE_COOKIE_NAME,
        session,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def arriving(invitation: Invitation, token: str) -> dict[str, object]:
    """What the pages before the date of birth may show: neither name nor treatment."""
    language = translation.get_language()
    addresses = {
        f"{page}_url": f"{reverse(f'patient:{name}', args=[token])}?language={language}"
        for page, name in (("start", "start"), ("identity", "identity"), ("about", "link-about"))
    }
    return addresses | {
        "clinic": invitation.clinic,
        "language": language,
        "languages": languages_of(invitation.clinic, invitation.version.parsed),
    }


def closed_page(request: HttpRequest, invitation: Invitation, why: Closed) -> HttpResponse:
    said = closure(why)
    context = {
        "clinic": invitation.clinic,
        "heading": said.heading,
        "explanation": said.explanation,
    }
    return render(request, "intake/closed.html", context, status=410)
