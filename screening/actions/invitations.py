"""The link that a patient gets, and the date of birth that opens it."""

import datetime
import hmac

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from clinics import audit, scopes
from clinics.models import ActorKind, Patient, User
from screening.actions.locks import lock_invitation
from screening.actions.notifications import notify_about_invitation
from screening.actions.refusals import ActionRefused, InvitationClosed, WrongBirthDate
from screening.actions.sessions import begin_session
from screening.actions.tokens import digest_of, new_token
from screening.models import (
    Closed,
    Intake,
    Invitation,
    NotificationKind,
    QuestionSetVersion,
)
from screening.models.invitation import MOST_TRIES


class NotInvitable(ActionRefused):
    """The version is not published, of another clinic, or not in that language."""


@transaction.atomic
def invite(
    *, patient: Patient, version: QuestionSetVersion, language: str, by: User
) -> tuple[Invitation, str]:
    """The invitation and its token, which is stored nowhere: this is the one chance to read it."""
    if version.clinic_id != patient.clinic_id or not version.is_published:
        raise NotInvitable("the version is not open to this patient")
    if language not in version.parsed.languages:
        raise NotInvitable(f"the version is not in {language}")
    token, now = new_token(), timezone.now()
    invitation = Invitation.objects.create(
        clinic=patient.clinic,
        patient=patient,
        version=version,
        token_digest=digest_of(token),
        language=language,
        created_at=now,
        created_by=by,
        expires_at=now + datetime.timedelta(days=patient.clinic.invitation_days),
    )
    record(invitation, "invitation.created", by=by)
    return invitation, token


def lock_links(intake: Intake) -> None:
    """Before the intake itself: rows are taken in one order."""
    links = intake.return_links.select_for_update(no_key=True).order_by("pk")
    list(links.values_list("pk", flat=True))


def lead_back(*, intake: Intake, by: User) -> tuple[Invitation, str]:
    """A link to an intake that was sent, held with its links, and its token. It opens with the
    date of birth, like the first one. Those that led back before open nothing any more."""
    now = timezone.now()
    older = intake.return_links.filter(revoked_at=None)
    older.update(revoked_at=now, revoked_by=by)
    token = new_token()
    invitation = Invitation.objects.create(
        clinic=intake.clinic,
        patient=intake.patient,
        version=intake.version,
        returns_to=intake,
        token_digest=digest_of(token),
        language=intake.language,
        created_at=now,
        created_by=by,
        expires_at=now + datetime.timedelta(days=intake.clinic.invitation_days),
    )
    audit.record(
        clinic=intake.clinic,
        action="invitation.created",
        actor=by,
        actor_kind=ActorKind.STAFF,
        obj=invitation,
        chain=intake.clinic.audit_chain,
    )
    return invitation, token


def find_invitation(*, token: str) -> Invitation | None:
    """None for every token that was never given out."""
    with scopes.holding(Invitation, digest_of(token)):
        found = Invitation.objects.select_related("clinic", "version", "patient")
        return found.defer("version__document").first()


@transaction.atomic
def revoke(*, invitation: Invitation, by: User) -> Invitation:
    """Take the link back; pages of an intake that it opened are refused from now on."""
    held = lock_invitation(invitation.pk)
    if held.revoked_at is None:
        held.revoked_at, held.revoked_by = timezone.now(), by
        held.save(update_fields=["revoked_at", "revoked_by"])
        record(held, "invitation.revoked", by=by)
    return held


def open_with_birth_date(
    *, invitation: Invitation, date_of_birth: datetime.date | None
) -> tuple[Intake, str]:
    """The patient's intake, begun if need be, and the token of a new session on it.

    An intake that was sent opens too, to show that it was. Any session on another device ends.
    Raises WrongBirthDate or InvitationClosed.
    """
    with transaction.atomic():
        # Counted before it is compared: tries at the same moment cannot share one.
        tries = Invitation.objects.filter(pk=invitation.pk, failed_tries__lt=MOST_TRIES)
        tries.update(failed_tries=F("failed_tries") + 1)
        held = lock_invitation(invitation.pk)
        if held.why_closed not in (None, Closed.SPENT):
            raise InvitationClosed(held.why_closed)
        if is_birth_date(held.patient, date_of_birth):
            held.failed_tries = 0
            held.save(update_fields=["failed_tries"])
            return begin_session(held)
        count_wrong_date(held)
    if held.locked_at:
        raise InvitationClosed(Closed.LOCKED)
    raise WrongBirthDate(MOST_TRIES - held.failed_tries)


def is_birth_date(patient: Patient, given: datetime.date | None) -> bool:
    stored = patient.date_of_birth.isoformat().encode()
    return hmac.compare_digest(stored, given.isoformat().encode() if given else b"")


def count_wrong_date(invitation: Invitation) -> None:
    record(invitation, "invitation.wrong_date", tries=invitation.failed_tries)
    if invitation.failed_tries < MOST_TRIES:
        return
    invitation.locked_at = timezone.now()
    invitation.save(update_fields=["locked_at"])
    notify_about_invitation(invitation, NotificationKind.INVITATION_LOCKED)
    record(invitation, "invitation.locked")


def record(invitation: Invitation, action: str, *, by: User | None = None, **details: int) -> None:
    audit.record(
        clinic=invitation.clinic,
        action=action,
        actor=by,
        actor_kind=ActorKind.STAFF if by else ActorKind.PATIENT,
        obj=invitation,
        details=details,
    )
