"""From a draft to an approval: of exact bytes, by somebody who wrote none of them."""

from django.db import transaction

from clinics.models import Membership, Role, User
from screening.actions.checks import refuse_unproved
from screening.actions.refusals import ActionRefused
from screening.actions.versions import ReasonNeeded, hold, move, take_step
from screening.models import QuestionSetVersion, StepException, StepKind, VersionStatus, VersionStep
from screening.models.version_step import WRITING

REVIEWED = (VersionStatus.IN_REVIEW, VersionStatus.APPROVED)


class OtherBytes(ActionRefused):
    """What was read is not what the version is now."""


class OwnWork(ActionRefused):
    """An author does not approve, as long as the clinic has another administrator."""


@transaction.atomic
def send_for_review(*, version: QuestionSetVersion, by: User) -> QuestionSetVersion:
    """From now on the document does not change, unless it goes back to being a draft.

    Raises NotADraft, or DocumentError for a document that is unfinished.
    """
    held = hold(version, VersionStatus.DRAFT)
    _ = held.parsed
    move(held, VersionStatus.IN_REVIEW)
    take_step(held, StepKind.SENT, by)
    return held


@transaction.atomic
def approve(
    *, version: QuestionSetVersion, sha256: str, by: User, exception_reason: str = ""
) -> QuestionSetVersion:
    """`sha256`: of the document that the approver read.

    An author who is the clinic's only administrator may approve for `exception_reason`, which is
    shown beside the version for ever. Raises WrongStatus, OtherBytes, ChecksNotPassed, OwnWork or
    ReasonNeeded.
    """
    held = hold(version, VersionStatus.IN_REVIEW)
    if sha256 != held.sha256:
        raise OtherBytes("The document is not the one that was read.")
    refuse_unproved(held)
    exception, reason = None, ""
    if by.pk in authors(held):
        exception, reason = sole_admin_exception(held, by, exception_reason.strip())
    move(held, VersionStatus.APPROVED, approved_sha256=held.sha256)
    take_step(held, StepKind.APPROVED, by, reason=reason, exception=exception)
    return held


@transaction.atomic
def reject(*, version: QuestionSetVersion, reason: str, by: User) -> QuestionSetVersion:
    """It ends here; its document can still be the start of another draft. Raises ReasonNeeded or
    WrongStatus."""
    held = hold(version, *REVIEWED)
    if not reason.strip():
        raise ReasonNeeded("Say why it is rejected.")
    move(held, VersionStatus.REJECTED, approved_sha256="")
    take_step(held, StepKind.REJECTED, by, reason=reason.strip())
    return held


@transaction.atomic
def back_to_draft(*, version: QuestionSetVersion, by: User) -> QuestionSetVersion:
    """It can be written in again; an approval it had is void. Raises WrongStatus."""
    held = hold(version, *REVIEWED)
    move(held, VersionStatus.DRAFT, approved_sha256="")
    take_step(held, StepKind.RETURNED, by)
    return held


def sole_admin_exception(
    version: QuestionSetVersion, by: User, reason: str
) -> tuple[StepException, str]:
    if has_other_admin(version, by):
        raise OwnWork("Somebody who wrote none of it has to approve.")
    if not reason:
        raise ReasonNeeded("Say why it cannot wait for a second administrator.")
    return StepException.SOLE_ADMIN, reason


def has_other_admin(version: QuestionSetVersion, user: User) -> bool:
    admins = Membership.objects.filter(clinic_id=version.clinic_id, role=Role.ADMIN)
    return admins.filter(user__is_active=True).exclude(user=user).exists()


def authors(version: QuestionSetVersion) -> set[int]:
    """Ids of everybody who wrote in it, or in what it was copied from, back to the last version
    that was published: that one was approved by others already."""
    found: set[int] = set()
    one: QuestionSetVersion | None = version
    while one is not None and not one.was_published:
        steps = VersionStep.objects.filter(version=one, kind__in=WRITING)
        found.update(pk for pk in steps.values_list("by", flat=True) if pk is not None)
        one = one.based_on
    return found
