"""Asking a patient again: made with a decision that more is needed, answered, sent once more, taken
back, or left unanswered until it is too old."""

import datetime
import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from clinics import scopes
from clinics.models import ActorKind, Clinic, User
from screening.actions.again_pages import again_of, open_request
from screening.actions.evaluations import EvaluationFailed
from screening.actions.invitations import lead_back, lock_links
from screening.actions.locks import lock_intake, record_event
from screening.actions.notifications import notify_about_intake
from screening.actions.queues import PLACE
from screening.actions.refusals import ActionRefused, NotFinished
from screening.actions.reviews import KeyReused, decide
from screening.actions.screenings import screen_record
from screening.models import (
    Decision,
    InformationRequest,
    Intake,
    Invitation,
    NotificationKind,
    RequestStatus,
    Review,
    Screening,
    Trigger,
)


class NothingToAsk(ActionRefused):
    """No question was picked, or one that this intake does not ask."""


class RequestClosed(ActionRefused):
    """It was answered or taken back meanwhile."""


@transaction.atomic
def ask_again(
    *,
    intake: Intake,
    questions: Collection[str],
    message: str,
    screening: Screening | None,
    key: uuid.UUID,
    by: User,
    reason: str = "",
    replaces: Review | None = None,
    pages: int | None = None,
) -> tuple[InformationRequest, str]:
    """Decide that more is needed, and ask for it; with the token of the patient's link, which is
    stored nowhere. Empty for a form that was sent before.

    Raises NothingToAsk and whatever `decide` raises.
    """
    lock_links(intake)
    wanted = in_order(intake, questions)
    review = decide(
        intake=intake,
        screening=screening,
        decision=Decision.MORE_INFORMATION,
        key=key,
        by=by,
        reason=reason,
        message=message,
        replaces=replaces,
        pages=pages,
    )
    if earlier := InformationRequest.objects.filter(review=review).first():
        return same(earlier, wanted), ""
    return make_request(review, wanted)


def same(earlier: InformationRequest, questions: list[str]) -> InformationRequest:
    """What cannot be read any more is taken for the same."""
    if earlier.legible("questions") not in (None, questions):
        raise KeyReused
    return earlier


def in_order(intake: Intake, questions: Collection[str]) -> list[str]:
    """As the document has them. Raises NothingToAsk."""
    wanted = [link for link in intake.version.parsed.questions if link in set(questions)]
    if not wanted or len(wanted) != len(set(questions)):
        raise NothingToAsk
    return wanted


def make_request(review: Review, questions: list[str]) -> tuple[InformationRequest, str]:
    """On an intake that is held with its links."""
    held = lock_intake(review.intake)
    link, token = lead_back(intake=held, by=review.by)
    request = InformationRequest(
        clinic_id=held.clinic_id,
        intake=held,
        number=review.number,
        review=review,
        questions=questions,
        link=link,
        asked_at=review.at,
        expires_at=link.expires_at,
    )
    request.save()
    record_event(held, "information_request.made", by=review.by, request=request.pk)
    return request, token


@transaction.atomic
def send_again(*, request: InformationRequest, by: User) -> tuple[InformationRequest, str]:
    """A new link and as much time anew; the link before it opens nothing any more.

    Raises RequestClosed.
    """
    lock_links(request.intake)
    held = lock_intake(request.intake)
    asked = held_request(held, request)
    asked.link, token = lead_back(intake=held, by=by)
    asked.expires_at = asked.link.expires_at
    asked.save(update_fields=["link", "expires_at"])
    record_event(held, "information_request.sent_again", by=by, request=asked.pk)
    return asked, token


@transaction.atomic
def withdraw_request(*, request: InformationRequest, by: User) -> InformationRequest:
    """What was answered so far stays and is screened; what is not is silence. Raises
    RequestClosed."""
    held = lock_intake(request.intake)
    asked = held_request(held, request)
    close(held, asked, RequestStatus.WITHDRAWN, by=by)
    record_event(held, "information_request.withdrawn", by=by, request=asked.pk)
    return asked


@transaction.atomic
def finish_answers(*, intake: Intake) -> Intake:
    """The patient has sent the last page. Again, or when nothing is asked any more, it changes
    nothing. Raises NotFinished."""
    held = lock_intake(intake)
    asked = open_request(held)
    if asked is None:
        return held
    refuse_unanswered(asked)
    close(held, asked, RequestStatus.ANSWERED)
    notify_about_intake(held, NotificationKind.ANSWERS_CAME)
    record_event(held, "information_request.answered", request=asked.pk)
    return held


def refuse_unanswered(request: InformationRequest) -> None:
    try:
        unsent = again_of(request).unsent
    except EvaluationFailed:
        return
    if unsent:
        raise NotFinished(unsent)


def expire_requests(clinic: Clinic, now: datetime.datetime) -> int:
    """Close what nobody answered in time; how many there were."""
    with scopes.at_clinic(clinic):
        due = clinic.information_requests.filter(status=RequestStatus.OPEN, expires_at__lte=now)
        return sum(expire_request(asked, now) for asked in due.select_related("intake"))


@transaction.atomic
def expire_request(request: InformationRequest, now: datetime.datetime) -> bool:
    held = lock_intake(request.intake)
    asked = held.information_requests.get(pk=request.pk)
    if not asked.is_open or asked.expires_at > now:
        return False
    close(held, asked, RequestStatus.EXPIRED)
    record_event(held, "information_request.expired", kind=ActorKind.SYSTEM, request=request.pk)
    return True


def held_request(intake: Intake, request: InformationRequest) -> InformationRequest:
    """As it stands now, on a held intake. Raises RequestClosed."""
    asked = intake.information_requests.get(pk=request.pk)
    asked.intake = intake
    if not asked.is_open:
        raise RequestClosed(asked.status)
    return asked


def close(
    intake: Intake, request: InformationRequest, status: RequestStatus, *, by: User | None = None
) -> None:
    """With it everything counts as sent again, so the rules are run over the whole."""
    request.status, request.closed_at, request.closed_by = status, timezone.now(), by
    request.save(update_fields=["status", "closed_at", "closed_by"])
    if not request.pages.exists():
        return
    screen_record(intake, Trigger.INFORMATION)
    intake.save(update_fields=PLACE)


def link_for_message(*, intake: Intake, by: User) -> tuple[Invitation, str]:
    """To what a clinician has written to the patient."""
    with transaction.atomic():
        lock_links(intake)
        return lead_back(intake=lock_intake(intake), by=by)
