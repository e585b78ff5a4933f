from collections.abc import Iterator

from django.db import models

from clinics.encryption import BlindIndex
from clinics.models.patient import Patient
from clinics.models.tenant import Tenant
from clinics.names import beginnings


class PatientToken(Tenant):
    """What a patient is found by, as a keyed digest: a beginning of a name, or the birth date."""

    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="patient_tokens", db_index=False
    )
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "digest", "patient"], name="patient_token_once"
            ),
        ]

    def __str__(self) -> str:
        return self.digest


def token_digests(patient: Patient, index: BlindIndex) -> Iterator[str]:
    for beginning in beginnings(patient.given_name, patient.family_name):
        yield index.digest("name", beginning)
    yield index.digest("born", patient.date_of_birth.isoformat())
