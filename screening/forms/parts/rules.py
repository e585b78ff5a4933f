"""A rule without its condition, which has pages of its own."""

from typing import Any

from django import forms

from screening.forms.parts.base import PartForm, put_or_drop
from screening.forms.texts import PlainTextField, one_line
from screening.rules import Severity
from screening.rules.rule_parser import PRIORITIES

SEVERITIES = [(one.value, one.value.replace("_", " ").capitalize()) for one in Severity]
LINES = forms.Textarea({"rows": 3})


class RulePartForm(PartForm):
    texts = {"title": "Title"}
    needed = frozenset({"title"})

    severity = forms.ChoiceField(label="Severity", choices=SEVERITIES, widget=forms.RadioSelect)
    priority = forms.ChoiceField(
        label="How soon", choices=[(one, one.replace("_", " ").capitalize()) for one in PRIORITIES]
    )
    topic = PlainTextField(label="Topic", most=60, widget=one_line("width-20"))
    strength = PlainTextField(
        label="Strength",
        most=60,
        required=False,
        widget=one_line("width-20"),
        help_text="Such as absolute or relative; may be left empty.",
    )
    rationale = PlainTextField(
        label="Why it is a rule", most=2000, widget=LINES, error_messages={"required": "Say why."}
    )
    sources = PlainTextField(
        label="Sources",
        most=4000,
        widget=LINES,
        help_text="One a line.",
        error_messages={"required": "Name a source; “Clinic default” is one."},
    )
    patient_text = forms.ChoiceField(label="Text for the patient")
    verify = forms.BooleanField(label="A fact behind it is still to be verified", required=False)

    def add_fields(self) -> None:
        offered = self.document.get("patient_texts", {})
        self.fields["patient_text"].choices = [  # type: ignore[attr-defined]
            (name, name.replace("_", " ").capitalize()) for name in offered
        ]
        defaults = {"priority": "before_scheduling", "severity": "caution", "topic": "other"}
        for name, default in {**defaults, "strength": "", "rationale": "", "verify": False}.items():
            self.fields[name].initial = self.part.get(name, default)
        self.fields["patient_text"].initial = self.part.get("patient_text", "review")
        self.fields["sources"].initial = "\n".join(self.part.get("sources", []))

    def change(self, part: dict[str, Any], names: set[str]) -> None:
        said = self.cleaned_data
        for name in names & {"severity", "priority", "topic", "rationale", "patient_text"}:
            part[name] = said[name]
        for name in names & {"strength", "verify"}:
            put_or_drop(part, name, said[name])
        if "sources" in names:
            part["sources"] = [
                line.strip() for line in said["sources"].splitlines() if line.strip()
            ]
