"""The link that a patient gets, and why it may no longer open anything."""

import datetime
import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from clinics.models import Tenant
from screening.models.intake import Intake, IntakeStatus

MOST_TRIES = 5
"""Wrong birth dates before an invitation is locked."""


class Closed(models.TextChoices):
    """Why an invitation no longer lets its patient fill anything in."""

    REVOKED = "REVOKED", "Taken back by the clinic"
    LOCKED = "LOCKED", "Locked after too many wrong dates of birth"
    EXPIRED = "EXPIRED", "Too old"
    WITHDRAWN = "WITHDRAWN", "Withdrawn by the patient"
    SPENT = "SPENT", "Already sent"


class Invitation(Tenant):
    found_by = "token_digest"

    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="invitations", db_index=False
    )
    patient = models.ForeignKey(
        "clinics.Patient", on_delete=models.PROTECT, related_name="invitations"
    )
    version = models.ForeignKey(
        "screening.QuestionSetVersion", on_delete=models.PROTECT, related_name="invitations"
    )
    returns_to = models.ForeignKey(
        "screening.Intake",
        on_delete=models.PROTECT,
        related_name="return_links",
        null=True,
        help_text="The intake that was sent and that it leads back to; else it begins one.",
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token_digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token.")
    language = models.CharField(max_length=10)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        "clinics.User", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    expires_at = models.DateTimeField(help_text="A started intake is kept longer than this.")
    failed_tries = models.PositiveSmallIntegerField(default=0)
    locked_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        "clinics.User", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    spent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(failed_tries__lte=MOST_TRIES), name="invitation_tries_are_limited"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="invitation_revoked_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["clinic", "created_at"], name="invitation_by_clinic"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_open(self) -> bool:
        return self.why_closed is None

    @property
    def why_closed(self) -> Closed | None:
        if self.revoked_at:
            return Closed.REVOKED
        if self.locked_at:
            return Closed.LOCKED
        intake = self.begun
        if intake is None or self.returns_to_id:
            return Closed.EXPIRED if self.expires_at <= timezone.now() else None
        if intake.status == IntakeStatus.SUBMITTED:
            # Of somebody who was erased there is not even a date of birth to ask for.
            return Closed.EXPIRED if self.patient.is_erased else Closed.SPENT
        if intake.status == IntakeStatus.WITHDRAWN:
            return Closed.WITHDRAWN
        return Closed.EXPIRED if intake.is_expired else None

    @property
    def last_day(self) -> datetime.date:
        """The link ends at a moment; this is the whole day before it at the clinic."""
        intake: Intake | None = None if self.returns_to_id else getattr(self, "intake", None)
        end = intake.keep_until if intake else self.expires_at
        return timezone.localdate(end, self.clinic.zone) - datetime.timedelta(days=1)

    @property
    def begun(self) -> Intake | None:
        """The intake that this invitation opened, if its patient has begun, or leads back to."""
        if self.returns_to_id:
            return self.returns_to
        return Intake.objects.filter(invitation=self).first() if self.pk else None
