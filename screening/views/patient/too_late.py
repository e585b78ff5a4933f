"""A page of a link that opens nothing any more: kept where its sender was inside a moment ago,
else handed back to them, so that nothing has to be thought of again."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from clinics.encryption import DecryptionFailed
from screening import actions
from screening.actions.sessions import recent_session
from screening.actions.unread_pages import ASIDE
from screening.models import Closed, Intake, Invitation
from screening.presenters.closures import closure
from screening.views.patient.last_pages import CHECK, is_of, keep_beside
from screening.views.patient.posted import fields_of
from screening.views.patient.visits import Visit, texts_of


def kept_all_the_same(request: HttpRequest, link: Invitation) -> HttpResponse | None:
    """Of a session that was alive when its link was taken back; None for any other, and where
    nothing can be kept. What is urgent acts at once; no answer is shown."""
    intake = recent_session(token=request.COOKIES.get(settings.INTAKE_COOKIE_NAME, ""))
    if intake is None:
        return None
    visit = Visit(intake)
    try:
        urgent = keep_beside(request, visit)
    except (actions.EvaluationFailed, DecryptionFailed, actions.AnswerNotStorable):
        return None
    if urgent is None:
        return None
    if urgent:
        texts = texts_of(visit, {finding.rule for finding in urgent})
        context = visit.context(texts=texts, go_on_url=reverse("patient:ended"))
        return render(request, "intake/crisis.html", context)
    return kept_page(request, intake, Closed.REVOKED, status=403)


def kept_page(request: HttpRequest, intake: Intake, why: Closed, *, status: int) -> HttpResponse:
    """Shows nothing of what was typed: it is kept, and may be before somebody else's eyes."""
    context = {
        "clinic": intake.clinic,
        "closure": closure(why),
        "is_kept": True,
        "is_unsigned": is_of(request, CHECK) and not intake.is_submitted,
    }
    return render(request, "intake/too_late.html", context, status=status)


def handed_back(request: HttpRequest, link: Invitation | None = None) -> HttpResponse:
    """What they typed, and nothing else: whoever sent it had it before their eyes."""
    language = translation.get_language() if link else None
    with translation.override(language or translation.get_language_from_request(request)):
        context = {
            "clinic": link.clinic if link else None,
            "closure": closure(link.why_closed) if link and link.why_closed else None,
            "typed": typed(request, link),
        }
        return render(request, "intake/too_late.html", context, status=403)


def typed(request: HttpRequest, link: Invitation | None) -> list[str]:
    """An option in its own words, where its question is known; a tick about a list that is not
    on this page says nothing."""
    match = request.resolver_match
    if match is None or match.view_name == "patient:medicine-names":
        return []
    fields = fields_of(request)
    values = [value for name in fields if name not in ASIDE for value in fields[name]]
    options = labels(link, match.kwargs.get("link_id", "")) if link else {}
    return [options.get(value, value) for value in values if value.strip()]


def labels(link: Invitation, link_id: str) -> dict[str, str]:
    intake = link.begun
    try:
        visit = Visit(intake) if intake else None
        question = visit.document.questions.get(link_id) if visit else None
    except actions.EvaluationFailed:
        return {}
    if visit is None or question is None:
        return {}
    return {option.value: visit.say(option.label) for option in question.options}
