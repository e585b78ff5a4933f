"""What is asked for one treatment, version by version."""

import json
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from clinics.models import Tenant
from screening.rules import Document, parse_document

MOST_KEPT = 64
"""Documents that a process remembers; every published one of a large installation fits."""

_parsed: dict[str, Document] = {}


class QuestionSet(Tenant):
    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="question_sets", db_index=False
    )
    slug = models.SlugField(max_length=100, db_index=False)
    title = models.CharField(max_length=200)
    asks_again_since = models.DateTimeField(
        null=True,
        help_text="Unfinished intakes on a version published before go on with the published one.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "slug"], name="question_set_slug_used_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def published(self) -> "QuestionSetVersion | None":
        return self.versions.filter(status=VersionStatus.PUBLISHED).first()


class VersionStatus(models.TextChoices):
    DRAFT = "DRAFT", "Draft"
    IN_REVIEW = "IN_REVIEW", "In review"
    APPROVED = "APPROVED", "Approved"
    PUBLISHED = "PUBLISHED", "Published"
    RETIRED = "RETIRED", "Retired"
    REJECTED = "REJECTED", "Rejected"


NEXT: dict[str, frozenset[str]] = {
    VersionStatus.DRAFT: frozenset({VersionStatus.DRAFT, VersionStatus.IN_REVIEW}),
    VersionStatus.IN_REVIEW: frozenset(
        {VersionStatus.DRAFT, VersionStatus.APPROVED, VersionStatus.REJECTED}
    ),
    VersionStatus.APPROVED: frozenset(
        {VersionStatus.DRAFT, VersionStatus.PUBLISHED, VersionStatus.REJECTED}
    ),
    VersionStatus.PUBLISHED: frozenset({VersionStatus.RETIRED}),
    VersionStatus.RETIRED: frozenset(),
    VersionStatus.REJECTED: frozenset(),
}
"""What a version may become; the triggers of the database hold the same table."""

LIFE = frozenset(
    {
        "status",
        "approved_sha256",
        "published_at",
        "published_by",
        "retired_at",
        "retired_by",
    }
)
"""The fields that may change when a version is no longer a draft."""


class FrozenVersionError(TypeError):
    """Somebody tried to change a version that is no longer a draft."""


class DocumentMismatchError(ValueError):
    """The stored document is not the one that the version's hash names."""


class QuestionSetVersion(Tenant):
    """One document: its bytes are what was approved, asked, and screened with.

    Once it is no longer a draft it never changes again, unless it goes back to being one. The
    document of a draft may be unfinished, and `parsed` then raises. The document is large: a list
    of intakes or versions does well to defer it.
    """

    clinic = models.ForeignKey(
        "clinics.Clinic",
        on_delete=models.PROTECT,
        related_name="question_set_versions",
        db_index=False,
    )
    question_set = models.ForeignKey(
        QuestionSet, on_delete=models.PROTECT, related_name="versions", db_index=False
    )
    number = models.PositiveIntegerField()
    status = models.CharField(
        max_length=12, choices=VersionStatus.choices, default=VersionStatus.DRAFT
    )
    document = models.TextField(help_text="Canonical JSON; the hash is of its UTF-8 bytes.")
    sha256 = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=0, help_text="How often the draft was saved.")
    based_on = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    approved_sha256 = models.CharField(
        max_length=64, blank=True, help_text="The bytes that were approved; empty for none."
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        "clinics.User", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        "clinics.User", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(
        "clinics.User", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )

    _stored_status: str | None = VersionStatus.DRAFT

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question_set", "number"], name="version_number_used_once"
            ),
            models.UniqueConstraint(
                fields=["question_set"],
                condition=Q(status="PUBLISHED"),
                name="version_one_published_per_set",
            ),
            models.CheckConstraint(
                condition=Q(status__in=VersionStatus.values), name="version_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["PUBLISHED", "RETIRED"], published_at__isnull=False)
                | (~Q(status__in=["PUBLISHED", "RETIRED"]) & Q(published_at=None)),
                name="version_published_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["APPROVED", "PUBLISHED", "RETIRED"], approved_sha256=F("sha256")
                )
                | (~Q(status__in=["APPROVED", "PUBLISHED", "RETIRED"]) & Q(approved_sha256="")),
                name="version_approved_as_it_is",
            ),
            models.CheckConstraint(
                condition=Q(status="RETIRED", retired_at__isnull=False)
                | (~Q(status="RETIRED") & Q(retired_at=None)),
                name="version_retired_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_set_id} version {self.number}"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            self._refuse_change(options.get("update_fields"))
        super().save(*args, **options)
        self._stored_status = self.status

    def get_absolute_url(self) -> str:
        return reverse("question-set-version", args=[self.question_set.slug, self.number])

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        if self._stored_status != VersionStatus.DRAFT:
            raise FrozenVersionError(f"{self} is {self._stored_status} and is never removed.")
        return super().delete(*args, **options)

    @classmethod
    def from_db(cls, *args: Any, **options: Any) -> "QuestionSetVersion":
        version = super().from_db(*args, **options)
        version._stored_status = version.__dict__.get("status")
        return version

    @property
    def is_draft(self) -> bool:
        return self.status == VersionStatus.DRAFT

    @property
    def is_published(self) -> bool:
        return self.status == VersionStatus.PUBLISHED

    @property
    def was_published(self) -> bool:
        return self.status in (VersionStatus.PUBLISHED, VersionStatus.RETIRED)

    @property
    def parsed(self) -> Document:
        """Raises DocumentError or DocumentMismatchError for a document that cannot be trusted."""
        document = _parsed.get(self.sha256)
        if document is None:
            document = parse_document(json.loads(self.document))
            if document.sha256 != self.sha256:
                raise DocumentMismatchError(f"version {self.pk}")
            if len(_parsed) >= MOST_KEPT:
                _parsed.clear()
            _parsed[self.sha256] = document
        return document

    def _refuse_change(self, fields: Any) -> None:
        """A draft may change; after that a version only goes on in its life."""
        stored = self._stored_status
        if stored == VersionStatus.DRAFT and self.status in NEXT[VersionStatus.DRAFT]:
            return
        goes_on = self.status in NEXT.get(stored or "", frozenset())
        if not fields or not set(fields) <= LIFE or not goes_on:
            raise FrozenVersionError(f"{self} is {stored} and never changes.")
