"""Holding an intake while an action changes it.

Everybody takes rows in one order, so nobody waits in a circle: the invitation, the intake,
the end of the clinic's audit chain.
"""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from clinics import audit
from clinics.models import ActorKind, AuditEvent, User
from clinics.models.prepared import Prepared
from screening.actions.damage import is_damaged, notice_damage
from screening.models import Intake, Invitation


def locked(pk: int) -> QuerySet[Intake]:
    return (
        Intake.objects.select_for_update(of=("self", "clinic__audit_chain"), no_key=True)
        .select_related("clinic__audit_chain", "version__question_set", "patient", "invitation")
        .defer("version__document")
        .filter(pk=pk)
    )


find_locked = Prepared(locked)


def lock_intake(intake: Intake) -> Intake:
    """The intake as it stands now, with its clinic, version, set, patient and invitation.

    One statement, which also takes the end of the audit chain. The lock lets others insert rows
    that point here. The version's document is left out: it is large, and engines are kept.
    A record that cannot be decrypted is noticed here, and mended where that is possible.
    """
    held = find_locked.first(intake.pk)
    if held is None:
        raise Intake.DoesNotExist(intake.pk)
    if is_damaged(held):
        notice_damage(held)
    return held


@transaction.atomic
def report_unreadable(intake: Intake) -> None:
    """Something about it could not be decrypted for staff: a person has to look."""
    notice_damage(lock_intake(intake), mends=False)


def readable(intake: Intake) -> Intake:
    """As it is, or as it could be put together again."""
    if not is_damaged(intake):
        return intake
    with transaction.atomic():
        return lock_intake(intake)


def lock_invitation(invitation_id: int) -> Invitation:
    return (
        Invitation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("clinic", "version", "patient")
        .defer("version__document")
        .get(pk=invitation_id)
    )


def record_event(
    intake: Intake,
    action: str,
    *,
    by: User | None = None,
    kind: ActorKind = ActorKind.PATIENT,
    **details: Any,
) -> AuditEvent:
    """An audit event about an intake that is held; without `by` the patient did it."""
    return audit.record(
        clinic=intake.clinic,
        action=action,
        actor=by,
        actor_kind=ActorKind.STAFF if by else kind,
        obj=intake,
        details=details,
        chain=intake.clinic.audit_chain,
    )
