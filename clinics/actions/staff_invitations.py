"""Bringing people in by mail. Nobody makes an account without such a link."""

import datetime
import secrets
from hashlib import sha256

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from clinics import audit, scopes
from clinics.actions.staff import create_staff, grant_role
from clinics.models import ActorKind, Clinic, Role, StaffInvitation, User
from clinics.models.user import normalise_email

GOOD_FOR = datetime.timedelta(days=3)


class InvitationClosed(Exception):
    """It is too old, was taken back, or was used."""


def digest_of(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def invite_staff(
    *, clinic: Clinic, email: str, role: Role, by: User | None = None
) -> tuple[StaffInvitation, str]:
    """With the token for the link, which is kept nowhere. An earlier link to this address ends.

    Raises ValidationError for an address that is none, or of somebody who has the role.
    """
    email = normalise_email(email)
    refuse_needless(clinic, email, role)
    now, token = timezone.now(), secrets.token_urlsafe(32)
    earlier = clinic.staff_invitations.filter(email=email, accepted_at=None, revoked_at=None)
    earlier.update(revoked_at=now)
    invitation = StaffInvitation(
        clinic=clinic,
        email=email,
        role=role,
        token_digest=digest_of(token),
        created_at=now,
        created_by=by,
        expires_at=now + GOOD_FOR,
    )
    invitation.clean_fields(exclude=["created_by", "revoked_at", "accepted_at", "accepted_by"])
    invitation.save()
    record("staff.invited", invitation, by)
    return invitation, token


def refuse_needless(clinic: Clinic, email: str, role: Role) -> None:
    user = User.objects.filter(email=email).first()
    if user is None:
        return
    if user.is_superuser:
        raise ValidationError({"email": "An operator works at no clinic."})
    if clinic.memberships.filter(user=user, role=role).exists():
        raise ValidationError({"email": "This person has that role already."})


def find_staff_invitation(token: str) -> StaffInvitation | None:
    digest = digest_of(token)
    with scopes.holding(StaffInvitation, digest):
        return StaffInvitation.objects.select_related("clinic").filter(token_digest=digest).first()


@transaction.atomic
def revoke_staff_invitation(*, invitation: StaffInvitation, by: User) -> None:
    """One that is over already stays as it is."""
    invitation = locked(invitation)
    if invitation.is_open:
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        record("staff.invitation_revoked", invitation, by)


@transaction.atomic
def accept_with_new_account(*, invitation: StaffInvitation, name: str, password: str) -> User:
    """Somebody without an account gets one; a closed one is opened again with this password.

    Raises InvitationClosed, or ValidationError for a weak password.
    """
    with scopes.at_clinic(invitation.clinic):
        invitation = take(invitation)
        user = User.objects.filter(email=invitation.email).first()
        if user is None:
            user = create_staff(email=invitation.email, name=name, password=password)
        elif user.is_active:
            raise InvitationClosed
        else:
            reopen(user, name, password)
        accept(invitation, user)
    return user


def reopen(user: User, name: str, password: str) -> None:
    validate_password(password, user)
    user.name, user.is_active = name, True
    user.set_password(password)
    user.full_clean()
    user.save()
    audit.record(clinic=None, action="staff.activated", actor=user, obj=user)


@transaction.atomic
def accept_with_account(*, invitation: StaffInvitation, user: User) -> None:
    """By whom it is addressed to. Raises InvitationClosed."""
    with scopes.at_clinic(invitation.clinic):
        invitation = take(invitation)
        if user.email != invitation.email or user.is_superuser:
            raise InvitationClosed
        accept(invitation, user)


def take(invitation: StaffInvitation) -> StaffInvitation:
    invitation = locked(invitation)
    if not invitation.is_open:
        raise InvitationClosed
    return invitation


def locked(invitation: StaffInvitation) -> StaffInvitation:
    rows = StaffInvitation.objects.select_for_update(no_key=True)
    return rows.get(pk=invitation.pk)


def accept(invitation: StaffInvitation, user: User) -> None:
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    grant_role(user=user, clinic=invitation.clinic, role=Role(invitation.role), by=user)
    record("staff.invitation_accepted", invitation, user)


def record(action: str, invitation: StaffInvitation, by: User | None) -> None:
    audit.record(
        clinic=invitation.clinic,
        action=action,
        actor=by,
        actor_kind=ActorKind.STAFF if by else ActorKind.OPERATOR,
        obj=invitation,
        details={"role": invitation.role},
    )
