"""Every page that a patient sent, as it was sent."""

from django.db import models
from django.db.models import Q

from clinics.encryption.fields import EncryptedJSONField
from clinics.models import AppendOnly
from screening.models.of_intake import OfIntake


class Refusal(models.TextChoices):
    """Why a page was kept without counting."""

    NOT_ASKED = "NOT_ASKED", "Not asked any more"
    SUBMITTED = "SUBMITTED", "Came after sending"
    WITHDRAWN = "WITHDRAWN", "Came after withdrawing"
    EXPIRED = "EXPIRED", "Came too late"
    REVOKED = "REVOKED", "Came after the invitation was taken back"
    REWORDED = "REWORDED", "The question was changed meanwhile, and asked again"
    UNPROVED = "UNPROVED", "Came back without the date of birth"


LATE = [Refusal.SUBMITTED, Refusal.WITHDRAWN, Refusal.EXPIRED, Refusal.REVOKED]
"""Nothing could be sent any more: such a page lies over the record, which stays as it was."""

SIGNATURE = "signature/"
"""In place of a question, where somebody sent the name under all of them: no link id is like it."""


class SentPage(OfIntake, AppendOnly):
    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="sent_pages", db_index=False
    )
    intake = models.ForeignKey(
        "screening.Intake", on_delete=models.PROTECT, related_name="sent_pages", db_index=False
    )
    number = models.PositiveIntegerField(help_text="1, 2, 3 and on, as the pages came in.")
    link_id = models.CharField(max_length=100)
    answer = EncryptedJSONField()
    removed = EncryptedJSONField(
        default=dict, help_text="Answers that left the record with this page, by link id."
    )
    seen_revision = models.PositiveIntegerField(
        null=True, help_text="The revision that the patient had before them."
    )
    refused = models.CharField(max_length=10, choices=Refusal.choices, blank=True)
    request = models.ForeignKey(
        "screening.InformationRequest",
        on_delete=models.PROTECT,
        related_name="pages",
        null=True,
        help_text="What it answers, when the clinic has asked again.",
    )
    is_answer = models.BooleanField(
        default=True, help_text="Else `answer` holds the fields of the form, as they were sent."
    )
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["intake", "number"], name="sent_page_number_used_once"),
            models.CheckConstraint(
                condition=Q(refused="") | Q(refused__in=Refusal.values),
                name="sent_page_refusal_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intake_id} page {self.number}"

    @property
    def row_key(self) -> str:
        return f"{self.intake_id} {self.number}"
