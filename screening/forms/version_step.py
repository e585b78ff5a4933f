"""What somebody says with a step in a version's life."""

from typing import Any

from django import forms

from screening.forms.layouts import FormHelper, fields_only
from screening.forms.texts import PlainTextField


class StepForm(forms.Form):
    """`sha256` is of the document that the page showed. `reason` is the label of the words that
    are needed, and empty for a step that needs none."""

    use_required_attribute = False

    sha256 = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = PlainTextField(label="", most=2000, widget=forms.Textarea({"rows": 4}))

    def __init__(self, data: Any, *, sha256: str, reason: str) -> None:
        super().__init__(data, initial={"sha256": sha256})
        if reason:
            self.fields["reason"].label = reason
            self.fields["reason"].error_messages["required"] = "Write the reason."
        else:
            del self.fields["reason"]

    @property
    def helper(self) -> FormHelper:
        return fields_only(*self.fields)
