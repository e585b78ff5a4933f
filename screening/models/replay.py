"""A version's rules run over what patients answered before: what would come out otherwise."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from clinics.models import AppendOnly, Tenant
from screening.models.intake import LEVELS
from screening.models.json_text import JSONTextField


class Replay(Tenant):
    """One run over the clinic's sent intakes. It reads recorded inputs and changes no decision.

    `cursor` is the id of the last intake that is done and `last` of the last one that was there
    at the start, so whoever goes on knows where. `by_rule` counts, for each rule, the intakes for
    which its truth differs: `{slug: {"clear>raised": 3}}`.
    """

    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="replays", db_index=False
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(
        "screening.QuestionSetVersion", on_delete=models.PROTECT, related_name="replays"
    )
    document_sha256 = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=20)
    vocabulary_sha256 = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(
        "clinics.User", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    beat_at = models.DateTimeField(help_text="When it last came on.")
    finished_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField()
    last = models.PositiveBigIntegerField()
    cursor = models.PositiveBigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    differing = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(
        default=0, help_text="Intakes that the rules could not be run on; they count as differing."
    )
    by_rule = JSONTextField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done__lte=F("total"), differing__lte=F("done"))
                & Q(failed__lte=F("differing")),
                name="replay_counts_add_up",
            ),
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(finished_at=None),
                name="replay_one_running_per_version",
            ),
        ]
        indexes = [models.Index(fields=["clinic", "version", "-started_at"], name="replay_newest")]

    def __str__(self) -> str:
        return f"replay of version {self.version_id}: {self.done} of {self.total}"

    def get_absolute_url(self) -> str:
        return reverse("replay", args=[self.public_id])

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None


class ReplayDifference(AppendOnly):
    """One intake that would have come out otherwise.

    `rules` gives the truth before and after of each rule that differs: `{slug: ["clear",
    "raised"]}`. `level_after` is empty where the rules could not be run.
    """

    clinic = models.ForeignKey(
        "clinics.Clinic",
        on_delete=models.PROTECT,
        related_name="replay_differences",
        db_index=False,
    )
    replay = models.ForeignKey(
        Replay, on_delete=models.PROTECT, related_name="differences", db_index=False
    )
    intake = models.ForeignKey(
        "screening.Intake", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    screening = models.ForeignKey(
        "screening.Screening", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    level_before = models.CharField(max_length=30, choices=LEVELS)
    level_after = models.CharField(max_length=30, choices=LEVELS, blank=True)
    rules = JSONTextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["replay", "intake"], name="replay_differs_once"),
        ]

    def __str__(self) -> str:
        return f"{self.intake_id}: {self.level_before} to {self.level_after or 'not known'}"
