"""The outbox of mails to staff: what they must look at, and nothing about why."""

from django.db import models
from django.db.models import Q

from clinics.models import Tenant


class NotificationKind(models.TextChoices):
    URGENT_FINDING = "URGENT_FINDING", "An urgent finding"
    NEEDS_HUMAN = "NEEDS_HUMAN", "An intake that the rules could not be run on"
    ANSWERS_CAME = "ANSWERS_CAME", "Answers to what was asked again"
    INVITATION_LOCKED = "INVITATION_LOCKED", "An invitation locked after wrong dates of birth"


class Notification(Tenant):
    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="notifications", db_index=False
    )
    intake = models.ForeignKey(
        "screening.Intake", on_delete=models.PROTECT, related_name="notifications", null=True
    )
    invitation = models.ForeignKey(
        "screening.Invitation",
        on_delete=models.PROTECT,
        related_name="notifications",
        null=True,
        db_index=False,
    )
    kind = models.CharField(max_length=20, choices=NotificationKind.choices)
    recipient = models.EmailField(help_text="As it was at the last attempt.")
    created_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(
        max_length=200, blank=True, help_text="The type of the exception, never its words."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="INVITATION_LOCKED", intake=None, invitation__isnull=False)
                | (~Q(kind="INVITATION_LOCKED") & Q(intake__isnull=False, invitation=None)),
                name="notification_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=NotificationKind.values), name="notification_kind_is_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(sent_at=None),
                name="notification_to_send",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
