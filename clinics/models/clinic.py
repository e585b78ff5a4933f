import datetime
import re
import zoneinfo
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

PLACEHOLDER = re.compile(r"\{(clinic|phone|crisis_line|emergency_number)\}")

is_phone_number = RegexValidator(
    r"^\+?[0-9][0-9 ()./-]{1,30}( ?(x|ext\.?) ?[0-9]{1,6})?$",
    "Enter a telephone number, such as 555-010-0199.",
)


UNREADABLE = (KeyError, ValueError, OSError)
"""What reading a time zone by a name raises: none there, no name at all, a folder of zones."""


@cache
def time_zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def is_time_zone(value: str) -> None:
    if value not in time_zones():
        raise ValidationError("Enter a time zone, such as America/Chicago.")


def are_languages(value: Any) -> None:
    known = [code for code, _name in settings.LANGUAGES]
    if not isinstance(value, list) or not value or any(value.count(code) > 1 for code in value):
        raise ValidationError("Choose at least one language, each of them once.")
    if unknown := [str(code) for code in value if code not in known]:
        raise ValidationError(f"These languages are not known: {', '.join(unknown)}.")


def default_languages() -> list[str]:
    return ["en"]


class Clinic(models.Model):
    """A place that treats patients, and what its patients are told about it."""

    slug = models.SlugField(unique=True, help_text="Short name for commands and addresses.")
    name = models.CharField(max_length=120, help_text="As patients read it.")
    phone = models.CharField(
        max_length=40, validators=[is_phone_number], help_text="Where patients reach the clinic."
    )
    on_call_email = models.EmailField(
        "on-call e-mail address", help_text="Told at once of an urgent finding, by a link only."
    )
    crisis_line = models.CharField(
        max_length=40,
        default="988",
        validators=[is_phone_number],
        help_text="Number for a mental health crisis, called or texted at any hour.",
    )
    emergency_number = models.CharField(
        max_length=40,
        default="911",
        validators=[is_phone_number],
        help_text="Number for an ambulance.",
    )
    crisis_checked_on = models.DateField(
        "crisis numbers last checked on",
        null=True,
        blank=True,
        help_text="When somebody last called both numbers and found them right.",
    )
    time_zone = models.CharField(
        max_length=64,
        default="America/New_York",
        validators=[is_time_zone],
        help_text="Such as America/Chicago.",
    )
    languages = models.JSONField(
        default=default_languages,
        validators=[are_languages],
        help_text="Those that patients may choose from; the first one is the usual one.",
    )
    opening_hours = models.TextField(
        blank=True, max_length=500, help_text="In plain words, as patients read them."
    )
    invitation_days = models.PositiveSmallIntegerField(
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text="How many days an invitation link works.",
    )
    retention_days = models.PositiveSmallIntegerField(
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text="How many days an unfinished intake is kept.",
    )
    # A forward key, so that one locking SELECT can bring an intake, its clinic and this row.
    audit_chain = models.OneToOneField(
        "clinics.AuditChain", on_delete=models.PROTECT, related_name="clinic", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(invitation_days__range=(1, 90)), name="clinic_invitation_days_1_to_90"
            ),
            models.CheckConstraint(
                condition=Q(retention_days__range=(1, 365)), name="clinic_retention_days_1_to_365"
            ),
            models.CheckConstraint(
                condition=~Q(crisis_line="") & ~Q(emergency_number=""),
                name="clinic_has_crisis_numbers",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def fill_in(self, text: str) -> str:
        """Put this clinic's name and numbers in; any other brace stays as it is."""
        values = {
            "clinic": self.name,
            "phone": self.phone,
            "crisis_line": self.crisis_line,
            "emergency_number": self.emergency_number,
        }
        return PLACEHOLDER.sub(lambda found: values[found[1]], text)

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """Where it cannot be read, UTC: pages still come, and say so in a banner."""
        try:
            return zoneinfo.ZoneInfo(self.time_zone)
        except UNREADABLE:
            return zoneinfo.ZoneInfo("UTC")

    @property
    def has_readable_zone(self) -> bool:
        return self.zone.key == self.time_zone

    def today(self) -> datetime.date:
        """The date on the clinic's wall."""
        return timezone.localdate(timezone=self.zone)

    def day_of_screening(self) -> datetime.date:
        """As `today`, for the rules: they count ages and days from it, so it is never guessed.

        Raises ValueError where the time zone cannot be read.
        """
        if not self.has_readable_zone:
            raise ValueError("the clinic's time zone cannot be read")
        return self.today()

    @property
    def language_choices(self) -> list[tuple[str, str]]:
        names = dict(settings.LANGUAGES)
        return [(code, names[code]) for code in self.languages if code in names]
