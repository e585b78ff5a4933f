"""Which questions a patient is asked again, and what the clinician writes beside them."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from screening.forms.checkboxes import CheckboxesField
from screening.forms.layouts import FormHelper, fields_only
from screening.forms.patient_message import MessageField

Choices = Sequence[tuple[str, str]]


class AskAgainForm(forms.Form):
    """`screening`, `replaces` and `pages` are the numbers of what the clinician saw; 0 is none."""

    use_required_attribute = False

    message = MessageField(
        label="In your own words",
        required=False,
        help_text="The patient reads it under our sentence. It may stay empty.",
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    screening = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    replaces = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    pages = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, data: Any, *, suggested: Choices, others: Choices, initial: dict[str, Any]
    ) -> None:
        ticked = [link_id for link_id, _text in suggested]
        super().__init__(data, initial={"key": uuid.uuid4(), "suggested": ticked, **initial})
        self.groups = [
            ("suggested", "Not clear, or behind a flag", suggested),
            ("others", "All else that was asked", others),
        ]
        for name, label, choices in self.groups:
            if choices:
                self.fields[name] = CheckboxesField(label=label, choices=choices, required=False)

    def clean(self) -> None:
        if not self.errors and not self.questions:
            first = next((name for name, _label, choices in self.groups if choices), None)
            self.add_error(first, "Pick at least one question.")

    @property
    def questions(self) -> list[str]:
        said = self.cleaned_data
        return [*said.get("suggested", ()), *said.get("others", ())]

    @property
    def helper(self) -> FormHelper:
        boxes = [name for name, _label, choices in self.groups if choices]
        return fields_only(*boxes, "message", "key", "screening", "replaces", "pages")
