"""How staff views load an intake and show it: through the clinic, and never unrecorded."""

import uuid
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from clinics import audit
from clinics.access import StaffRequest, load_row
from clinics.encryption import Erased
from screening import actions
from screening.actions.screenings import version_of
from screening.models import Intake, Screening
from screening.presenters.intake_rows import IntakeRows, read_rows, with_people
from screening.presenters.intakes import IntakePage, intake_page
from screening.rules import Engine


def load_intake(request: StaffRequest, public_id: uuid.UUID) -> Intake:
    """Another clinic's intake and one that does not exist are the same 404.

    Raises Erased for a patient whose keys were destroyed: there is nothing to show or to decide.
    """
    intake = load_row(request, with_people(request.clinic.intakes.all()), public_id=public_id)
    if intake.patient.is_erased:
        raise Erased(f"intake {intake.pk}")
    return intake


def present(intake: Intake) -> tuple[IntakeRows, IntakePage]:
    rows = read_rows(intake)
    screening = rows.screening
    is_by_this = screening is not None and screening.document_sha256 == intake.version.sha256
    parameters = screening.parameters if screening and is_by_this else None
    page = intake_page(rows, partial(actions.engine_for, intake.version, parameters), engine_then)
    if page.is_damaged:
        actions.report_unreadable(intake)
    return rows, page


def engine_then(screening: Screening) -> Engine:
    """With the document and the numbers that it was made with."""
    return actions.engine_for(version_of(screening), screening.parameters)


def show(
    request: StaffRequest,
    template: str,
    intake: Intake,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """Answers are on the page, so the audit trail has who read them before they are sent."""
    response = render(request, template, {"intake": intake, **context}, status=status)
    audit.record(clinic=request.clinic, action="intake.viewed", actor=request.user, obj=intake)
    return response
