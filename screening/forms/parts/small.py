"""The parts that are mostly words."""

from typing import Any

from django import forms

from screening.forms.parts.base import PartForm
from screening.forms.texts import PlainTextField, one_line


class SetPartForm(PartForm):
    texts = {"title": "Title", "treatment": "Treatment"}
    needed = frozenset({"title", "treatment"})


class SectionPartForm(PartForm):
    texts = {"title": "Title", "intro": "Introduction"}
    needed = frozenset({"title"})


class PatientTextPartForm(PartForm):
    """The part itself is the texts by language."""

    texts = {"words": "Text"}
    needed = frozenset({"words"})

    def __init__(self, data: Any, *, part: dict[str, Any] | None, **given: Any) -> None:
        super().__init__(data, part=None if part is None else {"words": part}, **given)

    @property
    def changed_part(self) -> dict[str, Any]:
        words: dict[str, Any] = super().changed_part["words"]
        return words


class ParameterPartForm(PartForm):
    value = forms.IntegerField(
        label="Value",
        widget=one_line("width-5", inputmode="numeric"),
        error_messages={"required": "Write the value.", "invalid": "Write a whole number."},
    )
    unit = PlainTextField(label="Unit", most=30, widget=one_line("width-10"))
    help = PlainTextField(label="What it is for", most=500, widget=forms.Textarea({"rows": 2}))

    def add_fields(self) -> None:
        for name in ("value", "unit", "help"):
            self.fields[name].initial = self.part.get(name)

    def change(self, part: dict[str, Any], names: set[str]) -> None:
        for name in names & {"value", "unit", "help"}:
            part[name] = self.cleaned_data[name]
