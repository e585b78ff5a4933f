"""The history of a version: who wrote, approved, published it, and every exception for ever."""

from django.db import models
from django.db.models import Q

from clinics.models import AppendOnly


class StepKind(models.TextChoices):
    LOADED = "LOADED", "Brought in"
    STARTED = "STARTED", "Started as a copy"
    SAVED = "SAVED", "Written in"
    SENT = "SENT", "Sent for review"
    RETURNED = "RETURNED", "Back to draft"
    APPROVED = "APPROVED", "Approved"
    REJECTED = "REJECTED", "Rejected"
    PUBLISHED = "PUBLISHED", "Published"
    RETIRED = "RETIRED", "Retired"


WRITING = (StepKind.LOADED, StepKind.STARTED, StepKind.SAVED)
"""Whoever took one of these is an author."""


class StepException(models.TextChoices):
    """Why nobody else than an author stands behind the approval."""

    SOLE_ADMIN = "SOLE_ADMIN", "Approved by its author, the clinic's only administrator"
    OPERATOR = "OPERATOR", "Approved by the operator of the program, not by the clinic"
    ROLLED_BACK = "ROLLED_BACK", "Approved because these very bytes were published before"


class VersionStep(AppendOnly):
    """One step in a version's life. Without `by` the operator took it, at a shell."""

    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="version_steps", db_index=False
    )
    version = models.ForeignKey(
        "screening.QuestionSetVersion", on_delete=models.PROTECT, related_name="steps"
    )
    kind = models.CharField(max_length=10, choices=StepKind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(
        "clinics.User", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    sha256 = models.CharField(max_length=64, help_text="Of the document at that moment.")
    exception = models.CharField(max_length=12, choices=StepException.choices, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=StepKind.values), name="version_step_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(exception="")
                | Q(exception__in=StepException.values, kind="APPROVED") & ~Q(reason=""),
                name="version_step_exception_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind="REJECTED", reason=""),
                name="version_step_rejects_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.kind}"
