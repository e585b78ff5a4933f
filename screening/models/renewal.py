"""When an unfinished intake went on with a newer version, and what its patient is asked again."""

from django.db import models
from django.db.models import F, Q

from clinics.encryption.fields import EncryptedJSONField
from clinics.models import AppendOnly
from screening.models.of_intake import OfIntake


class Renewal(OfIntake, AppendOnly):
    """Takes its `number` from the same row as the pages, so that it stands among them."""

    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="renewals", db_index=False
    )
    intake = models.ForeignKey(
        "screening.Intake", on_delete=models.PROTECT, related_name="renewals", db_index=False
    )
    number = models.PositiveIntegerField(help_text="Later than every page that came before.")
    before = models.ForeignKey(
        "screening.QuestionSetVersion", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    after = models.ForeignKey(
        "screening.QuestionSetVersion", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    removed = EncryptedJSONField(
        default=dict, help_text="Answers that left the record with the old version, by link id."
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["intake", "number"], name="renewal_number_used_once"),
            models.CheckConstraint(
                condition=~Q(before=F("after")), name="renewal_is_by_another_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intake_id} renewal {self.number}"

    @property
    def row_key(self) -> str:
        return f"{self.intake_id} {self.number}"
