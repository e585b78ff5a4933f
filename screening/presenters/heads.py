"""Who an intake is about and how it stands: the column that stays in sight."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from clinics.models import Patient
from screening.models import Intake, IntakeStatus
from screening.presenters.tags import STATUSES, Tag, level_tag
from screening.rules.answers import age_in_years


@dataclass(frozen=True)
class Head:
    """`born`, `age` and `phone` are None where they cannot be read."""

    name: str
    patient_url: str
    born: dt.date | None
    age: int | None
    reference: str
    record_number: str
    status: Tag
    level: Tag
    language: str
    started_at: dt.datetime
    submitted_at: dt.datetime | None
    waiting_since: dt.datetime | None
    claimed_by: str
    claimed_at: dt.datetime | None
    phone: str | None

    @property
    def is_closed(self) -> bool:
        """Withdrawn or expired: the patient never sent it."""
        return self.status in (STATUSES[IntakeStatus.WITHDRAWN], STATUSES[IntakeStatus.EXPIRED])


def head(intake: Intake) -> Head:
    patient = intake.patient
    return Head(
        name=patient.full_name,
        patient_url=patient.get_absolute_url(),
        born=patient.born,
        age=age_of(patient, intake.clinic.today()),
        reference=intake.reference,
        record_number=patient.said("record_number"),
        status=STATUSES[IntakeStatus(intake.status)],
        level=level_tag(intake),
        language=language_name(intake.language),
        started_at=intake.started_at,
        submitted_at=intake.submitted_at,
        waiting_since=intake.waiting_since,
        claimed_by=intake.claimed_by.name if intake.claimed_by else "",
        claimed_at=intake.claimed_at,
        phone=patient.legible("phone"),
    )


def age_of(patient: Patient, today: dt.date) -> int | None:
    return age_in_years(patient.born, today) if patient.born else None


def language_name(code: str) -> str:
    return dict(settings.LANGUAGES).get(code, code)
