from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from clinics import audit, scopes
from clinics.models import ActorKind, Clinic, Membership, Role, User


class LastAdministrator(ValidationError):
    """Without one nobody can let people in."""


@transaction.atomic
def create_staff(*, email: str, name: str, password: str, by: User | None = None) -> User:
    """An account without any role yet.

    Raises ValidationError for a weak password, or an e-mail address that is wrong or taken.
    """
    validate_password(password, User(email=email, name=name))
    user = User.objects.create_user(email, name, password)
    record(action="staff.created", user=user, by=by)
    return user


@transaction.atomic
def grant_role(*, user: User, clinic: Clinic, role: Role, by: User | None = None) -> Membership:
    """Giving a role that somebody has already changes nothing."""
    # What was given for hours only becomes a role like any other.
    Membership.ever.filter(user=user, clinic=clinic, role=role).exclude(expires_at=None).delete()
    membership, is_new = Membership.objects.get_or_create(user=user, clinic=clinic, role=role)
    if is_new:
        record(action="role.granted", user=user, by=by, clinic=clinic, role=role)
    return membership


@transaction.atomic
def revoke_role(
    *,
    user: User,
    clinic: Clinic,
    role: Role,
    by: User | None = None,
    even_the_last: bool = False,
) -> None:
    """Taking a role that somebody does not have changes nothing. It acts on the next request.

    Raises LastAdministrator, unless `even_the_last` says that this is meant.
    """
    if role == Role.ADMIN and not even_the_last:
        refuse_last_administrator(user, clinic)
    removed, _ = Membership.objects.filter(user=user, clinic=clinic, role=role).delete()
    if removed:
        record(action="role.revoked", user=user, by=by, clinic=clinic, role=role)


@transaction.atomic
def deactivate_staff(*, user: User, by: User | None = None, even_the_last: bool = False) -> None:
    """Keep somebody out, from the next request on. The account stays, for the audit trail.

    Raises LastAdministrator, unless `even_the_last` says that this is meant.
    """
    if not even_the_last:
        for clinic in administered_by(user):
            refuse_last_administrator(user, clinic)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user=user)
    record(action="staff.deactivated", user=user, by=by)


@transaction.atomic
def activate_staff(*, user: User, by: User | None = None) -> None:
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(action="staff.activated", user=user, by=by)


def end_sessions(*, user: User) -> None:
    """All of somebody's, at once."""
    for session in UserSession.objects.filter(user=user):
        session.end()


def administered_by(user: User) -> list[Clinic]:
    with scopes.holding(Membership, user.pk):
        held = user.memberships.filter(role=Role.ADMIN).select_related("clinic")
        return [membership.clinic for membership in held.order_by("clinic_id")]


def refuse_last_administrator(user: User, clinic: Clinic) -> None:
    """Holds the clinic's row, so that two administrators cannot put each other out at once."""
    Clinic.objects.select_for_update(no_key=True).get(pk=clinic.pk)
    with scopes.at_clinic(clinic):
        active = clinic.memberships.filter(role=Role.ADMIN, user__is_active=True)
        holders = set(active.values_list("user_id", flat=True))
    if holders == {user.pk}:
        raise LastAdministrator(f"{user.name} is the last administrator of {clinic.name}.")


def record(
    *,
    action: str,
    user: User,
    by: User | None,
    clinic: Clinic | None = None,
    role: Role | None = None,
) -> None:
    audit.record(
        clinic=clinic,
        action=action,
        actor=by,
        actor_kind=ActorKind.STAFF if by else ActorKind.OPERATOR,
        obj=user,
        details={"role": role.value} if role else None,
    )
