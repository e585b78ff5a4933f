from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.conf import settings
from django.forms import model_to_dict

from clinics.fields import PlainDateField
from clinics.forms.stamped import StampedForm
from clinics.models import Clinic


class ClinicForm(StampedForm):
    crisis_checked_on = PlainDateField(
        label="Crisis numbers last checked on",
        required=False,
        help_text="When somebody last called both numbers and found them right.",
    )
    languages = forms.MultipleChoiceField(
        label="Languages that patients may choose from",
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one language."},
    )

    class Meta:
        model = Clinic
        fields = [
            "phone",
            "on_call_email",
            "crisis_line",
            "emergency_number",
            "crisis_checked_on",
            "opening_hours",
            "languages",
            "invitation_days",
            "retention_days",
        ]
        labels = {
            "phone": "Telephone",
            "on_call_email": "On-call e-mail address",
            "crisis_line": "Crisis line",
            "emergency_number": "Emergency number",
            "opening_hours": "Opening hours",
            "invitation_days": "Days that an invitation works",
            "retention_days": "Days that an unfinished intake is kept",
        }
        help_texts = {"invitation_days": "From 1 to 90.", "retention_days": "From 1 to 365."}
        error_messages = {
            "phone": {"required": "Write the clinic's telephone number."},
            "on_call_email": {"required": "Write the address that urgent findings are told to."},
            "crisis_line": {"required": "Write the number of a crisis line."},
            "emergency_number": {"required": "Write the number for an ambulance."},
            "invitation_days": {"required": "Write a number of days."},
            "retention_days": {"required": "Write a number of days."},
        }
        widgets = {
            "opening_hours": forms.Textarea({"rows": 4}),
            # Not type=number, which changes under the mouse wheel.
            "invitation_days": forms.TextInput({"inputmode": "numeric", "class": "width-3"}),
            "retention_days": forms.TextInput({"inputmode": "numeric", "class": "width-3"}),
        }

    def __init__(self, data: Mapping[str, Any] | None = None, *, clinic: Clinic) -> None:
        stored = model_to_dict(clinic, self.Meta.fields)
        super().__init__(data, clinic=clinic, stored=stored)
        cast(PlainDateField, self.fields["crisis_checked_on"]).latest = clinic.today
