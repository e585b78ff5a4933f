"""One patient's filling-in, from the first page to the clinician's decision."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from clinics.encryption import DecryptionFailed
from clinics.encryption.fields import EncryptedJSONField, EncryptedTextField
from clinics.encryption.rows import SealedRow
from clinics.models import Patient, Tenant
from screening.models.flag import Flag, FlagQuerySet
from screening.models.json_text import JSONTextField
from screening.rules import Level

if TYPE_CHECKING:
    from screening.models.review import Review

LEVELS = [(level.value, level.value.replace("_", " ").capitalize()) for level in Level]

HUMAN_RANK = 0
RANKS: dict[str, int] = {level.value: place for place, level in enumerate(Level, start=1)}
"""Place in the queue by level; an intake that the rules could not be run on stands before all."""

UNRANKED = len(RANKS) + 1


class IntakeStatus(models.TextChoices):
    IN_PROGRESS = "IN_PROGRESS", "In progress"
    SUBMITTED = "SUBMITTED", "Submitted"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"
    EXPIRED = "EXPIRED", "Expired"


class HumanReason(models.TextChoices):
    """What failed, so that a person has to look at the answers themselves."""

    VERSION = "VERSION", "The question set could not be read"
    MEDICINES = "MEDICINES", "The medicines could not be matched"
    EVALUATION = "EVALUATION", "The rules could not be run"
    DECRYPTION = "DECRYPTION", "Some of what is on record could not be decrypted"
    LATE_PAGE = "LATE_PAGE", "The patient sent a page afterwards that cannot be read as an answer"


class Intake(SealedRow, Tenant):
    """`answers` holds one key for each page that counts as sent; None is a page sent blank."""

    found_by = "session_digest"

    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="intakes", db_index=False
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=12, help_text="What patient and clinic call it.")
    patient = models.ForeignKey("clinics.Patient", on_delete=models.PROTECT, related_name="intakes")
    invitation = models.OneToOneField(
        "screening.Invitation", on_delete=models.PROTECT, related_name="intake"
    )
    version = models.ForeignKey(
        "screening.QuestionSetVersion", on_delete=models.PROTECT, related_name="intakes"
    )
    status = models.CharField(
        max_length=12, choices=IntakeStatus.choices, default=IntakeStatus.IN_PROGRESS
    )
    language = models.CharField(max_length=10)

    answers = EncryptedJSONField(default=dict)
    revision = models.PositiveIntegerField(default=0, help_text="Number of the last page sent.")
    renewed = models.PositiveIntegerField(
        default=0, help_text="Number of the last renewal: pages shown before it are of older words."
    )
    asked_anew = JSONTextField(
        default=list, help_text="Questions that a renewal brought or changed, by link id."
    )
    urgent_digests = JSONTextField(
        default=list, help_text="Of the urgent flags on record, so that a page needs no look-up."
    )
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    keep_until = models.DateTimeField(help_text="When an unfinished intake expires.")
    signed_name = EncryptedTextField(max_length=200, blank=True)
    declaration = EncryptedTextField(blank=True, help_text="The exact words that were signed.")

    session_digest = models.CharField(max_length=64, null=True, unique=True)
    session_started_at = models.DateTimeField(null=True)
    session_seen_at = models.DateTimeField(null=True)

    level = models.CharField(
        max_length=30, choices=LEVELS, blank=True, help_text="Empty until it is screened."
    )
    rank = models.PositiveSmallIntegerField(default=UNRANKED, help_text="0 is the most pressing.")
    needs_review = models.BooleanField(default=False)
    waiting_since = models.DateTimeField(null=True)
    needs_human = models.BooleanField(default=False)
    human_reason = models.CharField(max_length=12, choices=HumanReason.choices, blank=True)
    claimed_by = models.ForeignKey(
        "clinics.User", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    claimed_at = models.DateTimeField(null=True)
    current_screening = models.ForeignKey(
        "screening.Screening", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    late_page = models.PositiveIntegerField(
        default=0, help_text="Number of the last page that came after everything was sent."
    )
    outcome_since = models.PositiveIntegerField(
        default=0,
        help_text="Number of the screening since which all outcomes were the same.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "reference"], name="intake_reference_used_once"
            ),
            models.CheckConstraint(
                condition=Q(status__in=IntakeStatus.values), name="intake_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status="SUBMITTED", submitted_at__isnull=False)
                | (~Q(status="SUBMITTED") & Q(submitted_at=None)),
                name="intake_submitted_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(status="WITHDRAWN", withdrawn_at__isnull=False)
                | (~Q(status="WITHDRAWN") & Q(withdrawn_at=None)),
                name="intake_withdrawn_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(level="") | Q(level__in=[value for value, _ in LEVELS]),
                name="intake_level_is_known",
            ),
            models.CheckConstraint(
                condition=Q(needs_human=False, human_reason="")
                | Q(needs_human=True, human_reason__in=HumanReason.values, rank=HUMAN_RANK),
                name="intake_needs_human_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(needs_review=False, waiting_since=None)
                | Q(needs_review=True, waiting_since__isnull=False),
                name="intake_waits_since_some_time",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by=None, claimed_at=None)
                | Q(claimed_by__isnull=False, claimed_at__isnull=False),
                name="intake_claimed_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["clinic", "rank", "waiting_since", "id"],
                condition=Q(needs_review=True),
                name="intake_queue",
            ),
            models.Index(
                fields=["keep_until"],
                condition=Q(status="IN_PROGRESS"),
                name="intake_to_expire",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("intake", args=[self.public_id])

    @property
    def key_holder(self) -> Patient:
        return self.patient

    @property
    def row_key(self) -> str:
        return str(self.public_id)

    @property
    def is_in_progress(self) -> bool:
        return self.status == IntakeStatus.IN_PROGRESS

    @property
    def is_submitted(self) -> bool:
        return self.status == IntakeStatus.SUBMITTED

    @property
    def is_whole(self) -> bool:
        """All was sent, and no request for information is half answered: silence counts."""
        if not self.is_submitted:
            return False
        return not self.information_requests.filter(status="OPEN", pages__isnull=False).exists()

    @property
    def is_expired(self) -> bool:
        """Too old to go on with, whether or not it has been marked so yet."""
        late = self.is_in_progress and self.keep_until <= timezone.now()
        return late or self.status == IntakeStatus.EXPIRED

    @property
    def open_urgent_flags(self) -> FlagQuerySet:
        """Urgent findings that nobody has assessed, whatever newer screenings say."""
        return self.flags.open_urgent()

    @property
    def current_flags(self) -> models.QuerySet[Flag]:
        """What the newest screening found, and every older urgent flag still to be assessed.

        All of them where what it found cannot be read: rather too many than one too few.
        """
        screening = self.current_screening
        try:
            digests = screening.finding_digests if screening else []
        except DecryptionFailed:
            return self.flags.all()
        return self.flags.filter(
            Q(digest__in=digests) | Q(pk__in=self.flags.open_urgent().values("pk"))
        )

    @property
    def latest_review(self) -> "Review | None":
        return self.reviews.order_by("-number").first()

    @property
    def standing_review(self) -> "Review | None":
        """The latest decision, unless something new has made it void."""
        review = self.latest_review
        return None if review is None or review.is_void else review
