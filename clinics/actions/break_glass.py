"""Emergency access: an operator lets somebody in for hours, and the clinic is told at once."""

import datetime as dt
import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from clinics import audit, scopes
from clinics.models import ActorKind, BreakGlass, Clinic, Membership, Role, User

logger = logging.getLogger(__name__)

MOST_HOURS = 8
ALARM = """Emergency access to {clinic} was opened just now. Please sign in and look who and why:

{link}

This message holds no details on purpose.
"""


class BreakGlassRefused(Exception):
    """Nobody was let in; the message says why."""


@transaction.atomic
def break_glass(
    *, user: User, clinic: Clinic, role: Role, reason: str, hours: int, operator: str
) -> BreakGlass:
    """Give a role for `hours`, 1 to 8. `operator` is the name that they are known by on the host.

    The caller sends the alarm once this is committed. Raises BreakGlassRefused.
    """
    reason = " ".join(reason.split())
    now = timezone.now()
    with scopes.at_clinic(clinic):
        if why := refusal(user, clinic, role, reason, hours):
            raise BreakGlassRefused(why)
        close_expired(clinic)
        until = now + dt.timedelta(hours=hours)
        Membership.objects.create(user=user, clinic=clinic, role=role, expires_at=until)
        glass = BreakGlass.objects.create(
            clinic=clinic, user=user, role=role, reason=reason, started_at=now, expires_at=until
        )
        record(glass, "break_glass.started", role=role.value, hours=hours, operator=operator)
    return glass


def refusal(user: User, clinic: Clinic, role: Role, reason: str, hours: int) -> str:
    if not user.is_active or user.is_superuser:
        return "This account is closed, or is an operator's, which sees no clinic."
    if not 1 <= hours <= MOST_HOURS:
        return f"Emergency access is for 1 to {MOST_HOURS} hours."
    if not reason or len(reason) > 500:
        return "Say why, in at most 500 letters."
    if Membership.objects.filter(user=user, clinic=clinic, role=role).exists():
        return f"{user.name} has this role already."
    return ""


def sound_alarm(glass: BreakGlass) -> bool:
    """Whether the clinic's administrators and its on-call address were told. Never raises."""
    clinic = glass.clinic
    name = " ".join(clinic.name.split())
    with scopes.at_clinic(clinic):
        admins = Membership.objects.filter(clinic=clinic, role=Role.ADMIN, user__is_active=True)
        told = {*admins.values_list("user__email", flat=True), clinic.on_call_email}
        link = settings.SITE_URL.rstrip("/") + "/audit/"
        try:
            for address in sorted(told):
                EmailMessage(
                    subject=f"{name}: emergency access was opened",
                    body=ALARM.format(clinic=name, link=link),
                    to=[address],
                ).send()
        except Exception:
            logger.exception("The alarm of emergency access was not sent")
            record(glass, "break_glass.alarm_failed")
            return False
        record(glass, "break_glass.alarm_sent", people=len(told))
    return True


@transaction.atomic
def end_break_glass(*, user: User, clinic: Clinic, operator: str) -> int:
    """End all that this person has; how many that were. It acts on the next request."""
    with scopes.at_clinic(clinic):
        close_expired(clinic)
        glasses = list(clinic.break_glasses.filter(user=user, ended_at=None))
        for glass in glasses:
            close(glass, timezone.now())
            record(glass, "break_glass.ended", operator=operator)
    return len(glasses)


@transaction.atomic
def end_expired(*, clinic: Clinic) -> int:
    """Put an end on record for what has run out; it counted for nothing since."""
    with scopes.at_clinic(clinic):
        return close_expired(clinic)


def close_expired(clinic: Clinic) -> int:
    over = list(clinic.break_glasses.filter(ended_at=None, expires_at__lte=timezone.now()))
    for glass in over:
        close(glass, glass.expires_at)
        record(glass, "break_glass.expired")
    return len(over)


def close(glass: BreakGlass, at: dt.datetime) -> None:
    glass.ended_at = at
    glass.save(update_fields=["ended_at"])
    given = Membership.ever.filter(user=glass.user, clinic=glass.clinic, role=glass.role)
    given.exclude(expires_at=None).delete()


def record(glass: BreakGlass, action: str, **details: str | int) -> None:
    audit.record(
        clinic=glass.clinic,
        action=action,
        actor_kind=ActorKind.OPERATOR,
        obj=glass,
        details={"user": glass.user_id, **details},
    )
