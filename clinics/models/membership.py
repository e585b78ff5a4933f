from django.db import models
from django.db.models import Q

from clinics.models.tenant import Tenant


class Role(models.TextChoices):
    FRONT_DESK = "FRONT_DESK", "Front desk"
    CLINICIAN = "CLINICIAN", "Clinician"
    ADMIN = "ADMIN", "Administrator"


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
