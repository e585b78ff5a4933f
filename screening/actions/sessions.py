"""A patient's session on an intake: one at a time, known by the hash of a token."""

import datetime
import secrets

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from clinics import scopes
from clinics.models import Clinic
from clinics.models.prepared import Prepared
from screening.actions.evaluations import EvaluationFailed
from screening.actions.locks import lock_intake, record_event
from screening.actions.overlays import BIRTH_DATE, birth_date_question
from screening.actions.pages import keep_page, keep_until, read_page, why_closed
from screening.actions.queues import PLACE, hand_over
from screening.actions.refusals import CLOSED
from screening.actions.renewals import renew, version_to_begin
from screening.actions.session_tokens import named_by, new_session_token
from screening.actions.tokens import digest_of
from screening.models import Intake, Invitation, SentPage

IDLE = datetime.timedelta(minutes=30)
TOUCH_AFTER = datetime.timedelta(minutes=1)
SESSION = ("session_digest", "session_started_at", "session_seen_at")
"""Fields of an intake that `close_session` empties."""

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""For references: nothing that is read or heard as something else."""


def by_session(digest: str) -> QuerySet[Intake]:
    return (
        Intake.objects.select_related("clinic", "patient", "version__question_set", "invitation")
        .defer("version__document")
        .filter(session_digest=digest)
    )


find_by_session = Prepared(by_session)


def load_session(*, token: str) -> Intake | None:
    """The intake of a session that is alive, with clinic, patient, version and invitation.

    It ends with the link that opened it. Reads only: a page that is looked at calls
    `touch_session`, one that is saved does it by itself.
    """
    intake = recent_session(token=token)
    return None if intake is None or is_taken_back(intake, token) else intake


def recent_session(*, token: str) -> Intake | None:
    """The intake of somebody who was here a moment ago, whatever has become of the link since."""
    digest = digest_of(token)
    with scopes.holding(Intake, digest):
        intake = find_by_session.first(digest)
    if intake is None or intake.session_seen_at is None:
        return None
    return intake if timezone.now() < intake.session_seen_at + IDLE else None


def is_taken_back(intake: Intake, token: str) -> bool:
    """The link that began the intake says so itself; one that leads back to it is looked up."""
    named = named_by(token)
    if named is None or named.link == intake.invitation_id:
        return intake.invitation.revoked_at is not None
    with scopes.at_clinic(intake.clinic_id):
        return not intake.return_links.filter(pk=named.link, revoked_at=None).exists()


def touch_session(*, intake: Intake) -> None:
    """The patient is still there; written down at most once a minute."""
    now = timezone.now()
    if intake.session_seen_at is None or now < intake.session_seen_at + TOUCH_AFTER:
        return
    same = Intake.objects.filter(pk=intake.pk, session_digest=intake.session_digest)
    same.exclude(session_seen_at=None).update(session_seen_at=now)
    intake.session_seen_at = now


@transaction.atomic
def end_session(*, intake: Intake) -> None:
    """Whoever holds the token holds nothing any more; the link and the date open a new one."""
    held = lock_intake(intake)
    if held.session_digest:
        close_session(held)
        held.save(update_fields=SESSION)
        record_event(held, "intake.closed")


def pause_session(intake: Intake) -> None:
    """It opens nothing any more, and is known to whoever comes back with a page in hand."""
    intake.session_seen_at = None


def close_session(intake: Intake) -> None:
    intake.session_digest = intake.session_started_at = intake.session_seen_at = None


@transaction.atomic
def change_language(*, intake: Intake, language: str) -> Intake:
    """While it can be answered: the words that were signed stay those that were read.

    Raises one of the IntakeClosed, and ValueError for a language that the question set is not in.
    """
    held = lock_intake(intake)
    if refusal := why_closed(held):
        raise CLOSED[refusal]
    if language not in held.version.parsed.languages:
        raise ValueError(f"the question set is not in {language}")
    if language != held.language:
        held.language = language
        held.save(update_fields=["language"])
        record_event(held, "intake.language_changed", language=language)
    return held


def begin_session(invitation: Invitation) -> tuple[Intake, str]:
    """On an invitation that is held and whose date of birth was right."""
    begun = invitation.begun
    intake = lock_intake(begun) if begun else begin_intake(invitation)
    renew(intake)
    if intake.is_in_progress:
        answer_birth_date(intake)
    token, now = new_session_token(invitation), timezone.now()
    intake.session_digest = digest_of(token)
    intake.session_started_at = intake.session_seen_at = now
    intake.save(update_fields=SESSION)
    record_event(intake, "intake.opened")
    return intake, token


def begin_intake(invitation: Invitation) -> Intake:
    now = timezone.now()
    intake = Intake.objects.create(
        clinic=invitation.clinic,
        reference=new_reference(invitation.clinic),
        patient=invitation.patient,
        invitation=invitation,
        version=version_to_begin(invitation.version),
        language=invitation.language,
        started_at=now,
        saved_at=now,
        keep_until=keep_until(invitation.clinic, now),
    )
    held = lock_intake(intake)
    record_event(held, "intake.begun")
    return held


def answer_birth_date(intake: Intake) -> None:
    """The date that opened the link need not be asked for again, nor one that staff corrected."""
    born = intake.patient.date_of_birth.isoformat()
    try:
        is_asked_for = birth_date_question(intake) is not None
    except EvaluationFailed as failure:
        hand_over(intake, failure.reason)
        intake.save(update_fields=PLACE)
        return
    if is_asked_for and intake.answers.get(BIRTH_DATE) != born:
        page = SentPage(link_id=BIRTH_DATE, answer=born)
        keep_page(intake, page, read_page(intake, page))


def new_reference(clinic: Clinic) -> str:
    while True:
        letters = "".join(secrets.choice(LETTERS) for _ in range(6))
        reference = f"{letters[:3]}-{letters[3:]}"
        if not clinic.intakes.filter(reference=reference).exists():
            return reference
