"""Single questions that a clinic asks a patient again, after everything was sent."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from clinics.encryption.fields import EncryptedJSONField
from clinics.models import Tenant
from screening.models.of_intake import OfIntake


class RequestStatus(models.TextChoices):
    OPEN = "OPEN", "Waits for the patient"
    ANSWERED = "ANSWERED", "Answered"
    WITHDRAWN = "WITHDRAWN", "Taken back"
    EXPIRED = "EXPIRED", "Not answered in time"


class InformationRequest(OfIntake, Tenant):
    """`review` is the decision that more is needed: its message, its hour and who made it."""

    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="information_requests"
    )
    intake = models.ForeignKey(
        "screening.Intake",
        on_delete=models.PROTECT,
        related_name="information_requests",
        db_index=False,
    )
    number = models.PositiveIntegerField(help_text="That of the decision.")
    review = models.OneToOneField(
        "screening.Review", on_delete=models.PROTECT, related_name="information_request"
    )
    questions = EncryptedJSONField(help_text="Link ids, in the document's order.")
    link = models.ForeignKey(
        "screening.Invitation",
        on_delete=models.PROTECT,
        related_name="information_requests",
        help_text="The newest one that was given out.",
    )
    status = models.CharField(
        max_length=10, choices=RequestStatus.choices, default=RequestStatus.OPEN
    )
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(help_text="With its newest link.")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        "clinics.User", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["intake", "number"], name="information_request_number_used_once"
            ),
            models.UniqueConstraint(
                fields=["intake"],
                condition=Q(status="OPEN"),
                name="information_request_one_open_per_intake",
            ),
            models.CheckConstraint(
                condition=Q(status__in=RequestStatus.values),
                name="information_request_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status="OPEN", closed_at=None)
                | (~Q(status="OPEN") & Q(closed_at__isnull=False)),
                name="information_request_closed_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intake_id} request {self.number}"

    @property
    def row_key(self) -> str:
        return f"{self.intake_id} {self.number}"

    @property
    def is_open(self) -> bool:
        """Nobody has closed it, whether or not its link still opens."""
        return self.status == RequestStatus.OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.expires_at <= timezone.now()
