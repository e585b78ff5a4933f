"""A finding on record, and what clinicians made of it."""

import uuid
from collections.abc import Mapping

from django.db import models
from django.db.models import Q

from clinics.encryption.fields import EncryptedJSONField, EncryptedTextField
from clinics.encryption.rows import SealedRow
from clinics.models import AppendOnly, Patient
from clinics.models.append_only import AppendOnlyQuerySet
from screening.models.json_text import json_digest
from screening.models.of_intake import OfIntake
from screening.rules import Severity

SEVERITIES = [(one.value, one.value.replace("_", " ").capitalize()) for one in Severity]
GRAVE = [Severity.URGENT.value, Severity.CONTRAINDICATION.value]


def finding_digest(finding: Mapping[str, object], *, of: Patient) -> str:
    """The same rule with the same evidence, or the same questions missing, is the same finding."""
    return json_digest(finding, of=of)


class FlagTruth(models.TextChoices):
    RAISED = "RAISED", "Raised"
    UNDETERMINED = "UNDETERMINED", "Cannot be ruled out"


class FlagQuerySet(AppendOnlyQuerySet):
    def open_urgent(self) -> "FlagQuerySet":
        return self.filter(
            severity=Severity.URGENT.value, truth=FlagTruth.RAISED, assessments__isnull=True
        )


class Flag(OfIntake, AppendOnly):
    """`screening` is the first one that found it; a newer one that finds it again adds no row."""

    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="flags", db_index=False
    )
    intake = models.ForeignKey(
        "screening.Intake", on_delete=models.PROTECT, related_name="flags", db_index=False
    )
    screening = models.ForeignKey(
        "screening.Screening", on_delete=models.PROTECT, related_name="flags", db_index=False
    )
    rule = models.CharField(max_length=100)
    title = models.TextField()
    severity = models.CharField(max_length=20, choices=SEVERITIES)
    truth = models.CharField(max_length=12, choices=FlagTruth.choices)
    evidence = EncryptedJSONField(default=list)
    missing = EncryptedJSONField(default=list)
    digest = models.CharField(max_length=64)
    occurrence = models.PositiveSmallIntegerField(
        default=1, help_text="Above 1: raised again after the one before was assessed."
    )
    raised_at = models.DateTimeField()

    objects = FlagQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["intake", "digest", "occurrence"], name="flag_on_record_once"
            ),
            models.CheckConstraint(
                condition=Q(severity__in=[value for value, _ in SEVERITIES]),
                name="flag_severity_is_known",
            ),
            models.CheckConstraint(
                condition=Q(truth__in=FlagTruth.values), name="flag_truth_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["clinic", "rule", "raised_at"], name="flag_by_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.truth}"

    @property
    def row_key(self) -> str:
        return f"{self.intake_id} {self.digest} {self.occurrence}"

    @property
    def is_raised(self) -> bool:
        return self.truth == FlagTruth.RAISED

    @property
    def is_urgent(self) -> bool:
        """Raised and urgent: what acts at once."""
        return self.is_raised and self.severity == Severity.URGENT.value

    @property
    def is_grave(self) -> bool:
        return self.severity in GRAVE

    @property
    def speaks_against(self) -> bool:
        """Reason to think twice: raised and more than missing information, or grave and open."""
        if self.is_raised:
            return self.severity != Severity.NEEDS_INFORMATION.value
        return self.is_grave

    @property
    def latest_assessment(self) -> "FlagAssessment | None":
        return self.assessments.order_by("-pk").first()


class Judgement(models.TextChoices):
    UPHELD = "UPHELD", "Upheld"
    OVERRIDDEN = "OVERRIDDEN", "Overridden"


class AssessmentReason(models.TextChoices):
    SPOKE_WITH_PATIENT = "SPOKE_WITH_PATIENT", "Spoke with the patient"
    EXAMINED = "EXAMINED", "Examined or measured the patient"
    RECORDS_CHECKED = "RECORDS_CHECKED", "Checked the medical records"
    SPECIALIST_ADVICE = "SPECIALIST_ADVICE", "Took a specialist's advice"
    ANSWERED_BY_MISTAKE = "ANSWERED_BY_MISTAKE", "The patient answered by mistake"
    RISK_MANAGED = "RISK_MANAGED", "The risk is managed by a plan"
    OTHER = "OTHER", "Another reason"


class FlagAssessment(SealedRow, AppendOnly):
    """One clinician's judgement of one flag; the latest one counts."""

    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="flag_assessments", db_index=False
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    flag = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="assessments")
    judgement = models.CharField(max_length=12, choices=Judgement.choices)
    reason = models.CharField(max_length=20, choices=AssessmentReason.choices)
    words = EncryptedTextField(blank=True)
    by = models.ForeignKey(
        "clinics.User", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(judgement__in=Judgement.values), name="assessment_judgement_is_known"
            ),
            models.CheckConstraint(
                condition=Q(reason__in=AssessmentReason.values), name="assessment_reason_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.flag_id} {self.judgement}"

    @property
    def key_holder(self) -> Patient:
        return self.flag.intake.patient

    @property
    def row_key(self) -> str:
        return str(self.public_id)
