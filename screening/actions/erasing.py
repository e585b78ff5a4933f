"""Erasing a patient, or a whole clinic: no intake waits, no link opens, no session goes on."""

from django.db import transaction
from django.utils import timezone

from clinics.actions.erasing import erase_clinic_keys
from clinics.actions.erasing import erase_patient as erase_keys
from clinics.encryption.sealed import Sealed
from clinics.models import Clinic, Patient
from screening.actions.sessions import close_session
from screening.models import Intake, IntakeStatus, RequestStatus


@transaction.atomic
def erase_patient(*, patient: Patient) -> Patient:
    """For good; twice is once."""
    patient.invitations.update(expires_at=timezone.now())
    for intake in patient.intakes.select_for_update(no_key=True).order_by("pk"):
        empty(intake)
    return erase_keys(patient=patient)


def empty(intake: Intake) -> None:
    """Flags and decisions stay as codes; nobody has to look at them any more."""
    intake.information_requests.filter(status=RequestStatus.OPEN).update(
        status=RequestStatus.WITHDRAWN, closed_at=timezone.now()
    )
    if intake.is_in_progress:
        intake.status, intake.withdrawn_at = IntakeStatus.WITHDRAWN, timezone.now()
    close_session(intake)
    intake.claimed_by = intake.claimed_at = None
    intake.needs_review, intake.waiting_since = False, None
    for name in intake.sealed_names():
        setattr(intake, name, Sealed(b""))
    intake.save()


def erase_clinic(*, clinic: Clinic) -> int:
    """Every patient, one transaction each, then the clinic's own keys; how many there were.

    Cut short it is run again.
    """
    left = list(clinic.patients.filter(erased_at=None).order_by("pk"))
    for patient in left:
        erase_patient(patient=patient)
    erase_clinic_keys(clinic=clinic)
    return len(left)
