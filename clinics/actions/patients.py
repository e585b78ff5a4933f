import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from clinics import audit
from clinics.actions.changes import apply_changes
from clinics.encryption import BlindIndex
from clinics.keys import make_keyring, search_index
from clinics.models import Clinic, Patient, PatientToken, User
from clinics.models.patient import record_digest
from clinics.models.patient_token import token_digests

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
FOUND_BY = frozenset({"given_name", "family_name", "date_of_birth"})


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
    index = search_index(clinic)
    patient = Patient(
        clinic=clinic,
        given_name=given_name,
        family_name=family_name,
        date_of_birth=date_of_birth,
        email=email,
        phone=phone,
        language=language or clinic.languages[0],
        record_number=record_number,
        record_digest=record_digest(record_number, index),
        created_by=by,
    )
    make_keyring(patient)
    patient.full_clean()
    patient.save()
    keep_tokens(patient, index)
    audit.record(clinic=clinic, action="patient.registered", actor=by, obj=patient, chain=chain)
    return patient


@transaction.atomic
def update_patient(*, patient: Patient, changes: Mapping[str, Any], by: User) -> Patient:
    """Change the fields named in `changes`. Raises ValidationError when one is not right."""
    chain = audit.lock(patient.clinic)
    patient = patient.clinic.patients.select_for_update(no_key=True).get(pk=patient.pk)
    index = search_index(patient.clinic)
    patient.record_digest = record_digest(
        changes.get("record_number", patient.record_number), index
    )
    changed = apply_changes(patient, changes, allowed=CHANGEABLE)
    if changed:
        patient.save(update_fields=[*changed, "record_digest"])
        if not FOUND_BY.isdisjoint(changed):
            keep_tokens(patient, index)
        audit.record(
            clinic=patient.clinic,
            action="patient.changed",
            actor=by,
            obj=patient,
            details={"fields": list(changed)},
            chain=chain,
        )
    return patient


def keep_tokens(patient: Patient, index: BlindIndex) -> None:
    patient.tokens.all().delete()
    PatientToken.objects.bulk_create(
        PatientToken(clinic_id=patient.clinic_id, patient=patient, digest=digest)
        for digest in sorted(token_digests(patient, index))
    )
