import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from clinics.models.membership import Role
from clinics.models.tenant import Tenant


class StaffInvitation(Tenant):
    """A way in for one person, once: to a new account, or with the one that they have."""

    found_by = "token_digest"

    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="staff_invitations"
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("e-mail address")
    role = models.CharField(max_length=20, choices=Role.choices)
    token_digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token.")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        "clinics.User",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_index=False,
        help_text="Empty for an operator at a shell.",
    )
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        "clinics.User", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="staff_invitation_role_is_known"
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="staff_invitation_email_is_lower_case"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="staff_invitation_accepted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_open(self) -> bool:
        is_over = self.revoked_at or self.accepted_at
        return not is_over and self.expires_at > timezone.now()
