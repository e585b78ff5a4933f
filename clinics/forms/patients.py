from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.forms import model_to_dict

from clinics.actions.patients import CHANGEABLE
from clinics.fields import PlainDateField
from clinics.forms.stamped import StampedForm
from clinics.keys import search_index
from clinics.models import Clinic, Patient
from clinics.models.patient import record_digest


class PatientForm(StampedForm):
    date_of_birth = PlainDateField(label="Date of birth", help_text="For example March 27 1984.")
    language = forms.ChoiceField(
        label="Language", help_text="The one to write to the patient in.", widget=forms.RadioSelect
    )

    class Meta:
        model = Patient
        fields = [
            "given_name",
            "family_name",
            "date_of_birth",
            "language",
            "email",
            "phone",
            "record_number",
        ]
        labels = {
            "given_name": "Given name",
            "family_name": "Family name",
            "email": "E-mail address",
            "phone": "Telephone",
            "record_number": "Record number",
        }
        error_messages = {"given_name": {"required": "Write the patient's given name."}}

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        clinic: Clinic,
        patient: Patient | None = None,
    ) -> None:
        stored = model_to_dict(patient, CHANGEABLE) if patient else {}
        super().__init__(data, clinic=clinic, stored=stored)
        self.patient = patient
        cast(PlainDateField, self.fields["date_of_birth"]).latest = clinic.today
        cast(forms.ChoiceField, self.fields["language"]).choices = clinic.language_choices
        self.fields["language"].initial = clinic.languages[0]
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def clean_record_number(self) -> str:
        number = self.cleaned_data["record_number"]
        holder = self.holder_of(number) if number else None
        if holder and holder != self.patient:
            raise forms.ValidationError("Another patient has this record number.")
        return number

    def holder_of(self, number: str) -> Patient | None:
        digest = record_digest(number, search_index(self.clinic))
        return self.clinic.patients.filter(record_digest=digest).first()


class PatientSearchForm(forms.Form):
    use_required_attribute = False

    q = forms.CharField(
        label="Name or record number",
        max_length=200,
        required=False,
        help_text="The beginning of a name is enough.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    born = PlainDateField(label="Date of birth", required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=1000, widget=forms.HiddenInput)
