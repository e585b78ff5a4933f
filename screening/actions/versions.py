"""What all steps in a version's life share: one lock, one way to write a step down."""

import hashlib

from django.utils import timezone

from clinics import audit
from clinics.models import ActorKind, User
from screening.actions.refusals import ActionRefused
from screening.models import (
    DocumentMismatchError,
    QuestionSet,
    QuestionSetVersion,
    StepException,
    StepKind,
    VersionStatus,
    VersionStep,
)

EVENTS = {
    StepKind.LOADED: "question_set.loaded",
    StepKind.STARTED: "question_set.started",
    StepKind.SAVED: "question_set.saved",
    StepKind.SENT: "question_set.sent_for_review",
    StepKind.RETURNED: "question_set.returned",
    StepKind.APPROVED: "question_set.approved",
    StepKind.REJECTED: "question_set.rejected",
    StepKind.PUBLISHED: "question_set.published",
    StepKind.RETIRED: "question_set.retired",
}


class WrongStatus(ActionRefused):
    """The version is not where this step starts from; `status` is where it is."""

    def __init__(self, status: str) -> None:
        self.status = VersionStatus(status)
        super().__init__(f"This version is {self.status.label.lower()}.")


class NotADraft(WrongStatus):
    """Only a draft is written in. To change a published version, start a draft from it."""


class ReasonNeeded(ActionRefused):
    """What is done against the rule, or against somebody's work, is done for a reason."""


def hold(version: QuestionSetVersion, *allowed: VersionStatus) -> QuestionSetVersion:
    """The version as it is now; no other step in its set is taken until the transaction ends.

    Raises WrongStatus, or NotADraft where only a draft would do.
    """
    QuestionSet.objects.select_for_update(no_key=True).get(pk=version.question_set_id)
    held = QuestionSetVersion.objects.select_related("clinic", "question_set").get(pk=version.pk)
    if allowed and held.status not in allowed:
        refusal = NotADraft if allowed == (VersionStatus.DRAFT,) else WrongStatus
        raise refusal(held.status)
    return held


def move(version: QuestionSetVersion, status: VersionStatus, **changes: object) -> None:
    version.status = status
    for name, value in changes.items():
        setattr(version, name, value)
    version.save(update_fields=["status", *changes])


def take_step(
    version: QuestionSetVersion,
    kind: StepKind,
    by: User | None,
    *,
    reason: str = "",
    exception: StepException | None = None,
    **details: bool,
) -> VersionStep:
    """Write it down, in the version's history and in the audit trail; `details` in that alone."""
    step = VersionStep(
        clinic_id=version.clinic_id,
        version=version,
        kind=kind,
        at=timezone.now(),
        by=by,
        sha256=version.sha256,
        exception=exception or "",
        reason=reason,
    )
    step.save()
    exceptional = {"exception": exception.value} if exception else {}
    audit.record(
        clinic=version.clinic,
        action=EVENTS[kind],
        actor=by,
        actor_kind=ActorKind.STAFF if by else ActorKind.OPERATOR,
        obj=version,
        details={"sha256": version.sha256, **exceptional, **details},
    )
    return step


def refuse_other_bytes(version: QuestionSetVersion) -> None:
    """Raises DocumentMismatchError for a document that its hash does not name."""
    if hashlib.sha256(version.document.encode()).hexdigest() != version.sha256:
        raise DocumentMismatchError(f"version {version.pk}")
