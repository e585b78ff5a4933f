from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from clinics.models.tenant import Tenant, TenantQuerySet


class Role(models.TextChoices):
    FRONT_DESK = "FRONT_DESK", "Front desk"
    CLINICIAN = "CLINICIAN", "Clinician"
    ADMIN = "ADMIN", "Administrator"


class CurrentMemberships(TenantQuerySet):
    """Begins without those that have run out, behind `user.memberships` too: nobody can forget
    to ask. A join from another table does not begin here; ask for `pk__in` instead.
    """

    def __init__(self, model: Any = None, query: Any = None, *args: Any, **options: Any) -> None:
        super().__init__(model, query, *args, **options)
        if query is None and model is not None:
            self.query.add_q(Q(expires_at=None) | Q(expires_at__gt=timezone.now()))


class Membership(Tenant):
    """One role of one person at one clinic; somebody may have several."""

    found_by = "user_id"

    user = models.ForeignKey(
        "clinics.User", on_delete=models.PROTECT, related_name="memberships", db_index=False
    )
    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role.choices)
    expires_at = models.DateTimeField(
        null=True, help_text="For emergency access; from then on it counts for nothing."
    )

    objects = CurrentMemberships.as_manager()  # type: ignore[misc]
    ever = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "clinic", "role"], name="membership_role_given_once"
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="membership_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} at {self.clinic_id}"
