"""A blood pressure reading: two numbers, when, how. Or none."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinics.fields import PlainDateField
from screening.forms.checkboxes import CheckboxesField
from screening.forms.layouts import FormHelper, fields_only, part
from screening.forms.questions.base import QuestionForm
from screening.forms.texts import PlainTextField, one_line
from screening.models.generic_answer import GenericAnswer
from screening.rules import DOES_NOT_APPLY, NOT_SURE
from screening.rules.answers import DIASTOLIC_RANGE, SMALLEST_PULSE_PRESSURE, SYSTOLIC_RANGE

NO_READING = "no_reading"
MOST_DIGITS = 4
MISSING = {
    "systolic": _("Write the top number."),
    "diastolic": _("Write the bottom number."),
}


class PressureNumberField(PlainTextField):
    """Digits only: whoever writes "118/78" in one box has misread the page."""

    def __init__(self, *, label: Any, not_digits: Any) -> None:
        super().__init__(
            most=100,
            label=label,
            required=False,
            widget=one_line("width-4", inputmode="numeric"),
        )
        self.not_digits = not_digits

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        if not text.isdecimal() or len(text) > MOST_DIGITS:
            raise forms.ValidationError(self.not_digits)
        return int(text)


class BloodPressureForm(QuestionForm):
    """Odd numbers are asked about once; what the patient then confirms is kept as typed."""

    doubted: tuple[int, int] | None = None

    def build(self) -> None:
        self.fields["systolic"] = PressureNumberField(
            label=_("Top number"),
            not_digits=_("The top number must be digits only, like 120."),
        )
        self.fields["diastolic"] = PressureNumberField(
            label=_("Bottom number"),
            not_digits=_("The bottom number must be digits only, like 80."),
        )
        self.fields["confirmed"] = forms.CharField(required=False)
        self.fields["measured_on"] = PlainDateField(
            label=_("When was it measured?"), latest=self.asked.today, required=False
        )
        self.fields["date_unknown"] = forms.BooleanField(
            label=_("I am not sure of the date"), required=False
        )
        if self.asked.question.options:
            self.fields["method"] = self._method()
        self.fields["instead"] = self._instead()

    def _method(self) -> forms.ChoiceField:
        options = self.asked.question.options
        return forms.ChoiceField(
            label=_("How was it measured?"),
            choices=[(option.value, self.asked.say(option.label)) for option in options],
            widget=forms.RadioSelect,
            required=False,
        )

    def _instead(self) -> CheckboxesField:
        choices = [(NO_READING, gettext("I don't know my numbers"))]
        if self.asked.may_not_apply:
            choices.append((DOES_NOT_APPLY, str(GenericAnswer.DOES_NOT_APPLY.label)))
        return CheckboxesField(
            label=_("Or tick this if you have no reading"),
            choices=choices,
            exclusive=[value for value, _label in choices],
            required=False,
        )

    def shown(self, answer: Any) -> dict[str, Any]:
        if answer == DOES_NOT_APPLY:
            return {"instead": [DOES_NOT_APPLY]}
        if not isinstance(answer, Mapping):
            return {}
        if answer.get("known") is False:
            return {"instead": [NO_READING]}
        day = _day(answer.get("measured_on"))
        return {**answer, "measured_on": day, "date_unknown": day is None}

    def clean(self) -> None:
        if self.cleaned_data.get("instead"):
            self._require_no_numbers()
            return
        if not self._typed() and not self.cleaned_data.get("method"):
            self._require_something()
            return
        for name, missing in MISSING.items():
            if self.cleaned_data.get(name) is None and name not in self.errors:
                self.add_error(name, str(missing))
        self._check_date()
        if "method" in self.fields and not self.cleaned_data.get("method"):
            self.add_error("method", gettext("Choose how it was measured, or “Not sure”."))
        if not self.errors:
            self._look_twice()

    def _require_something(self) -> None:
        if not self.asked.optional:
            message = _("Write your reading, or tick “I don't know my numbers”.")
            self.add_error("systolic", message)

    def _typed(self) -> bool:
        names = ("systolic", "diastolic", "measured_on")
        return bool(self.errors) or any(self.cleaned_data.get(name) is not None for name in names)

    def _require_no_numbers(self) -> None:
        """A radio button cannot be cleared again, so the way of measuring does not count here."""
        if self._typed():
            message = _("You wrote a reading and ticked a box. Clear the reading, or untick it.")
            self.add_error("instead", message)

    def _check_date(self) -> None:
        date, unknown = self.cleaned_data.get("measured_on"), self.cleaned_data["date_unknown"]
        if date and unknown:
            message = _("You wrote a date and ticked that you are not sure. Keep only one of them.")
            self.add_error("measured_on", message)
        if not date and not unknown and "measured_on" not in self.errors:
            message = _("Write the date of the reading, or tick “I am not sure of the date”.")
            self.add_error("measured_on", message)

    def _look_twice(self) -> None:
        """A tick confirms the very numbers that stood beside it, and no others."""
        top, bottom = self.cleaned_data["systolic"], self.cleaned_data["diastolic"]
        doubt = self._doubt(top, bottom)
        if doubt and self.cleaned_data["confirmed"] != f"{top}/{bottom}":
            self.doubted = (top, bottom)
            self.add_error("systolic", doubt)

    def _doubt(self, top: int, bottom: int) -> str | None:
        if top < bottom:
            return gettext("The top number is smaller than the bottom number. Please check them.")
        if not SYSTOLIC_RANGE[0] <= top <= SYSTOLIC_RANGE[1]:
            return gettext("The top number is very unusual. Please check it.")
        if not DIASTOLIC_RANGE[0] <= bottom <= DIASTOLIC_RANGE[1]:
            return gettext("The bottom number is very unusual. Please check it.")
        if top - bottom < SMALLEST_PULSE_PRESSURE:
            return gettext("The two numbers are very close together. Please check them.")
        return None

    @property
    def answer(self) -> Any:
        said = self.cleaned_data
        if said["instead"]:
            return DOES_NOT_APPLY if DOES_NOT_APPLY in said["instead"] else {"known": False}
        if said["systolic"] is None:
            return None
        day = said["measured_on"]
        return {
            "systolic": said["systolic"],
            "diastolic": said["diastolic"],
            "measured_on": day.isoformat() if day else NOT_SURE,
            "method": said.get("method") or None,
        }

    @property
    def helper(self) -> FormHelper:
        method = ["method"] if "method" in self.fields else []
        return fields_only(
            part("blood_pressure", text=self.asked.text, help=self.asked.help),
            "measured_on",
            "date_unknown",
            *method,
            "instead",
        )


def _day(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
