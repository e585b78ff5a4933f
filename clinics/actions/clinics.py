from collections.abc import Mapping
from typing import Any

from django.db import transaction

from clinics import audit, scopes
from clinics.actions.changes import apply_changes
from clinics.keys import make_clinic_keys
from clinics.models import ActorKind, AuditChain, Clinic, User

CHANGEABLE = frozenset(
    {
        "name",
        "phone",
        "on_call_email",
        "crisis_line",
        "emergency_number",
        "crisis_checked_on",
        "time_zone",
        "languages",
        "opening_hours",
        "invitation_days",
        "retention_days",
    }
)


@transaction.atomic
def create_clinic(
    *, slug: str, name: str, phone: str, on_call_email: str, by: User | None = None, **others: Any
) -> Clinic:
    """Open a clinic and its audit trail. `others` are further fields of the clinic.

    Raises ValidationError when a field is not right or the slug is taken.
    """
    clinic = Clinic(slug=slug, name=name, phone=phone, on_call_email=on_call_email)
    apply_new = {**others}
    with scopes.at_system():
        clinic.full_clean(exclude=["audit_chain"])
        clinic.audit_chain = AuditChain.objects.create(name=f"clinic {slug}")
        apply_changes(clinic, apply_new, allowed=CHANGEABLE)
        clinic.save()
    with scopes.at_clinic(clinic):
        make_clinic_keys(clinic)
        audit.record(
            clinic=clinic,
            action="clinic.created",
            actor=by,
            actor_kind=ActorKind.OPERATOR,
            obj=clinic,
            chain=clinic.audit_chain,
        )
    return clinic


@transaction.atomic
def update_clinic(*, clinic: Clinic, changes: Mapping[str, Any], by: User) -> Clinic:
    """Change the fields named in `changes`. Raises ValidationError when one is not right."""
    clinic = Clinic.objects.select_for_update(no_key=True).get(pk=clinic.pk)
    changed = apply_changes(clinic, changes, allowed=CHANGEABLE)
    if changed:
        clinic.save(update_fields=changed)
        audit.record(
            clinic=clinic,
            action="clinic.changed",
            actor=by,
            obj=clinic,
            details={"fields": list(changed)},
        )
    return clinic
