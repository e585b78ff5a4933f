"""A clinician's decision, and what stands in its way."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from clinics.models import User
from screening.actions.claims import refuse_claimed
from screening.actions.locks import lock_intake, record_event
from screening.actions.queues import PLACE, place
from screening.actions.refusals import ActionRefused
from screening.models import Decision, Flag, Intake, RequestStatus, Review, Screening
from screening.models.review import CLEARING

DECIDED = (
    "intake_id",
    "screening_id",
    "decision",
    "reason",
    "conditions",
    "deferred_until",
    "message",
    "by_id",
)
"""What a form holds; sent twice with the same key, it must hold the same."""


class DecisionRefused(ActionRefused):
    """No decision was made. `flags` are those that need an assessment first."""

    flags: tuple[Flag, ...] = ()


class NotSubmitted(DecisionRefused):
    """There is nothing to decide on before the patient has sent everything."""


class AlreadyDecided(DecisionRefused):
    """Somebody else decided since this page was shown; `review` is theirs."""

    def __init__(self, review: Review) -> None:
        self.review = review
        super().__init__(f"decided by {review.by}")


class ScreeningNotCurrent(DecisionRefused):
    """Something new arrived since this page was shown."""


class NeedsHuman(DecisionRefused):
    """The rules could not be run, so nothing can be found suitable."""


class FlagsNotAssessed(DecisionRefused):
    def __init__(self, flags: tuple[Flag, ...]) -> None:
        self.flags = flags
        super().__init__(", ".join(flag.rule for flag in flags))


class ReasonMissing(DecisionRefused):
    """The decision goes against a flag, or against treatment, and says no reason."""


class ConditionsMissing(DecisionRefused):
    """Suitable with conditions, without the conditions."""


class DateMissing(DecisionRefused):
    """Deferred, without a date to come."""


class AskedAgain(DecisionRefused):
    """The patient has been asked again and has not answered: take that back first."""


class KeyReused(DecisionRefused):
    """The same form was sent before, with something else in it."""


@transaction.atomic
def decide(
    *,
    intake: Intake,
    screening: Screening | None,
    decision: Decision,
    key: uuid.UUID,
    by: User,
    reason: str = "",
    conditions: str = "",
    deferred_until: datetime.date | None = None,
    message: str = "",
    replaces: Review | None = None,
    pages: int | None = None,
) -> Review:
    """Decide on what `screening` found, which must be the newest one.

    `key` is of the form: sent twice it is one decision. `replaces` is the latest decision that
    the clinician saw, None if there was none. `pages` is the number of the last page that
    came before they looked: one that comes after sending is in no screening. None for `screening`
    says that none could be made: then nothing can be suitable. `message` is for the patient.
    Raises ClaimedByAnother or one of the DecisionRefused.
    """
    held = lock_intake(intake)
    review = Review(
        clinic_id=held.clinic_id,
        intake=held,
        screening=screening,
        decision=decision,
        reason=reason.strip(),
        conditions=conditions.strip() if decision == Decision.SUITABLE_WITH_CONDITIONS else "",
        deferred_until=deferred_until if decision == Decision.DEFERRED else None,
        message=message.strip(),
        pages=held.revision,
        key=key,
        by=by,
        at=timezone.now(),
    )
    if earlier := Review.objects.filter(key=key).first():
        return same(earlier, review)
    latest = held.latest_review
    refuse_overtaken(held, review, latest, replaces)
    refuse_unseen(held, pages)
    refuse_incomplete(held, review)
    refuse_unassessed(held, review)
    review.number = latest.number + 1 if latest else 1
    conclude(held, review)
    return review


def conclude(intake: Intake, review: Review) -> None:
    """Who asks for more keeps the intake; any other decision gives it back."""
    review.save()
    if review.decision != Decision.MORE_INFORMATION:
        intake.claimed_by = intake.claimed_at = None
    place(intake)
    intake.save(update_fields=["claimed_by", "claimed_at", *PLACE])
    record_event(intake, "intake.decided", by=review.by, review=review.pk)


def same(earlier: Review, review: Review) -> Review:
    if any(getattr(earlier, name) != getattr(review, name) for name in DECIDED):
        raise KeyReused
    return earlier


def refuse_overtaken(
    intake: Intake, review: Review, latest: Review | None, replaces: Review | None
) -> None:
    if not intake.is_submitted:
        raise NotSubmitted
    if latest != replaces and latest is not None:
        raise AlreadyDecided(latest)
    if intake.information_requests.filter(status=RequestStatus.OPEN).exists():
        raise AskedAgain
    refuse_claimed(intake, review.by)
    if review.screening_id != intake.current_screening_id:
        raise ScreeningNotCurrent
    if review.is_clearing and (intake.needs_human or review.screening_id is None):
        raise NeedsHuman


def refuse_unseen(intake: Intake, pages: int | None) -> None:
    if pages is not None and pages != intake.revision:
        raise ScreeningNotCurrent


def refuse_incomplete(intake: Intake, review: Review) -> None:
    if review.decision == Decision.SUITABLE_WITH_CONDITIONS and not review.conditions:
        raise ConditionsMissing
    if review.decision == Decision.DEFERRED:
        until = review.deferred_until
        if until is None or until <= intake.clinic.today():
            raise DateMissing
    if not review.reason and needs_reason(intake, review.decision):
        raise ReasonMissing


def needs_reason(intake: Intake, decision: str) -> bool:
    """To turn a patient away, and to go ahead against anything graver than missing information."""
    if decision in CLEARING:
        return any(flag.speaks_against for flag in intake.current_flags)
    return decision != Decision.MORE_INFORMATION


def refuse_unassessed(intake: Intake, review: Review) -> None:
    flags = flags_to_assess(intake, review.decision)
    if flags:
        raise FlagsNotAssessed(flags)


def flags_to_assess(intake: Intake, decision: str) -> tuple[Flag, ...]:
    """Urgent and contraindication flags that nobody has assessed: those raised before every
    decision but asking for more, those that cannot be ruled out before a clearing one too."""
    if decision == Decision.MORE_INFORMATION:
        return ()
    unassessed = intake.current_flags.filter(assessments__isnull=True).order_by("pk")
    return tuple(
        flag for flag in unassessed if flag.is_grave and (flag.is_raised or decision in CLEARING)
    )
