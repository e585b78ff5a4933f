"""Who works at a clinic as what, as its administrators see and change it."""

from collections.abc import Collection

from django.db import transaction

from clinics import scopes
from clinics.actions.staff import deactivate_staff, grant_role, revoke_role
from clinics.models import Clinic, Membership, Role, User


@transaction.atomic
def set_roles(*, user: User, clinic: Clinic, roles: Collection[Role], by: User) -> None:
    """Exactly these, from the next request on. Raises LastAdministrator."""
    Clinic.objects.select_for_update(no_key=True).get(pk=clinic.pk)  # before the audit chain
    for role in Role:
        change = grant_role if role in roles else revoke_role
        change(user=user, clinic=clinic, role=role, by=by)


@transaction.atomic
def remove_from_clinic(*, user: User, clinic: Clinic, by: User) -> None:
    """All roles here go, and the account of who works nowhere else. Raises LastAdministrator."""
    set_roles(user=user, clinic=clinic, roles=(), by=by)
    with scopes.holding(Membership, user.pk):
        works_elsewhere = user.memberships.exists()
    if not works_elsewhere:
        deactivate_staff(user=user, by=by)
