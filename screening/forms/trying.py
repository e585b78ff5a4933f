"""The questions that a rule rests on, all on one page, for somebody who tries it out."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django import forms

from screening.forms.layouts import FormHelper, fields_only
from screening.forms.texts import PlainTextField, one_line
from screening.rules import NOT_SURE, Document, Question, QuestionType

NUMBERS = (("systolic", "Top number"), ("diastolic", "Bottom number"), ("days", "Days ago"))
SEVERAL = (QuestionType.CHOICES, QuestionType.ACKNOWLEDGEMENTS)
HINTS = {
    QuestionType.DATE: "As 1988-04-12; empty for no answer.",
    QuestionType.TEXT: "Empty for no answer.",
    QuestionType.MEDICINES: "One medicine a line; empty for no answer.",
}


class TryForm(forms.Form):
    """`answers` are as patients give them; a question that is left alone has none."""

    use_required_attribute = False

    def __init__(
        self, data: Any, *, document: Document, link_ids: Collection[str], today: dt.date
    ) -> None:
        super().__init__(data)
        self.document, self.today = document, today
        asked = document.questions.items()
        self.questions = {name: one for name, one in asked if name in link_ids}
        for link_id, question in self.questions.items():
            self.fields.update(self._fields(link_id, question))

    def _fields(self, link_id: str, question: Question) -> dict[str, forms.Field]:
        label = question.text.get(self.document.language, link_id)
        if question.type is QuestionType.BLOOD_PRESSURE:
            return self._pressure(link_id, question, label)
        if question.type in SEVERAL:
            return {link_id: several(label, self._options(question))}
        if question.type is QuestionType.CHOICE:
            return {link_id: one_of(label, self._options(question))}
        widget = forms.Textarea({"rows": 2}) if question.type is QuestionType.MEDICINES else None
        return {link_id: written(label, HINTS[question.type], widget)}

    def _pressure(self, link_id: str, question: Question, label: str) -> dict[str, forms.Field]:
        numbers: dict[str, forms.Field] = {
            f"{link_id}.{name}": number(f"{label} {words}") for name, words in NUMBERS
        }
        how = one_of(f"{label} How measured", self._options(question))
        return {**numbers, f"{link_id}.method": how}

    def _options(self, question: Question) -> list[tuple[str, str]]:
        language = self.document.language
        own = [(one.value, one.label.get(language, one.value)) for one in question.options]
        has_unknown = any(one.unknown for one in question.options)
        return own if has_unknown else [*own, (NOT_SURE, "Not sure")]

    @property
    def answers(self) -> dict[str, Any]:
        """Of a valid form."""
        said = {name: self._answer(name, question) for name, question in self.questions.items()}
        return {name: answer for name, answer in said.items() if answer not in (None, "", [])}

    def _answer(self, link_id: str, question: Question) -> Any:
        if question.type is QuestionType.BLOOD_PRESSURE:
            return self._reading(link_id)
        answer = self.cleaned_data[link_id]
        if question.type is QuestionType.MEDICINES:
            names = [line.strip() for line in answer.splitlines() if line.strip()]
            return [{"name": name, "dose": "", "frequency": ""} for name in names]
        return answer

    def _reading(self, link_id: str) -> dict[str, Any] | None:
        said = {name: self.cleaned_data[f"{link_id}.{name}"] for name, _ in NUMBERS}
        top, bottom, days = said["systolic"], said["diastolic"], said["days"]
        if top is None and bottom is None:
            return None
        reading = {"systolic": top, "diastolic": bottom}
        if days is not None:
            reading["measured_on"] = (self.today - dt.timedelta(days=days)).isoformat()
        method = self.cleaned_data[f"{link_id}.method"]
        return {**reading, "method": method} if method else reading

    @property
    def helper(self) -> FormHelper:
        return fields_only(*self.fields)


def one_of(label: str, options: list[tuple[str, str]]) -> forms.ChoiceField:
    choices = [("", "No answer"), *options]
    return forms.ChoiceField(label=label, choices=choices, required=False)


def several(label: str, options: list[tuple[str, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=options, required=False, widget=forms.CheckboxSelectMultiple
    )


def number(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=40_000,
        widget=one_line("width-5", inputmode="numeric"),
        error_messages={"invalid": "Write a whole number."},
    )


def written(label: str, hint: str, widget: forms.Widget | None) -> PlainTextField:
    return PlainTextField(
        label=label, help_text=hint, most=500, required=False, widget=widget or one_line("width-20")
    )
