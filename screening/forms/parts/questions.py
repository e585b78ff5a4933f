"""A question with its options; its gates have pages of their own."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from screening.forms.parts.base import KEY, LONGEST, PartForm, language_name, put_or_drop
from screening.forms.texts import PlainTextField, one_line
from screening.rules import QuestionType
from screening.rules.questions import WITH_OPTIONS

TYPES = [(one.value, one.value.replace("_", " ").capitalize()) for one in QuestionType]
WITH = frozenset(one.value for one in WITH_OPTIONS)
SPARE, SPARE_AT_FIRST = 2, 5
"""Empty rows for new options, of a question that has some and of one that has none yet."""


@dataclass(frozen=True)
class OptionRow:
    value: BoundField
    labels: tuple[BoundField, ...]
    unknown: BoundField
    exclusive: BoundField
    removed: BoundField | None
    title: str


class QuestionPartForm(PartForm):
    texts = {"text": "Question", "help": "Help"}
    needed = frozenset({"text"})

    type = forms.ChoiceField(label="Kind of answer", choices=TYPES)
    required = forms.BooleanField(label="Must be answered", required=False)

    def add_fields(self) -> None:
        self.fields["type"].initial = self.part.get("type", QuestionType.CHOICE.value)
        self.fields["required"].initial = self.part.get("required", True)
        self.options: list[dict[str, Any]] = self.part.get("options", [])
        self.rows = len(self.options) + (SPARE if self.options else SPARE_AT_FIRST)
        for index in range(self.rows):
            self._add_option(index)

    def _add_option(self, index: int) -> None:
        option = self.options[index] if index < len(self.options) else {}
        name = f"option_{index}"
        self.fields[f"{name}_value"] = forms.CharField(
            label="Value",
            required=False,
            validators=[KEY],
            initial=option.get("value", ""),
            widget=one_line("width-20", spellcheck="false"),
        )
        for language in self.languages:
            self.fields[f"{name}_label_{language}"] = PlainTextField(
                label=f"Label, {language_name(language)}",
                most=LONGEST,
                required=False,
                initial=option.get("label", {}).get(language, ""),
                widget=one_line("", lang=language),
            )
        for key, label in (
            ("unknown", "Counts as no definite answer"),
            ("exclusive", "Clears the others"),
        ):
            self.fields[f"{name}_{key}"] = forms.BooleanField(
                label=label, required=False, initial=option.get(key, False)
            )
        if option:
            self.fields[f"{name}_removed"] = forms.BooleanField(
                label="Remove this option", required=False
            )

    @property
    def option_rows(self) -> Iterator[OptionRow]:
        for index in range(self.rows):
            name = f"option_{index}"
            is_there = index < len(self.options)
            yield OptionRow(
                value=self[f"{name}_value"],
                labels=tuple(self[f"{name}_label_{one}"] for one in self.languages),
                unknown=self[f"{name}_unknown"],
                exclusive=self[f"{name}_exclusive"],
                removed=self[f"{name}_removed"] if is_there else None,
                title=f"Option {index + 1}" if is_there else "New option",
            )

    def clean(self) -> None:
        own = self.languages[0]
        for index in range(self.rows):
            name = f"option_{index}"
            value, label = (
                self.cleaned_data.get(f"{name}_{end}") for end in ("value", f"label_{own}")
            )
            if bool(value) != bool(label) and not self.cleaned_data.get(f"{name}_removed"):
                end = "value" if label else f"label_{own}"
                self.add_error(f"{name}_{end}", "Write both the value and its label.")

    def change(self, part: dict[str, Any], names: set[str]) -> None:
        said = self.cleaned_data
        for name in names & {"type", "required"}:
            part[name] = said[name]
        if any(name.startswith("option_") for name in names) and said["type"] in WITH:
            part["options"] = [*self._changed_options()]
        if part.get("type") not in WITH:
            part.pop("options", None)

    def _changed_options(self) -> Iterator[dict[str, Any]]:
        for index in range(self.rows):
            name, said = f"option_{index}", self.cleaned_data
            if not said[f"{name}_value"] or said.get(f"{name}_removed"):
                continue
            before = self.options[index] if index < len(self.options) else {}
            labels = {
                **before.get("label", {}),
                **{one: said[f"{name}_label_{one}"] for one in self.languages},
            }
            option = {
                **before,
                "value": said[f"{name}_value"],
                "label": {language: text for language, text in labels.items() if text},
            }
            for key in ("unknown", "exclusive"):
                if f"{name}_{key}" in self.changed_data:
                    put_or_drop(option, key, said[f"{name}_{key}"])
            yield option
