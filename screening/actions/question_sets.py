"""Bringing a question set in, and letting patients have it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from clinics import audit
from clinics.models import ActorKind, Clinic, User
from screening.actions.engines import compile_with_medicines
from screening.actions.refusals import ActionRefused
from screening.models import QuestionSet, QuestionSetVersion, VersionStatus
from screening.rules import CaseFailure, Document, canonical, failing_cases, parse_document


class CasesFailed(ActionRefused):
    """The document's own example patients do not come out as it says; `failures` says which."""

    def __init__(self, failures: tuple[CaseFailure, ...]) -> None:
        self.failures = failures
        super().__init__("; ".join(str(failure) for failure in failures))


class NotADraft(ActionRefused):
    """A version is published once; to bring an old one back, load its document again."""


def load_document(
    *, clinic: Clinic, data: Mapping[str, Any], by: User | None = None
) -> QuestionSetVersion:
    """A new draft of the clinic's question set with the document's slug, made if need be.

    A document that a draft or the published version holds already brings no new one. Without
    `by` the operator did it. Raises DocumentError with every problem, or CasesFailed.
    """
    document = parse_document(data)
    refuse_failing_cases(document)
    with transaction.atomic():
        question_set = hold_question_set(clinic, document)
        versions = question_set.versions.order_by("-number")
        same = versions.filter(sha256=document.sha256).exclude(status=VersionStatus.RETIRED)
        if existing := same.first():
            return existing
        last = versions.aggregate(last=Max("number"))["last"] or 0
        version = QuestionSetVersion.objects.create(
            clinic=clinic,
            question_set=question_set,
            number=last + 1,
            document=canonical(document.source).decode(),
            sha256=document.sha256,
            created_at=timezone.now(),
            created_by=by,
        )
        record(version, "question_set.loaded", by)
    return version


@transaction.atomic
def publish(*, version: QuestionSetVersion, by: User | None = None) -> QuestionSetVersion:
    """Invite patients with this version from now on; the one before is retired.

    Intakes in progress finish on theirs. Publishing the published version changes nothing.
    Raises CasesFailed or NotADraft.
    """
    QuestionSet.objects.select_for_update(no_key=True).get(pk=version.question_set_id)
    version = QuestionSetVersion.objects.select_related("clinic").get(pk=version.pk)
    if version.is_published:
        return version
    if version.status == VersionStatus.RETIRED:
        raise NotADraft
    refuse_failing_cases(version.parsed)
    retire_published(version, by)
    version.status = VersionStatus.PUBLISHED
    version.published_at, version.published_by = timezone.now(), by
    version.save(update_fields=["status", "published_at", "published_by"])
    record(version, "question_set.published", by)
    return version


def refuse_failing_cases(document: Document) -> None:
    failures = failing_cases(compile_with_medicines(document))
    if failures:
        raise CasesFailed(failures)


def hold_question_set(clinic: Clinic, document: Document) -> QuestionSet:
    sets = QuestionSet.objects.select_for_update(no_key=True)
    title = document.title[document.language]
    question_set, _ = sets.get_or_create(
        clinic=clinic, slug=document.slug, defaults={"title": title}
    )
    return question_set


def retire_published(successor: QuestionSetVersion, by: User | None) -> None:
    old = successor.question_set.published
    if old is None:
        return
    old.status = VersionStatus.RETIRED
    old.retired_at, old.retired_by = timezone.now(), by
    old.save(update_fields=["status", "retired_at", "retired_by"])
    record(old, "question_set.retired", by)


def record(version: QuestionSetVersion, action: str, by: User | None) -> None:
    audit.record(
        clinic=version.clinic,
        action=action,
        actor=by,
        actor_kind=ActorKind.STAFF if by else ActorKind.OPERATOR,
        obj=version,
        details={"sha256": version.sha256},
    )
