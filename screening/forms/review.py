"""What a clinician says of a flag, and of the whole intake."""

import uuid
from typing import Any

from django import forms

from clinics.fields import PlainDateField
from clinics.models import Clinic
from screening.forms.layouts import FormHelper, fields_only
from screening.forms.patient_message import MessageField
from screening.forms.texts import PlainTextField
from screening.models import AssessmentReason, Decision, Judgement

WORDS = forms.Textarea({"rows": 4})
JUDGEMENTS = [
    (Judgement.UPHELD.value, "Upheld: it holds for this patient"),
    (Judgement.OVERRIDDEN.value, "Overridden: it does not hold, or the risk is managed"),
]


class AssessmentForm(forms.Form):
    use_required_attribute = False

    judgement = forms.ChoiceField(
        label="Your judgement",
        choices=JUDGEMENTS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the flag is upheld or overridden."},
    )
    reason = forms.ChoiceField(
        label="Reason",
        choices=[("", "Choose a reason"), *AssessmentReason.choices],
        error_messages={"required": "Choose a reason."},
    )
    words = PlainTextField(
        label="In your words",
        most=4000,
        required=False,
        widget=WORDS,
        help_text="Needed to override, and for another reason.",
    )

    def clean(self) -> None:
        said = self.cleaned_data
        is_overridden = said.get("judgement") == Judgement.OVERRIDDEN
        is_other = said.get("reason") == AssessmentReason.OTHER
        if "words" in said and not said["words"] and (is_overridden or is_other):
            self.add_error("words", "Say in your own words why.")

    @property
    def helper(self) -> FormHelper:
        return fields_only("judgement", "reason", "words")


class DecisionForm(forms.Form):
    """`screening`, `replaces` and `pages` are the numbers of what the clinician saw; 0 is none."""

    use_required_attribute = False

    decision = forms.ChoiceField(
        label="Decision",
        choices=Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a decision."},
    )
    reason = PlainTextField(
        label="Reason",
        most=4000,
        required=False,
        widget=WORDS,
        help_text="For the record. Needed to turn a patient away, to defer, and to go ahead "
        "against a flag.",
    )
    conditions = PlainTextField(
        label="Conditions",
        most=4000,
        required=False,
        widget=WORDS,
        help_text="For “Suitable with conditions”.",
    )
    deferred_until = PlainDateField(
        label="Deferred until", required=False, help_text="For “Deferred until a date”."
    )
    message = MessageField(
        label="What to tell the patient",
        required=False,
        help_text="The patient reads it on a page of their own, behind the date of birth. A mail "
        "brings the link and none of these words. Left empty, nothing is sent.",
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    screening = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    replaces = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    pages = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, *, clinic: Clinic, initial: dict[str, Any]) -> None:
        super().__init__(data, initial={"key": uuid.uuid4(), **initial})
        self.today = clinic.today()

    def clean(self) -> None:
        said = self.cleaned_data
        decision = said.get("decision")
        if decision == Decision.SUITABLE_WITH_CONDITIONS and not said.get("conditions"):
            self.add_error("conditions", "Write the conditions.")
        if decision == Decision.DEFERRED and "deferred_until" in said:
            until = said["deferred_until"]
            if until is None or until <= self.today:
                self.add_error("deferred_until", "Write a day after today.")

    @property
    def helper(self) -> FormHelper:
        return fields_only(
            "decision",
            "reason",
            "conditions",
            "deferred_until",
            "message",
            "key",
            "screening",
            "replaces",
            "pages",
        )
