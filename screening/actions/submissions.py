"""The end of a filling-in: sent, withdrawn, or too old."""

import datetime

from django.db import transaction
from django.utils import timezone

from clinics import scopes
from clinics.models import ActorKind, Clinic
from screening.actions.evaluations import EvaluationFailed, asked_now
from screening.actions.information_requests import expire_requests
from screening.actions.locks import lock_intake, lock_invitation, record_event
from screening.actions.pages import why_closed
from screening.actions.queues import PLACE, place
from screening.actions.refusals import (
    CLOSED,
    AlreadySubmitted,
    IntakeExpired,
    NotFinished,
    NotSigned,
)
from screening.actions.renewals import renew
from screening.actions.screenings import screen_record
from screening.actions.sessions import SESSION, close_session
from screening.models import Intake, IntakeStatus, Trigger


@transaction.atomic
def submit(*, intake: Intake, signed_name: str, declaration: str) -> Intake:
    """Send everything to the clinic: screen it whole, and put it in the queue.

    `declaration` is the exact wording over the signature. Sending again changes nothing, and
    neither does a second name. Where newer questions came meanwhile, they are asked first.
    Raises NotSigned, NotFinished or one of the IntakeClosed.
    """
    if not signed_name.strip():
        raise NotSigned
    invitation = lock_invitation(intake.invitation_id)
    held = lock_intake(intake)
    if held.is_submitted:
        return held
    renew(held)
    refuse_unfinished(held)
    held.status, held.submitted_at = IntakeStatus.SUBMITTED, timezone.now()
    held.signed_name, held.declaration = signed_name.strip(), declaration
    invitation.spent_at = held.submitted_at
    invitation.save(update_fields=["spent_at"])
    record_event(held, "intake.submitted")
    screen_record(held, Trigger.SUBMISSION, is_complete=True)
    held.save(
        update_fields=["status", "submitted_at", "signed_name", "declaration", *PLACE],
    )
    return held


def refuse_unfinished(intake: Intake) -> None:
    if refusal := why_closed(intake):
        raise CLOSED[refusal]
    try:
        unsent = tuple(link for link in asked_now(intake) if link not in intake.answers)
    except EvaluationFailed:
        return
    if unsent:
        raise NotFinished(unsent)


@transaction.atomic
def withdraw(*, intake: Intake) -> Intake:
    """The patient takes an unfinished intake back. What was sent stays on record, and an urgent
    flag stays in the queue. Twice is once; raises AlreadySubmitted or IntakeExpired.
    """
    held = lock_intake(intake)
    if held.status == IntakeStatus.WITHDRAWN:
        return held
    if held.is_submitted:
        raise AlreadySubmitted
    if held.is_expired:
        raise IntakeExpired
    held.status, held.withdrawn_at = IntakeStatus.WITHDRAWN, timezone.now()
    close_session(held)
    place(held)
    held.save(update_fields=["status", "withdrawn_at", *SESSION, *PLACE])
    record_event(held, "intake.withdrawn")
    return held


def expire_intakes(*, now: datetime.datetime | None = None) -> int:
    """Mark every unfinished intake whose time of keeping is over; how many there were."""
    return sum(expire_at(clinic, now or timezone.now()) for clinic in Clinic.objects.order_by("pk"))


def expire_at(clinic: Clinic, now: datetime.datetime) -> int:
    with scopes.at_clinic(clinic):
        due = clinic.intakes.filter(status=IntakeStatus.IN_PROGRESS, keep_until__lte=now)
        expire_requests(clinic, now)
        return sum(expire(intake, now) for intake in due.only("pk").order_by("keep_until"))


@transaction.atomic
def expire(intake: Intake, now: datetime.datetime) -> bool:
    held = lock_intake(intake)
    if not held.is_in_progress or held.keep_until > now:
        return False
    held.status = IntakeStatus.EXPIRED
    close_session(held)
    place(held)
    held.save(update_fields=["status", *SESSION, *PLACE])
    record_event(held, "intake.expired", kind=ActorKind.SYSTEM)
    return True
