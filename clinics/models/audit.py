from django.db import models
from django.db.models import Q

from clinics.models.append_only import AppendOnly

START = "0" * 64


class ActorKind(models.TextChoices):
    STAFF = "STAFF", "Staff"
    PATIENT = "PATIENT", "Patient"
    OPERATOR = "OPERATOR", "Operator"
    SYSTEM = "SYSTEM", "System"


class AuditChain(models.Model):
    """The end of one chain of events: whoever adds an event holds this row's lock."""

    SYSTEM = "system"

    name = models.CharField(max_length=80, unique=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default=START, help_text="Hash of the newest event.")

    def __str__(self) -> str:
        return f"{self.name}, {self.length} events"


class AuditEvent(AppendOnly):
    """Who did what to which object, and when; details hold ids and counts, never values."""

    clinic = models.ForeignKey(
        "clinics.Clinic",
        on_delete=models.PROTECT,
        related_name="audit_events",
        null=True,
        db_index=False,
        help_text="Empty for what belongs to no clinic, such as a sign-in.",
    )
    sequence = models.PositiveBigIntegerField(help_text="1, 2, 3 and on, without a gap.")
    at = models.DateTimeField()
    actor = models.ForeignKey(
        "clinics.User", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    actor_kind = models.CharField(max_length=10, choices=ActorKind.choices)
    action = models.CharField(max_length=60, help_text="Such as patient.registered.")
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=60, blank=True)
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "sequence"], name="audit_event_one_per_place"
            ),
            models.UniqueConstraint(
                fields=["sequence"],
                condition=Q(clinic=None),
                name="audit_event_one_per_system_place",
            ),
            models.CheckConstraint(
                condition=Q(actor_kind__in=ActorKind.values), name="audit_event_actor_is_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["clinic", "object_type", "object_id"], name="audit_event_by_object"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action}"
