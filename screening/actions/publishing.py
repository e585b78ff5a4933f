"""Letting patients have a version, and going back to an older one."""

from django.db import transaction
from django.utils import timezone

from clinics.models import User
from screening.actions.checks import checks_of, enqueue_checks, finish, refuse_unproved
from screening.actions.drafts import add_version
from screening.actions.proofs import prove, tools
from screening.actions.question_sets import refuse_failing_cases
from screening.actions.renewals import renew_unfinished
from screening.actions.versions import (
    ReasonNeeded,
    WrongStatus,
    hold,
    move,
    refuse_other_bytes,
    take_step,
)
from screening.models import (
    CheckState,
    QuestionSetVersion,
    StepException,
    StepKind,
    VersionCheck,
    VersionStatus,
)

ASKS_AGAIN = "Patients who were answering are asked what is new or changed in it."


@transaction.atomic
def publish(
    *, version: QuestionSetVersion, by: User, asks_again: bool = False
) -> QuestionSetVersion:
    """Invite patients with this version from now on; the one before is retired.

    Intakes in progress finish on theirs, unless it `asks_again`: then they go on with this one,
    keep what they have answered where the question is the same, and are asked the rest.
    Publishing the published version changes nothing. Raises WrongStatus unless these bytes are
    approved, ChecksNotPassed, or CasesFailed.
    """
    held = hold(version)
    if held.is_published:
        return held
    if held.status != VersionStatus.APPROVED:
        raise WrongStatus(held.status)
    refuse_unproved(held)
    refuse_failing_cases(held.parsed)
    return put_before_patients(held, by, asks_again=asks_again)


def publish_as_operator(
    *, version: QuestionSetVersion, source: str, asks_again: bool = False
) -> QuestionSetVersion:
    """At a shell: approved and published without the clinic, which its pages say for ever.
    `asks_again` as in `publish`.

    `source`: where the document came from, in words, such as "the shipped set". The checks are
    run here and now if they were not yet. Raises ChecksNotPassed, CasesFailed or WrongStatus.
    """
    prove_now(version)
    with transaction.atomic():
        held = hold(version)
        if held.is_published:
            return held
        if held.status in (VersionStatus.RETIRED, VersionStatus.REJECTED):
            raise WrongStatus(held.status)
        refuse_unproved(held)
        refuse_failing_cases(held.parsed)
        if held.status == VersionStatus.DRAFT:
            move(held, VersionStatus.IN_REVIEW)
            take_step(held, StepKind.SENT, None)
        if held.status == VersionStatus.IN_REVIEW:
            move(held, VersionStatus.APPROVED, approved_sha256=held.sha256)
            reason = f"Published by the operator from {source}; the checks passed."
            exception = StepException.OPERATOR
            take_step(held, StepKind.APPROVED, None, reason=reason, exception=exception)
        return put_before_patients(held, None, asks_again=asks_again)


@transaction.atomic
def roll_back(*, version: QuestionSetVersion, reason: str, by: User) -> QuestionSetVersion:
    """A new version with the document of one that was published before, approved already.

    Nobody approves it anew: these bytes were, and patients have had them. It still is published
    by a step of its own, and only if the checks of today pass. Raises ReasonNeeded, WrongStatus
    for a version that never was published, or DocumentMismatchError.
    """
    old = hold(version, VersionStatus.RETIRED)
    if not reason.strip():
        raise ReasonNeeded("Say why the older version comes back.")
    refuse_other_bytes(old)
    new = add_version(old.question_set, old.document, old.sha256, by, old)
    take_step(new, StepKind.STARTED, by)
    move(new, VersionStatus.IN_REVIEW)
    move(new, VersionStatus.APPROVED, approved_sha256=new.sha256)
    words = f"The document of version {old.number}, which was published before. {reason.strip()}"
    take_step(new, StepKind.APPROVED, by, reason=words, exception=StepException.ROLLED_BACK)
    enqueue_checks(new)
    return new


def put_before_patients(
    version: QuestionSetVersion, by: User | None, *, asks_again: bool = False
) -> QuestionSetVersion:
    """The caller holds the set's lock and has looked at everything."""
    retire_published(version, by)
    move(version, VersionStatus.PUBLISHED, published_at=timezone.now(), published_by=by)
    rename(version)
    if not asks_again:
        take_step(version, StepKind.PUBLISHED, by)
        return version
    take_step(version, StepKind.PUBLISHED, by, reason=ASKS_AGAIN, asks_again=True)
    ask_again(version)
    return version


def ask_again(version: QuestionSetVersion) -> None:
    """From now on every unfinished intake goes on with it, the next time that anybody opens it;
    a task opens those that nobody does."""
    question_set = version.question_set
    question_set.asks_again_since = version.published_at
    question_set.save(update_fields=["asks_again_since"])
    renew_unfinished.enqueue(question_set.pk, question_set.clinic_id)


def retire_published(successor: QuestionSetVersion, by: User | None) -> None:
    old = successor.question_set.published
    if old is None:
        return
    move(old, VersionStatus.RETIRED, retired_at=timezone.now(), retired_by=by)
    take_step(old, StepKind.RETIRED, by)


def rename(version: QuestionSetVersion) -> None:
    """The set is called what its published document is called."""
    document, question_set = version.parsed, version.question_set
    title = document.title[document.language][:200]
    if question_set.title != title:
        question_set.title = title
        question_set.save(update_fields=["title"])


def prove_now(version: QuestionSetVersion) -> None:
    """Leaves a finished check, for whoever cannot wait for the worker. Takes seconds."""
    if checks_of(version).filter(state=CheckState.PASSED).exists():
        return
    proof = prove(document=version.document, sha256=version.sha256)
    now = timezone.now()
    check = VersionCheck(
        clinic_id=version.clinic_id,
        version=version,
        sha256=version.sha256,
        queued_at=now,
        **tools(),
    )
    finish(check, proof)
