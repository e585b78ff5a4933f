import uuid

from django.db import models
from django.db.models import F, Q

from clinics.encryption.fields import EncryptedTextField
from clinics.encryption.rows import SealedRow
from clinics.models.data_key import ClinicKeys
from clinics.models.membership import Role
from clinics.models.tenant import Tenant


class BreakGlass(SealedRow, Tenant):
    """Emergency access that an operator gave: who got which role, why, and from when until when.

    The membership that it stands for goes when it ends; this row stays. Why is sealed with the
    clinic's key: it should name no patient, and somebody in a hurry might.
    """

    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="break_glasses", db_index=False
    )
    user = models.ForeignKey("clinics.User", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reason = EncryptedTextField(max_length=500, help_text="Shown to the clinic; names no patient.")
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="Empty while it lasts.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "user", "role"],
                condition=Q(ended_at=None),
                name="break_glass_open_once",
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="break_glass_role_is_known"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("started_at")), name="break_glass_has_a_length"
            ),
        ]
        indexes = [models.Index(fields=["clinic", "-started_at"], name="break_glass_newest_first")]

    def __str__(self) -> str:
        return f"{self.user_id} as {self.role} at {self.clinic_id} until {self.expires_at}"

    @property
    def key_holder(self) -> ClinicKeys:
        return ClinicKeys(self.clinic_id)

    @property
    def row_key(self) -> str:
        return str(self.public_id)
