"""What staff measured."""

from django.db import models

from clinics.models import AppendOnly
from clinics.models.append_only import AppendOnlyQuerySet


class VitalSignQuerySet(AppendOnlyQuerySet):
    def standing(self) -> "VitalSignQuerySet":
        """Those that no correction took the place of, newest measurement first."""
        return self.filter(correction__isnull=True).order_by("-measured_at", "-pk")


class VitalSign(AppendOnly):
    """A correction is a new row that points at the old one; the old one stays."""

    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="vital_signs", db_index=False
    )
    intake = models.ForeignKey(
        "screening.Intake", on_delete=models.PROTECT, related_name="vital_signs"
    )
    systolic = models.PositiveSmallIntegerField(help_text="mmHg")
    diastolic = models.PositiveSmallIntegerField(help_text="mmHg")
    heart_rate = models.PositiveSmallIntegerField(null=True, help_text="Beats a minute.")
    measured_at = models.DateTimeField()
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "clinics.User", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="correction", null=True
    )

    objects = VitalSignQuerySet.as_manager()  # type: ignore[misc]

    def __str__(self) -> str:
        return f"{self.systolic}/{self.diastolic}"
