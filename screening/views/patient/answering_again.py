"""The end of what a clinic asks again: all of it once more, and back to the clinic."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from screening import actions
from screening.presenters.answer_checks import answers_to_check
from screening.views.patient.loading import SeeOther, with_visit
from screening.views.patient.sending import without_traces
from screening.views.patient.visits import Visit, page_url


@require_http_methods(["GET", "HEAD", "POST"])
@with_visit
def check(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Without a name under it: the one under the form still says who answers."""
    if visit.again is None:
        return SeeOther(reverse("patient:next"))
    if visit.journey.next_unsent:
        return SeeOther(visit.next_url)
    if request.method == "POST":
        return sent(visit)
    pages = visit.journey.pages
    context = visit.context(
        sections=answers_to_check(visit.journey, visit.say, visit.language, page_url),
        back=page_url(pages[-1]) if pages else reverse("patient:done"),
    )
    return render(request, "intake/again_check.html", context)


def sent(visit: Visit) -> HttpResponse:
    try:
        actions.finish_answers(intake=visit.intake)
    except actions.NotFinished:
        return SeeOther(reverse("patient:next"))
    return without_traces(SeeOther(reverse("patient:done")))
