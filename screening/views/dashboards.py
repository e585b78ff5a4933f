"""The clinic at a glance, for who runs it and who decides."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from clinics import audit
from clinics.access import StaffRequest, other_clinics, require
from clinics.models import Clinic
from clinics.policy import Action, may
from screening.actions.flag_rates import count_flags
from screening.models import DocumentMismatchError
from screening.presenters.courses import count_waiting
from screening.presenters.dashboards import Week, dashboard, moved, now_of
from screening.presenters.recently import recently
from screening.presenters.stops import named_by
from screening.rates import Counts
from screening.rules import DocumentError
from screening.views.flag_rates import screened_versions, tables_of
from screening.week_charts import Bars, week_chart


@require(Action.SEE_DASHBOARD)
@require_safe
def show_dashboard(request: StaffRequest) -> HttpResponse:
    clinic = request.clinic
    board = recently(
        "weeks", clinic, lambda: dashboard(clinic, named_by(clinic.question_sets.all()))
    )
    context: dict[str, Any] = {
        "board": board.what,
        "counted_at": board.at,
        "now": now_of(count_waiting(clinic, timezone.now())),
        "chart": chart_of(board.what.weeks),
        "sees_queue": may(request.actor, Action.SEE_QUEUE, clinic),
    }
    if may(request.actor, Action.SEE_FLAG_RATES, clinic):
        context |= {"sees_rates": True} | rates_of(request)
    audit.record(clinic=clinic, action="dashboard.viewed", actor=request.user)
    return render(request, "dashboard/dashboard.html", context)


def rates_of(request: StaffRequest) -> dict[str, Any]:
    """Of each question set that patients have sent something on, what moved."""
    counts = recently_counted(request.clinic)
    elsewhere = [recently_counted(one) for one in other_clinics(request, Action.SEE_FLAG_RATES)]
    hashes, rates, is_unreadable = {group.sha256 for group in counts.screened}, [], False
    for one in request.clinic.question_sets.order_by("title", "pk"):
        if versions := screened_versions(one, hashes):
            try:
                rates.append(moved(one.title, tables_of(versions, counts, elsewhere)))
            except (DocumentError, DocumentMismatchError):
                is_unreadable = True
    return {"rates": rates, "is_unreadable": is_unreadable}


def recently_counted(clinic: Clinic) -> Counts:
    return recently("flags", clinic, lambda: count_flags(clinic)).what


def chart_of(weeks: tuple[Week, ...]) -> str:
    return week_chart(
        weeks=[
            Bars(date_format(week.start, "M j"), (week.made, week.begun, week.sent, week.decided))
            for week in weeks
        ],
        title="Links made by week, and how many of them came how far; the table holds the numbers",
    )
