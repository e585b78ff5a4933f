"""What the program proved about the bytes of a version."""

from typing import Any

from django.db import models
from django.db.models import Q

from clinics.models import Tenant
from screening.models.json_text import JSONTextField


class CheckState(models.TextChoices):
    QUEUED = "QUEUED", "Waiting to run"
    RUNNING = "RUNNING", "Running"
    PASSED = "PASSED", "Passed"
    FAILED = "FAILED", "Not passed"
    UNDECIDED = "UNDECIDED", "Not decided"
    OVERTAKEN = "OVERTAKEN", "Not run, because the draft was saved again"


OPEN = (CheckState.QUEUED, CheckState.RUNNING)


class FinishedCheckError(TypeError):
    """Somebody tried to change the result of a check."""


class VersionCheck(Tenant):
    """One run of all checks over one document, by these versions of the tools.

    Only PASSED lets a version be published: what could not be decided counts as not passed.
    A result never changes; to check again adds a row.
    """

    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="version_checks", db_index=False
    )
    version = models.ForeignKey(
        "screening.QuestionSetVersion", on_delete=models.PROTECT, related_name="checks"
    )
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=CheckState.choices, default=CheckState.QUEUED)
    remarks = JSONTextField(default=list)
    engine_version = models.CharField(max_length=20)
    checks_version = models.CharField(max_length=20)
    vocabulary_sha256 = models.CharField(max_length=64)
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    seconds = models.FloatField(null=True, help_text="That the proofs took.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CheckState.values), name="version_check_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["QUEUED", "RUNNING"], finished_at=None)
                | (~Q(state__in=["QUEUED", "RUNNING"]) & Q(finished_at__isnull=False)),
                name="version_check_finished_at_some_time",
            ),
        ]
        indexes = [models.Index(fields=["clinic", "sha256"], name="version_check_by_bytes")]

    _stored_state: str = CheckState.QUEUED

    def __str__(self) -> str:
        return f"{self.version_id} {self.state}"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding and self._stored_state not in OPEN:
            raise FinishedCheckError(f"Check {self.pk} is {self._stored_state}.")
        super().save(*args, **options)
        self._stored_state = self.state

    @classmethod
    def from_db(cls, *args: Any, **options: Any) -> "VersionCheck":
        check = super().from_db(*args, **options)
        check._stored_state = check.__dict__.get("state", "")
        return check

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_passed(self) -> bool:
        return self.state == CheckState.PASSED
