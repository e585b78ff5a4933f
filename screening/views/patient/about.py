"""What the treatment is, readable before and after answering."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from screening.views.patient.loading import with_visit
from screening.views.patient.visits import Visit


@require_safe
@with_visit
def about(request: HttpRequest, visit: Visit) -> HttpResponse:
    treatment = visit.say(visit.document.treatment)
    context = visit.context(treatment=treatment, back=reverse("patient:next"))
    return render(request, "intake/about.html", context)
