"""Help right now: from every page, and at once after an answer that was urgent."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from screening.views.patient.loading import with_visit
from screening.views.patient.visits import Visit


@require_safe
@with_visit
def crisis(request: HttpRequest, visit: Visit) -> HttpResponse:
    rules = {flag.rule for flag in visit.intake.open_urgent_flags}
    context = visit.context(texts=texts_of(visit, rules), go_on_url=reverse("patient:next"))
    return render(request, "intake/crisis.html", context)


def texts_of(visit: Visit, raised: Iterable[str]) -> list[str]:
    """What the rules say to the patient, in the document's order, each text once."""
    document, raised = visit.document, set(raised)
    names = [rule.patient_text for slug, rule in document.rules.items() if slug in raised]
    return [visit.say(document.patient_texts[name]) for name in dict.fromkeys(names)]
