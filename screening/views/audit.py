"""The audit trail of one's own clinic, for its administrators."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from clinics import audit, trails
from clinics.access import StaffRequest, confirmed, require
from clinics.policy import Action
from screening.forms.audit import AuditForm
from screening.presenters.audit import as_file, event_rows
from screening.presenters.audit_words import choices, kind_of

ON_A_PAGE = 50
MOST_EXPORTED = 10_000
SHORT = 20_000
"""So many events are checked within a second or two; a longer chain is for the command."""


@require(Action.SEE_AUDIT)
@require_safe
def audit_trail(request: StaffRequest) -> HttpResponse:
    clinic, form = request.clinic, filters(request)
    # One more than is shown tells whether there is a next page; nothing is counted.
    found = trails.find(clinic, form.wanted, most=ON_A_PAGE + 1) if form.is_valid() else []
    shown = found[:ON_A_PAGE]
    # Read before this look is written down, so that it does not show itself.
    context = {
        "form": form,
        "rows": event_rows(clinic, request.actor, shown),
        "check": trails.last_check(clinic),
        "length": audit.length_of(clinic),
        "is_short": audit.length_of(clinic) <= SHORT,
        "emergencies": list(clinic.break_glasses.select_related("user")[:5]),
        "following": address_of(request, before=str(shown[-1].sequence))
        if len(found) > ON_A_PAGE
        else "",
        "export": address_of(request, page="audit-export"),
        "whole": reverse("audit"),
        "thing": thing_of(form) if form.is_valid() else "",
        "is_filtered": any(value for name, value in request.GET.items() if name != "before"),
        "now": timezone.now(),
    }
    audit.record(clinic=clinic, action="audit.viewed", actor=request.user)
    return render(request, "audit/trail.html", context, status=200 if form.is_valid() else 422)


@require(Action.SEE_AUDIT)
@require_POST
def check_trail(request: StaffRequest) -> HttpResponse:
    if audit.length_of(request.clinic) > SHORT:
        messages.warning(request, "The trail is too long to be checked here. Ask the operator.")
        return redirect("audit")
    result = audit.check(request.clinic)
    audit.record_check(request.clinic, result, actor=request.user)
    return redirect("audit")


@require(Action.SEE_AUDIT)
@confirmed
@require_safe
def export_trail(request: StaffRequest) -> HttpResponse:
    """All that the filters let through, or nothing: a file that lacks events would look whole."""
    form = filters(request)
    most = MOST_EXPORTED + 1
    found = trails.find(request.clinic, form.wanted, most=most) if form.is_valid() else []
    if not form.is_valid() or len(found) > MOST_EXPORTED:
        messages.warning(request, f"Choose fewer days: a file holds {MOST_EXPORTED:,} events.")
        return redirect(address_of(request))
    audit.record(
        clinic=request.clinic,
        action="audit.exported",
        actor=request.user,
        details={"events": len(found)},
    )
    name = f"audit-{request.clinic.slug}-{request.clinic.today().isoformat()}.csv"
    return HttpResponse(
        as_file(found),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def filters(request: StaffRequest) -> AuditForm:
    people = trails.people_of(request.clinic)
    return AuditForm(request.GET, clinic=request.clinic, people=people, actions=choices())


def thing_of(form: AuditForm) -> str:
    kind, _, number = form.cleaned_data["about"].rpartition(".")
    return f"{kind_of(kind)} {number}" if kind else ""


def address_of(request: StaffRequest, page: str = "audit", **more: str) -> str:
    """With the filters that are set; `before` is the place where the next page begins."""
    kept = {name: value for name, value in request.GET.items() if value and name != "before"}
    query = urlencode(kept | more)
    return f"{reverse(page)}?{query}" if query else reverse(page)
