"""The queue's filters, as plain fields of its address."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings

from screening.models import IntakeStatus
from screening.rules import Level

HUMAN, MINE, NOBODY = "human", "me", "nobody"
CURSOR = re.compile(r"(\d{1,3})\.(\d{1,18})\.(\d{1,18})")
MICROSECOND = dt.timedelta(microseconds=1)
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
LEVEL_CHOICES = [
    ("", "Every level"),
    (HUMAN, "Needs human review"),
    (Level.URGENT.value, "Urgent"),
    (Level.CONTRAINDICATION.value, "Contraindication"),
    (Level.POSSIBLE_CONTRAINDICATION.value, "Possible contraindication"),
    (Level.CAUTION.value, "Caution"),
    (Level.NEEDS_INFORMATION.value, "Needs information"),
    (Level.NONE.value, "No flags"),
]
STATUS_CHOICES = [
    ("", "Sent or not"),
    (IntakeStatus.SUBMITTED.value, "Sent"),
    (IntakeStatus.IN_PROGRESS.value, "Still filling in"),
]
CLAIMED_CHOICES = [("", "Anybody or nobody"), (MINE, "Me"), (NOBODY, "Nobody")]


@dataclass(frozen=True)
class Cursor:
    """The place in the queue of the last row shown."""

    rank: int
    waiting_since: dt.datetime
    pk: int

    def __str__(self) -> str:
        return f"{self.rank}.{(self.waiting_since - EPOCH) // MICROSECOND}.{self.pk}"


class CursorField(forms.CharField):
    widget = forms.HiddenInput

    def clean(self, value: Any) -> Cursor | None:
        text = super().clean(value)
        if not text:
            return None
        found = CURSOR.fullmatch(text)
        if not found:
            raise forms.ValidationError("Start again at the first page.")
        rank, moment, pk = (int(number) for number in found.groups())
        try:
            return Cursor(rank, EPOCH + moment * MICROSECOND, pk)
        except OverflowError:
            raise forms.ValidationError("Start again at the first page.") from None


class QueueForm(forms.Form):
    """Without `sees_levels` the level can be neither chosen nor asked for."""

    use_required_attribute = False

    level = forms.ChoiceField(label="Level", choices=LEVEL_CHOICES, required=False)
    status = forms.ChoiceField(label="Status", choices=STATUS_CHOICES, required=False)
    claimed = forms.ChoiceField(label="Claimed by", choices=CLAIMED_CHOICES, required=False)
    language = forms.ChoiceField(
        label="Language", choices=[("", "Every language"), *settings.LANGUAGES], required=False
    )
    after = CursorField(required=False)

    def __init__(self, data: Any, *, sees_levels: bool) -> None:
        super().__init__(data, label_suffix="")
        if not sees_levels:
            del self.fields["level"]
