from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clinics import audit
from clinics.access import StaffRequest, require
from clinics.policy import Action, may
from screening.forms.queue import HUMAN, MINE, NOBODY, Cursor, QueueForm
from screening.models import Intake
from screening.presenters.queue import ON_A_PAGE, queue_rows, read_waiting, read_why, waiting


@require(Action.SEE_QUEUE)
@require_safe
def queue(request: StaffRequest) -> HttpResponse:
    sees_levels = may(request.actor, Action.SEE_INTAKES, request.clinic)
    form = QueueForm(request.GET, sees_levels=sees_levels)
    # One more than is shown tells whether there is a next page; nothing is counted.
    found = list(chosen(request, form)[: ON_A_PAGE + 1]) if form.is_valid() else []
    shown = found[:ON_A_PAGE]
    why = read_why(request.clinic, shown) if sees_levels else None
    audit.record(
        clinic=request.clinic,
        action="queue.viewed",
        actor=request.user,
        details={"intakes": [intake.pk for intake in shown]},
    )
    context = {
        "form": form,
        "rows": queue_rows(request.clinic, shown, why, read_waiting(request.clinic, shown)),
        "following": address_after(request, shown[-1]) if len(found) > ON_A_PAGE else "",
        "is_first": not request.GET.get("after"),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "sees_levels": sees_levels,
        "now": timezone.now(),
    }
    return render(request, "reviews/queue.html", context, status=200 if form.is_valid() else 422)


def chosen(request: StaffRequest, form: QueueForm) -> QuerySet[Intake]:
    said = form.cleaned_data
    after = said["after"]
    intakes = waiting(
        request.clinic, (after.rank, after.waiting_since, after.pk) if after else None
    )
    if level := said.get("level"):
        is_human = level == HUMAN
        intakes = intakes.filter(needs_human=True) if is_human else intakes.filter(level=level)
    if said["claimed"] == MINE:
        intakes = intakes.filter(claimed_by=request.user)
    if said["claimed"] == NOBODY:
        intakes = intakes.filter(claimed_by=None)
    given = {name: said[name] for name in ("status", "language") if said[name]}
    return intakes.filter(**given)


def address_after(request: StaffRequest, last: Intake) -> str:
    query = request.GET.copy()
    assert last.waiting_since  # noqa: S101 - held by a constraint: what waits has waited since
    query["after"] = str(Cursor(last.rank, last.waiting_since, last.pk))
    return f"{request.path}?{query.urlencode()}"
