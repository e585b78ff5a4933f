"""The filters of the audit trail, as plain fields of its address."""

import datetime as dt
import re
from typing import Any

from django import forms

from clinics.fields import PlainDateField
from clinics.models import ActorKind, Clinic, User
from clinics.trails import Wanted

OBJECT = re.compile(r"([a-z]+\.[a-z]+)\.(\w{1,60})")
TRAILS = [("", "At this clinic"), ("sign-ins", "Sign-ins of its people")]
KINDS = [
    (ActorKind.PATIENT.value, "Any patient"),
    (ActorKind.OPERATOR.value, "An operator of the server"),
    (ActorKind.SYSTEM.value, "The program itself"),
]


class AuditForm(forms.Form):
    use_required_attribute = False

    trail = forms.ChoiceField(label="What happened", choices=TRAILS, required=False)
    person = forms.ChoiceField(label="Who", required=False)
    action = forms.ChoiceField(label="Did what", required=False)
    since = PlainDateField(label="From", required=False)
    until = PlainDateField(label="To, that day included", required=False)
    about = forms.RegexField(OBJECT, required=False, widget=forms.HiddenInput, strip=True)
    before = forms.IntegerField(
        required=False, min_value=1, max_value=10**18, widget=forms.HiddenInput
    )

    def __init__(
        self, data: Any, *, clinic: Clinic, people: list[User], actions: list[tuple[str, str]]
    ) -> None:
        super().__init__(data, label_suffix="")
        self.clinic = clinic
        names = [(str(user.pk), user.name) for user in people]
        self.fields["person"].choices = [("", "Anybody"), *names, *KINDS]  # type: ignore[attr-defined]
        self.fields["action"].choices = [("", "Anything"), *actions]  # type: ignore[attr-defined]

    def clean(self) -> None:
        said = self.cleaned_data
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day is before the first.")

    @property
    def wanted(self) -> Wanted:
        said = self.cleaned_data
        person = said["person"]
        kind, _, number = said["about"].rpartition(".")
        until = said["until"] and said["until"] + dt.timedelta(days=1)
        return Wanted(
            sign_ins=bool(said["trail"]),
            actor=int(person) if person.isdecimal() else None,
            kind="" if person.isdecimal() else person,
            action=said["action"],
            object_type=kind,
            object_id=number,
            since=self.start_of(said["since"]),
            until=self.start_of(until),
            before=said["before"],
        )

    def start_of(self, day: dt.date | None) -> dt.datetime | None:
        """Of that day at the clinic."""
        return dt.datetime.combine(day, dt.time(), self.clinic.zone) if day else None
