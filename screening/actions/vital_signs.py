"""What staff measure, which the rules read at once."""

import datetime

from django.db import transaction
from django.utils import timezone

from clinics.encryption import DecryptionFailed
from clinics.models import User
from screening.actions.locks import lock_intake, record_event
from screening.actions.queues import PLACE
from screening.actions.refusals import ActionRefused
from screening.actions.screenings import screen_record
from screening.models import Intake, IntakeStatus, Trigger, VitalSign

LARGEST = 999


class MeasurementRefused(ActionRefused):
    """Not a number that a device shows, or measured in the future."""


class IntakeNotOpen(ActionRefused):
    """Withdrawn or expired: nobody is about to be treated on it."""


class AlreadyCorrected(ActionRefused):
    """Somebody corrected this measurement before; correct theirs instead."""


@transaction.atomic
def record_vital_sign(
    *,
    intake: Intake,
    systolic: int,
    diastolic: int,
    measured_at: datetime.datetime,
    by: User,
    heart_rate: int | None = None,
    note: str = "",
    corrects: VitalSign | None = None,
) -> VitalSign:
    """Add a measurement in mmHg and beats a minute, and screen with it.

    A correction takes the place of the row it `corrects`, which stays. The same measurement by
    the same person twice is one. An outcome that differs voids the decision made before it.
    Raises MeasurementRefused, IntakeNotOpen or AlreadyCorrected.
    """
    held = lock_intake(intake)
    measured = VitalSign(
        clinic_id=held.clinic_id,
        intake=held,
        systolic=systolic,
        diastolic=diastolic,
        heart_rate=heart_rate,
        measured_at=measured_at,
        note=note.strip(),
        recorded_at=timezone.now(),
        recorded_by=by,
        corrects=corrects,
    )
    if earlier := same_measurement(measured):
        return earlier
    refuse_wrong(measured)
    measured.save()
    record_event(held, "vital_sign.recorded", by=by, vital_sign=measured.pk)
    screen_record(held, Trigger.VITAL_SIGN)
    held.save(update_fields=PLACE)
    return measured


def same_measurement(measured: VitalSign) -> VitalSign | None:
    at_once = measured.intake.vital_signs.filter(
        measured_at=measured.measured_at,
        recorded_by=measured.recorded_by,
        corrects=measured.corrects,
    )
    return next((earlier for earlier in at_once if says(earlier) == says(measured)), None)


def says(measured: VitalSign) -> list[object]:
    """What was measured; nothing that cannot be read is the same as anything."""
    try:
        return [measured.systolic, measured.diastolic, measured.heart_rate, measured.note]
    except DecryptionFailed:
        return [object()]


def refuse_wrong(measured: VitalSign) -> None:
    if measured.intake.status not in (IntakeStatus.IN_PROGRESS, IntakeStatus.SUBMITTED):
        raise IntakeNotOpen
    numbers = [measured.systolic, measured.diastolic]
    if measured.heart_rate is not None:
        numbers.append(measured.heart_rate)
    if not all(0 < number <= LARGEST for number in numbers):
        raise MeasurementRefused("a number that no device shows")
    if measured.measured_at > timezone.now():
        raise MeasurementRefused("measured in the future")
    if measured.corrects:
        refuse_correction(measured, measured.corrects)


def refuse_correction(measured: VitalSign, corrected: VitalSign) -> None:
    if corrected.intake_id != measured.intake.pk:
        raise MeasurementRefused("the corrected measurement is of another intake")
    if VitalSign.objects.filter(corrects=corrected).exists():
        raise AlreadyCorrected
