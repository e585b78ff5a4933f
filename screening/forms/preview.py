"""What somebody who previews a question set says to begin, in place of a link and an identity."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings

from clinics.fields import PlainDateField
from screening.forms.layouts import FormHelper, fields_only


class PreviewForm(forms.Form):
    """`has_birth_date`: the set rests on the date that opens a patient's link."""

    use_required_attribute = False

    language = forms.ChoiceField(label="Language", widget=forms.RadioSelect)

    def __init__(
        self, data: Mapping[str, Any] | None, *, languages: list[str], has_birth_date: bool
    ) -> None:
        super().__init__(data, initial={"language": languages[0]})
        names = dict(settings.LANGUAGES)
        choices = [(code, names.get(code, code)) for code in languages]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]
        if has_birth_date:
            self.fields["born"] = PlainDateField(
                label="Date of birth of the patient you play",
                error_messages={"required": "Write a date of birth."},
            )

    @property
    def helper(self) -> FormHelper:
        return fields_only(*self.fields)
