import datetime
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from clinics.names import searchable, words


class PatientQuerySet(models.QuerySet["Patient"]):
    def matching(self, text: str) -> "PatientQuerySet":
        """Whose record number is the text, or who has a name that begins with each of its words."""
        named = Q()
        for word in words(text):
            named &= Q(name_words__contains=f" {word}")
        found = Q(record_number=text.strip())
        return self.filter(found | named if named else found)

    def born_on(self, day: datetime.date) -> "PatientQuerySet":
        return self.filter(date_of_birth=day)


class Patient(models.Model):
    """A person that one clinic treats; the same person at another clinic is another row."""

    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="patients", db_index=False
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(
        max_length=100, blank=True, help_text="Leave empty for somebody with one name."
    )
    # Text without a limit: one letter may decompose into many.
    name_words = models.TextField(editable=False)
    date_of_birth = models.DateField()
    email = models.EmailField("e-mail address", blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10, help_text="The one to write to the patient in.")
    record_number = models.CharField(
        max_length=40, blank=True, help_text="The patient's number in the clinic's own records."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        "clinics.User", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = PatientQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "record_number"],
                condition=~Q(record_number=""),
                name="patient_record_number_used_once",
                violation_error_message="Another patient has this record number.",
            ),
            models.CheckConstraint(
                condition=Q(date_of_birth__gte=datetime.date(1900, 1, 1)),
                name="patient_born_since_1900",
            ),
            models.CheckConstraint(condition=~Q(given_name=""), name="patient_has_a_name"),
        ]
        indexes = [
            models.Index(
                fields=["clinic", "family_name", "given_name", "id"], name="patient_by_name"
            ),
            models.Index(fields=["clinic", "date_of_birth"], name="patient_by_birth_date"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **options: Any) -> None:
        self.name_words = searchable(self.given_name, self.family_name)
        super().save(*args, **options)

    def get_absolute_url(self) -> str:
        # Not by name: the page is the screening app's, which this one does not know.
        return f"/patients/{self.public_id}/"

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def sorted_name(self) -> str:
        """As in a list: the family name first."""
        return ", ".join(filter(None, [self.family_name, self.given_name]))

    @property
    def language_name(self) -> str:
        return dict(settings.LANGUAGES).get(self.language, self.language)
