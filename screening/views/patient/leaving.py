"""Another language, deleting the draft, and where a session ends."""

from contextlib import suppress

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from screening import actions
from screening.actions.session_tokens import link_of_session
from screening.views.patient.loading import SeeOther, answering, with_visit
from screening.views.patient.sending import without_traces
from screening.views.patient.visits import Visit


@require_POST
@with_visit
def language(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Back to the page that it was chosen on; typed but not sent text cannot come along."""
    wanted, back = request.POST.get("language", ""), request.POST.get("back", "")
    if wanted in visit.document.languages:
        with suppress(actions.IntakeClosed):
            actions.change_language(intake=visit.intake, language=wanted)
    is_ours = back.startswith("/intake/") and url_has_allowed_host_and_scheme(back, None)
    return SeeOther(back if is_ours else reverse("patient:next"))


@require_http_methods(["GET", "HEAD", "POST"])
@answering
def delete(request: HttpRequest, visit: Visit) -> HttpResponse:
    if request.method != "POST":
        context = visit.context(back=reverse("patient:next"))
        return render(request, "intake/delete.html", context)
    try:
        actions.withdraw(intake=visit.intake)
    except actions.IntakeClosed:
        return SeeOther(reverse("patient:next"))
    response = without_traces(SeeOther(reverse("patient:ended") + "?withdrawn=1"))
    response.delete_cookie(settings.INTAKE_COOKIE_NAME)
    return response


@require_safe
@login_not_required
def ended(request: HttpRequest) -> HttpResponse:
    """Nobody is signed in here, so the language is the browser's."""
    token = request.COOKIES.get(settings.INTAKE_COOKIE_NAME, "")
    with translation.override(translation.get_language_from_request(request)):
        link = link_of_session(token=token)
        context = {"clinic": link.clinic if link else None}
        if request.GET.get("withdrawn"):
            return render(request, "intake/withdrawn.html", context)
        return render(request, "intake/ended.html", context)
