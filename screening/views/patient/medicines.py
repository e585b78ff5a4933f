"""Medicine names that need a second look, asked about once the list is saved."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from screening import actions
from screening.forms.questions.medicine_names import MedicineNamesForm
from screening.presenters.question_pages import question_page
from screening.views.patient.doubts import doubts_of
from screening.views.patient.loading import SeeOther, with_visit
from screening.views.patient.posted import seen_revision
from screening.views.patient.visits import Visit, page_url


@require_http_methods(["GET", "HEAD", "POST"])
@with_visit
def names(request: HttpRequest, visit: Visit, link_id: str) -> HttpResponse:
    """The list is saved already; a patient who leaves here leaves its names unconfirmed.

    A reply that comes too late is kept as every page is.
    """
    doubts, is_sent = doubts_of(visit, link_id), request.method == "POST"
    if not doubts or not (is_sent or visit.is_open):
        return SeeOther(visit.next_url if visit.is_open else reverse("patient:next"))
    form = MedicineNamesForm(doubts, request.POST if is_sent else None)
    if form.is_valid():
        return replied(visit, link_id, form, seen_revision(request))
    if not visit.is_open:
        return SeeOther(reverse("patient:next"))
    context = visit.context(
        page=question_page(visit.journey, link_id, visit.say),
        back=page_url(link_id),
        form=form,
    )
    status = 422 if form.errors else 200
    return render(request, "intake/medicine_names.html", context, status=status)


def replied(
    visit: Visit, link_id: str, form: MedicineNamesForm, revision: int | None
) -> HttpResponse:
    """A reply is about the list that was shown; one that was changed since is asked about anew."""
    intake = visit.intake
    try:
        done = actions.save_page(
            intake=intake,
            link_id=link_id,
            answer=form.replied(visit.answers[link_id]),
            revision=intake.revision if revision is None else revision,
            is_reply=True,
        )
    except actions.Overtaken:
        return SeeOther(reverse("patient:medicine-names", args=[link_id]))
    except actions.PageRefused as refusal:
        return SeeOther(reverse("patient:crisis" if refusal.urgent else "patient:next"))
    if done.urgent:
        return SeeOther(reverse("patient:crisis"))
    return SeeOther(Visit(done.intake).next_url)
