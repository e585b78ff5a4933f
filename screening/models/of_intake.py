"""Rows of an intake whose words are sealed by its patient's keys."""

from typing import Any

from clinics.encryption.rows import SealedRow
from clinics.models import Patient


class OfIntake(SealedRow):
    """Read through its intake (`intake.sent_pages`), a row costs no query more to open."""

    intake: Any
    intake_id: int

    class Meta:
        abstract = True

    @property
    def key_holder(self) -> Patient:
        return self.intake.patient
