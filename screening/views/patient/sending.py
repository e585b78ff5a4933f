"""All answers once more, the name under them, and what happens next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from screening import actions
from screening.forms.signatures import SignatureForm
from screening.presenters.answer_checks import answers_to_check
from screening.presenters.notes import note_of
from screening.views.patient.loading import SeeOther, answering, with_visit
from screening.views.patient.visits import Visit, page_url


@require_http_methods(["GET", "HEAD", "POST"])
@answering
def check(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every page has to be sent first; what is unknown is sent as unknown, never left out."""
    if visit.journey.next_unsent:
        return SeeOther(visit.next_url)
    form = SignatureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return sent(visit, form.cleaned_data["signed_name"])
    context = visit.context(
        sections=answers_to_check(visit.journey, visit.say, visit.language, page_url),
        declaration=declaration(visit),
        back=page_url(visit.journey.pages[-1]),
        form=form,
    )
    return render(request, "intake/check.html", context, status=422 if form.errors else 200)


def sent(visit: Visit, name: str) -> HttpResponse:
    try:
        actions.submit(intake=visit.intake, signed_name=name, declaration=declaration(visit))
    except actions.AlreadySubmitted:
        return SeeOther(reverse("patient:done"))
    except (actions.NotFinished, actions.IntakeClosed):
        return SeeOther(reverse("patient:next"))
    return without_traces(SeeOther(reverse("patient:done")))


@require_safe
@with_visit
def done(request: HttpRequest, visit: Visit) -> HttpResponse:
    if not visit.intake.is_submitted:
        return redirect("patient:next")
    review = visit.document.patient_texts.get("review", {})
    note = note_of(visit.intake, visit.again.request if visit.again else None)
    go_on_url = visit.next_url if visit.again else ""
    context = visit.context(review=visit.say(review), note=note, go_on_url=go_on_url)
    return render(request, "intake/done.html", context)


def declaration(visit: Visit) -> str:
    """What the name stands under; these very words are kept with it."""
    return gettext(
        "I have answered as well as I can. I agree that %(clinic)s reads and keeps my answers "
        "to plan my care. I know that these questions do not decide my care: a clinician will."
    ) % {"clinic": visit.clinic.name}


def without_traces(response: HttpResponse) -> HttpResponse:
    """The next person at this device cannot look at the pages again with Back."""
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
