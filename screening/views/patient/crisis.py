"""Help right now: from every page, and at once after an answer that was urgent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from screening.views.patient.loading import with_visit
from screening.views.patient.visits import Visit, texts_of


@require_safe
@with_visit
def crisis(request: HttpRequest, visit: Visit) -> HttpResponse:
    rules = {flag.rule for flag in visit.intake.open_urgent_flags}
    context = visit.context(texts=texts_of(visit, rules), go_on_url=reverse("patient:next"))
    return render(request, "intake/crisis.html", context)
