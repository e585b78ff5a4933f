"""One run of the engine, with everything needed to run it again."""

from django.db import models
from django.db.models import Q

from clinics.encryption.fields import EncryptedJSONField
from clinics.models import AppendOnly
from screening.models.flag import finding_digest
from screening.models.intake import LEVELS
from screening.models.json_text import JSONTextField
from screening.models.of_intake import OfIntake


class Trigger(models.TextChoices):
    """What made the engine run."""

    PAGE = "PAGE", "A page with an urgent answer"
    SUBMISSION = "SUBMISSION", "The patient sent everything"
    VITAL_SIGN = "VITAL_SIGN", "A measurement by staff"
    INFORMATION = "INFORMATION", "An answer to a request for information"
    LATE_PAGE = "LATE_PAGE", "A page that the patient sent too late"
    BIRTH_DATE = "BIRTH_DATE", "A date of birth that staff corrected"
    RENEWAL = "RENEWAL", "Newer questions, while the patient was answering"
    REQUEST = "REQUEST", "Staff asked to screen again"


class Screening(OfIntake, AppendOnly):
    """`is_complete`: every question counted as sent; else only those that have an answer key."""

    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="screenings", db_index=False
    )
    intake = models.ForeignKey(
        "screening.Intake", on_delete=models.PROTECT, related_name="screenings", db_index=False
    )
    number = models.PositiveIntegerField()
    trigger = models.CharField(max_length=12, choices=Trigger.choices)
    at = models.DateTimeField()
    today = models.DateField(help_text="The date at the clinic that ages were counted to.")
    is_complete = models.BooleanField()
    document_sha256 = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=20)
    vocabulary_sha256 = models.CharField(max_length=64)
    parameters = JSONTextField()
    answers = EncryptedJSONField()
    answers_digest = models.CharField(max_length=64)
    outcome = EncryptedJSONField()
    outcome_digest = models.CharField(max_length=64)
    level = models.CharField(max_length=30, choices=LEVELS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["intake", "number"], name="screening_number_used_once"),
            models.UniqueConstraint(
                fields=["intake"],
                condition=Q(trigger="SUBMISSION"),
                name="screening_one_submission_per_intake",
            ),
            models.CheckConstraint(
                condition=Q(trigger__in=Trigger.values), name="screening_trigger_is_known"
            ),
            models.CheckConstraint(
                condition=Q(level__in=[value for value, _ in LEVELS]),
                name="screening_level_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intake_id} screening {self.number}"

    @property
    def row_key(self) -> str:
        return f"{self.intake_id} {self.number}"

    @property
    def finding_digests(self) -> list[str]:
        findings = [*self.outcome["raised"], *self.outcome["undetermined"]]
        return [finding_digest(finding, of=self.key_holder) for finding in findings]
