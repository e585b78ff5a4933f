"""Destroying keys, so that what they sealed is gone from every disk and every backup of it.

A backup also holds the wrapped keys of its day: it has to be kept no longer than the erased may be
remembered. docs/encryption.md says so.
"""

from django.db import transaction
from django.utils import timezone

from clinics import audit
from clinics.encryption.sealed import Sealed
from clinics.models import ActorKind, Clinic, Patient
from clinics.models.data_key import cipher_of
from clinics.models.patient import opened_keys


@transaction.atomic
def erase_patient(*, patient: Patient) -> Patient:
    """For good; twice is once. The row stays, for the audit trail, with nothing in it to read."""
    chain = audit.lock(patient.clinic)
    held = patient.clinic.patients.select_for_update(no_key=True).get(pk=patient.pk)
    if held.is_erased:
        return held
    held.tokens.all().delete()
    held.keyring, held.record_digest, held.erased_at = b"", "", timezone.now()
    emptied = dict.fromkeys(held.sealed_names(), Sealed(b""))
    for name, nothing in emptied.items():
        setattr(held, name, nothing)
    held.save(update_fields=["keyring", "record_digest", "erased_at", *emptied])
    opened_keys.cache_clear()
    audit.record(
        clinic=held.clinic,
        action="patient.erased",
        actor_kind=ActorKind.OPERATOR,
        obj=held,
        chain=chain,
    )
    return held


@transaction.atomic
def erase_clinic_keys(*, clinic: Clinic) -> None:
    """After its patients: what the clinic itself sealed, and its search, are gone too."""
    chain = audit.lock(clinic)
    clinic.data_keys.update(wrapped=b"")
    cipher_of.cache_clear()
    audit.record(
        clinic=clinic,
        action="clinic.erased",
        actor_kind=ActorKind.OPERATOR,
        obj=clinic,
        chain=chain,
    )
