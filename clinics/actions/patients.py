import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from clinics import audit
from clinics.actions.changes import apply_changes
from clinics.models import Clinic, Patient, User

CHANGEABLE = frozenset(
    {
        "given_name",
        "family_name",
        "date_of_birth",
        "email",
        "phone",
        "language",
        "record_number",
    }
)


@transaction.atomic
def register_patient(
    *,
    clinic: Clinic,
    given_name: str,
    family_name: str,
    date_of_birth: datetime.date,
    by: User,
    email: str = "",
    phone: str = "",
    language: str = "",
    record_number: str = "",
) -> Patient:
    """`language` is the clinic's first unless given.

    Raises ValidationError, also when another patient of the clinic has the record number.
    """
    # Held before looking, so that two people cannot give the same record number at once.
    chain = audit.lock(clinic)
    patient = Patient(
        clinic=clinic,
        given_name=given_name,
        family_name=family_name,
        date_of_birth=date_of_birth,
        email=email,
        phone=phone,
        language=language or clinic.languages[0],
        record_number=record_number,
        created_by=by,
    )
    patient.full_clean()
    patient.save()
    audit.record(clinic=clinic, action="patient.registered", actor=by, obj=patient, chain=chain)
    return patient


@transaction.atomic
def update_patient(*, patient: Patient, changes: Mapping[str, Any], by: User) -> Patient:
    """Change the fields named in `changes`. Raises ValidationError when one is not right."""
    chain = audit.lock(patient.clinic)
    patient = patient.clinic.patients.select_for_update(no_key=True).get(pk=patient.pk)
    changed = apply_changes(patient, changes, allowed=CHANGEABLE)
    if changed:
        patient.save(update_fields=[*changed, "name_words"])
        audit.record(
            clinic=patient.clinic,
            action="patient.changed",
            actor=by,
            obj=patient,
            details={"fields": list(changed)},
            chain=chain,
        )
    return patient
