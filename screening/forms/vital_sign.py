"""A blood pressure measured by staff: far-off numbers are asked about once, never refused."""

import datetime as dt
from typing import Any

from django import forms

from clinics.fields import PlainDateField
from clinics.models import Clinic
from screening.forms.layouts import FormHelper, fields_only
from screening.forms.numbers import WholeNumberField
from screening.forms.texts import PlainTextField, one_line
from screening.models import VitalSign
from screening.rules.answers import DIASTOLIC_RANGE, SMALLEST_PULSE_PRESSURE, SYSTOLIC_RANGE

HEART_RATE_RANGE = (30, 220)
TIMES = ["%H:%M", "%H.%M", "%H%M", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p"]


class VitalSignForm(forms.Form):
    use_required_attribute = False

    systolic = WholeNumberField(
        label="Top number (mmHg)",
        example=120,
        error_messages={"required": "Write the top number."},
    )
    diastolic = WholeNumberField(
        label="Bottom number (mmHg)",
        example=80,
        error_messages={"required": "Write the bottom number."},
    )
    heart_rate = WholeNumberField(label="Heart rate, if measured", example=70, required=False)
    measured_on = PlainDateField(label="Day of the measurement")
    measured_time = forms.TimeField(
        label="Time",
        input_formats=TIMES,
        widget=one_line("width-10"),
        help_text="Such as 15:20 or 3:20 pm.",
        error_messages={
            "required": "Write the time.",
            "invalid": "Write the time like 15:20 or 3:20 pm.",
        },
    )
    note = PlainTextField(
        label="Note",
        most=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Such as the arm, the position, or that the patient had just arrived.",
    )
    confirmed = forms.CharField(required=False)

    def __init__(
        self, data: Any, *, clinic: Clinic, now: dt.datetime, corrects: VitalSign | None
    ) -> None:
        self.now, self.zone, self.doubted = now, clinic.zone, ""
        at = corrects.measured_at if corrects else now
        super().__init__(data, initial=_shown(corrects) | _moment(at.astimezone(clinic.zone)))
        self.fields["measured_on"].latest = clinic.today()  # type: ignore[attr-defined]

    def clean(self) -> None:
        if self.errors:
            return
        if self.measured_at > self.now:
            self.add_error("measured_time", "This time is still to come. Check the day and time.")
            return
        self._look_twice()

    @property
    def measured_at(self) -> dt.datetime:
        said = self.cleaned_data
        moment = dt.datetime.combine(said["measured_on"], said["measured_time"])
        return moment.replace(tzinfo=self.zone)

    def _look_twice(self) -> None:
        """A tick confirms the very numbers that stood beside it, and no others."""
        said = self.cleaned_data
        top, bottom, rate = said["systolic"], said["diastolic"], said["heart_rate"]
        written = f"{top}/{bottom}" + (f", heart rate {rate}" if rate else "")
        doubts = _doubts(top, bottom, rate)
        if doubts and said["confirmed"] != written:
            self.doubted = written
            self.add_error("confirmed", [*doubts, "Tick the box if the numbers are right."])

    @property
    def helper(self) -> FormHelper:
        return fields_only(
            "systolic", "diastolic", "heart_rate", "measured_on", "measured_time", "note"
        )


def _doubts(top: int, bottom: int, rate: int | None) -> list[str]:
    doubts = []
    if top < bottom:
        doubts.append(f"The top number {top} is smaller than the bottom number {bottom}.")
    elif top - bottom < SMALLEST_PULSE_PRESSURE:
        doubts.append(f"{top} and {bottom} are very close together.")
    if not SYSTOLIC_RANGE[0] <= top <= SYSTOLIC_RANGE[1]:
        doubts.append(f"A top number of {top} is very unusual.")
    if not DIASTOLIC_RANGE[0] <= bottom <= DIASTOLIC_RANGE[1]:
        doubts.append(f"A bottom number of {bottom} is very unusual.")
    if rate and not HEART_RATE_RANGE[0] <= rate <= HEART_RATE_RANGE[1]:
        doubts.append(f"A heart rate of {rate} is very unusual.")
    return doubts


def _shown(corrects: VitalSign | None) -> dict[str, Any]:
    names = ("systolic", "diastolic", "heart_rate", "note")
    return {name: getattr(corrects, name) for name in names} if corrects else {}


def _moment(at: dt.datetime) -> dict[str, Any]:
    return {"measured_on": at.date(), "measured_time": at.strftime("%H:%M")}
