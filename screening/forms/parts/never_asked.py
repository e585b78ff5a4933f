"""Why it is safe that some patients are not asked what a rule rests on."""

from typing import Any

from django import forms

from screening.forms.layouts import FormHelper, fields_only
from screening.forms.texts import PlainTextField


class NeverAskedForm(forms.Form):
    """`questions` are pairs of link id and words: those that may go unasked."""

    use_required_attribute = False

    seen_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    question = forms.ChoiceField(
        label="Question that some patients are not asked",
        error_messages={"required": "Choose a question."},
    )
    reason = PlainTextField(
        label="Why that is safe",
        most=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say why it is safe."},
    )

    def __init__(self, data: Any, *, questions: list[tuple[str, str]], seen: int) -> None:
        super().__init__(data, initial={"seen_revision": seen})
        self.fields["question"].choices = questions  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        return fields_only("seen_revision", "question", "reason")
