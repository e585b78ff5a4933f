"""A date of birth that staff correct: the rules read it at once, and the patient proves it anew."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from clinics.actions import update_patient
from clinics.models import Patient, User
from screening.actions.locks import lock_intake, record_event
from screening.actions.queues import PLACE
from screening.actions.screenings import screen_record
from screening.actions.sessions import SESSION, pause_session
from screening.models import Intake, IntakeStatus, Trigger

OPEN = [IntakeStatus.IN_PROGRESS, IntakeStatus.SUBMITTED]


@transaction.atomic
def correct_patient(*, patient: Patient, changes: Mapping[str, Any], by: User) -> Patient:
    """Change what is known about a patient, and screen again where the date of birth is another.

    An outcome that differs voids the decision made before it. Raises ValidationError.
    """
    # Rows first, the end of the audit chain last: see actions/locks.py.
    held = patient.clinic.patients.select_for_update(no_key=True).get(pk=patient.pk)
    intakes = patient.intakes.filter(status__in=OPEN).order_by("pk")
    keys = list(intakes.select_for_update(no_key=True).values_list("pk", flat=True))
    changed = update_patient(patient=held, changes=changes, by=by)
    if changed.date_of_birth != held.date_of_birth:
        for key in keys:
            screen_with_new_date(lock_intake(Intake(pk=key)), by)
    return changed


def screen_with_new_date(intake: Intake, by: User) -> None:
    """Whoever is in has proved the old date, so the session ends: the new one opens it again."""
    pause_session(intake)
    screen_record(intake, Trigger.BIRTH_DATE)
    intake.save(update_fields=[*SESSION, *PLACE])
    record_event(intake, "intake.birth_date_corrected", by=by)
