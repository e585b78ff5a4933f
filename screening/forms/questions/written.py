"""Questions answered by writing one thing: a text, a date."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.fields import PlainDateField
from screening.forms.questions.base import WrittenForm
from screening.forms.texts import PlainTextField

LONGEST_TEXT = 2000


class TextForm(WrittenForm):
    def build(self) -> None:
        self.fields["answer"] = PlainTextField(
            most=LONGEST_TEXT,
            label=self.asked.text,
            help_text=self.asked.help,
            required=False,
            widget=forms.Textarea({"rows": 5}),
        )
        self.add_otherwise()

    def clean(self) -> None:
        self.settle_otherwise(bool(self.cleaned_data.get("answer")), beside="answer")

    @property
    def answer(self) -> str | None:
        return self.otherwise or self.cleaned_data["answer"] or None


class DateForm(WrittenForm):
    neither = _("Write the date, or tick a box below.")
    both = _("You wrote a date and ticked “%(label)s”. Keep only one of them.")

    def build(self) -> None:
        self.fields["answer"] = PlainDateField(
            latest=self.asked.today,
            label=self.asked.text,
            help_text=self.asked.help,
            required=False,
        )
        self.add_otherwise()

    def written(self, answer: Any) -> dict[str, Any]:
        try:
            return {"answer": dt.date.fromisoformat(answer)}
        except (TypeError, ValueError):
            return {}

    def clean(self) -> None:
        self.settle_otherwise(bool(self.cleaned_data.get("answer")), beside="answer")

    @property
    def answer(self) -> str | None:
        date = self.cleaned_data["answer"]
        return self.otherwise or (date.isoformat() if date else None)
