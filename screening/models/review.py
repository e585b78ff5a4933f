"""A clinician's decision on one intake."""

from django.db import models
from django.db.models import Q

from clinics.encryption.fields import EncryptedTextField
from clinics.models import AppendOnly
from screening.models.of_intake import OfIntake


class Decision(models.TextChoices):
    SUITABLE = "SUITABLE", "Suitable"
    SUITABLE_WITH_CONDITIONS = "SUITABLE_WITH_CONDITIONS", "Suitable with conditions"
    DEFERRED = "DEFERRED", "Deferred until a date"
    NOT_SUITABLE = "NOT_SUITABLE", "Not suitable"
    MORE_INFORMATION = "MORE_INFORMATION", "More information needed"


CLEARING = [Decision.SUITABLE, Decision.SUITABLE_WITH_CONDITIONS]
"""Decisions that let a treatment go ahead."""


class Review(OfIntake, AppendOnly):
    """`screening` is what the clinician decided on; None where none could be made."""

    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="reviews", db_index=False
    )
    intake = models.ForeignKey(
        "screening.Intake", on_delete=models.PROTECT, related_name="reviews", db_index=False
    )
    number = models.PositiveIntegerField()
    screening = models.ForeignKey(
        "screening.Screening",
        on_delete=models.PROTECT,
        related_name="reviews",
        null=True,
        db_index=False,
    )
    decision = models.CharField(max_length=24, choices=Decision.choices)
    reason = EncryptedTextField(blank=True)
    conditions = EncryptedTextField(blank=True)
    deferred_until = models.DateField(null=True)
    message = EncryptedTextField(blank=True, help_text="What the patient reads.")
    pages = models.PositiveIntegerField(
        default=0, help_text="Number of the last page that had come when this was decided."
    )
    key = models.UUIDField(unique=True, help_text="Of the form that was sent: twice is once.")
    by = models.ForeignKey(
        "clinics.User", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["intake", "number"], name="review_number_used_once"),
            models.CheckConstraint(
                condition=Q(decision__in=Decision.values), name="review_decision_is_known"
            ),
            models.CheckConstraint(
                condition=Q(decision="DEFERRED", deferred_until__isnull=False)
                | (~Q(decision="DEFERRED") & Q(deferred_until=None)),
                name="review_deferred_until_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=CLEARING) | Q(screening__isnull=False),
                name="review_clears_only_what_was_screened",
            ),
        ]
        indexes = [
            models.Index(fields=["clinic", "at"], name="review_by_clinic"),
        ]

    def __str__(self) -> str:
        return f"{self.intake_id} {self.decision}"

    @property
    def row_key(self) -> str:
        return f"{self.intake_id} {self.number}"

    @property
    def is_clearing(self) -> bool:
        return self.decision in CLEARING

    @property
    def is_void(self) -> bool:
        """Something arrived since that a screening read differently, or that none could read.

        A page that came after everything was sent makes it void whatever the rules say: not all
        that is written there is read by a rule. An outcome that comes back does not bring the
        decision back: nobody has looked at what was found in between.
        """
        if self.is_clearing and self.intake.needs_human:
            return True
        if self.is_overtaken:
            return True
        if self.screening is None:
            return self.intake.current_screening_id is not None
        return self.screening.number < self.intake.outcome_since

    @property
    def is_overtaken(self) -> bool:
        """The patient sent something after sending everything, and nobody has decided since."""
        return self.pages < self.intake.late_page
