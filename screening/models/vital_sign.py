"""What staff measured."""

import uuid

from django.db import models

from clinics.encryption.fields import EncryptedJSONField, EncryptedTextField
from clinics.encryption.rows import CANNOT_BE_READ
from clinics.models import AppendOnly
from clinics.models.append_only import AppendOnlyQuerySet
from screening.models.of_intake import OfIntake


class VitalSignQuerySet(AppendOnlyQuerySet):
    def standing(self) -> "VitalSignQuerySet":
        """Those that no correction took the place of, newest measurement first."""
        return self.filter(correction__isnull=True).order_by("-measured_at", "-pk")


class VitalSign(OfIntake, AppendOnly):
    """A correction is a new row that points at the old one; the old one stays."""

    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="vital_signs", db_index=False
    )
    intake = models.ForeignKey(
        "screening.Intake", on_delete=models.PROTECT, related_name="vital_signs"
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    systolic = EncryptedJSONField(help_text="mmHg, a whole number")
    diastolic = EncryptedJSONField(help_text="mmHg, a whole number")
    heart_rate = EncryptedJSONField(default=None, help_text="Beats a minute, or null.")
    measured_at = models.DateTimeField()
    note = EncryptedTextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "clinics.User", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="correction", null=True
    )

    objects = VitalSignQuerySet.as_manager()  # type: ignore[misc]

    def __str__(self) -> str:
        top, bottom = self.legible("systolic"), self.legible("diastolic")
        return CANNOT_BE_READ if top is None or bottom is None else f"{top}/{bottom}"

    @property
    def row_key(self) -> str:
        return str(self.public_id)
