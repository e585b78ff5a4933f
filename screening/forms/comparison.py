"""One comparison in a condition: a fact was chosen, now with what it is compared."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from screening.forms.layouts import FormHelper, fields_only
from screening.forms.texts import PlainTextField, one_line
from screening.rules import Document
from screening.rules.questions import ATTRIBUTES, Kind, QuestionType

NUMERIC = [
    ("at_least", "is this or more"),
    ("at_most", "is this or less"),
    ("more_than", "is more than"),
    ("less_than", "is less than"),
    ("equals", "is exactly"),
]
SILENT = "unanswered"
OPERATORS = frozenset({"equals", "in", "includes", "includes_any", "contains_any", *dict(NUMERIC)})


class ComparisonForm(forms.Form):
    """`fact` is a link id, or `link_id.attribute`. `condition` is the JSON; `classes` are those
    of medicines that the program knows."""

    use_required_attribute = False

    seen_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    fact = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        *,
        document: Document,
        fact: str,
        classes: Iterable[str],
        seen: int,
        before: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"seen_revision": seen, "fact": fact})
        link_id, _, attribute = fact.partition(".")
        self.question = document.questions[link_id]
        self.fact_name, self.kind = fact, ATTRIBUTES[self.question.type].get(attribute)
        self.asked = self.question.text.get(document.language, link_id)
        self.before = before if before and before.get("question") == fact else {}
        self.fields["is_silent"] = forms.BooleanField(
            label="It has no definite answer: blank, not sure, or not said",
            required=False,
            initial=bool(before and before.get(SILENT) == fact),
        )
        if self.kind is Kind.NUMBER:
            self._add_number(document)
        elif self.kind is Kind.TEXT:
            self._add_words()
        elif self.kind is not None:
            self._add_values(document, sorted(classes))

    def _said(self) -> Any:
        return next((self.before[key] for key in OPERATORS if key in self.before), None)

    def _add_number(self, document: Document) -> None:
        said = self._said()
        is_named = isinstance(said, Mapping)
        operator = next((key for key, _ in NUMERIC if key in self.before), "at_least")
        self.fields["operator"] = forms.ChoiceField(
            label="The number", choices=NUMERIC, initial=operator
        )
        self.fields["number"] = forms.IntegerField(
            label="Number",
            required=False,
            initial=None if is_named else said,
            widget=one_line("width-5", inputmode="numeric"),
            error_messages={"invalid": "Write a whole number."},
        )
        named = [
            (one.name, f"{one.name}: {one.value} {one.unit}")
            for one in document.parameters.values()
        ]
        self.fields["parameter"] = forms.ChoiceField(
            label="Or a parameter",
            required=False,
            choices=[("", "None"), *named],
            initial=said.get("parameter") if is_named else "",
        )

    def _add_words(self) -> None:
        self.fields["words"] = PlainTextField(
            label="It contains one of these words",
            most=2000,
            required=False,
            help_text="One a line.",
            initial="\n".join(map(str, self._said() or ())),
            widget=forms.Textarea({"rows": 4}),
        )

    def _add_values(self, document: Document, classes: list[str]) -> None:
        said = self._said()
        values = said if isinstance(said, list) else [] if said is None else [said]
        offered = self._offered(document, classes)
        self.fields["values"] = forms.MultipleChoiceField(
            label="It is one of these" if self.kind is Kind.VALUE else "It includes one of these",
            required=False,
            choices=offered,
            widget=forms.CheckboxSelectMultiple,
            initial=[str(one).lower() if isinstance(one, bool) else one for one in values],
            help_text=gone(values, offered),
        )

    def _offered(self, document: Document, classes: list[str]) -> list[tuple[str, str]]:
        if self.kind is Kind.CLAIM:
            return [("true", "Yes, they fit together"), ("false", "No, they do not")]
        if self.question.type is QuestionType.MEDICINES:
            return [(one, one.replace("_", " ")) for one in classes]
        language = document.language
        return [
            (one.value, one.label.get(language, one.value))
            for one in self.question.options
            if not one.unknown
        ]

    def clean(self) -> None:
        said = self.cleaned_data
        if said.get("is_silent"):
            return
        if self.kind is None:
            self.add_error("is_silent", "Nothing else can be asked of this answer as a whole.")
        elif self.kind is Kind.NUMBER:
            has_number = said.get("number") is not None
            if has_number == bool(said.get("parameter")) and "number" not in self.errors:
                self.add_error("number", "Write a number or choose a parameter, one of the two.")
        elif not said.get("values" if "values" in self.fields else "words"):
            name = "values" if "values" in self.fields else "words"
            self.add_error(name, "Choose with what it is compared.")
        elif self.kind is Kind.CLAIM and len(said["values"]) > 1:
            self.add_error("values", "Choose one of the two.")

    @property
    def condition(self) -> dict[str, Any]:
        """Of a valid form."""
        said = self.cleaned_data
        if said["is_silent"]:
            return {SILENT: self.fact_name}
        if self.kind is Kind.NUMBER:
            named = said["parameter"]
            return {
                "question": self.fact_name,
                said["operator"]: {"parameter": named} if named else said["number"],
            }
        if self.kind is Kind.TEXT:
            words = [line.strip() for line in said["words"].splitlines() if line.strip()]
            return {"question": self.fact_name, "contains_any": words}
        values = said["values"]
        if self.kind is Kind.CLAIM:
            return {"question": self.fact_name, "equals": values[0] == "true"}
        one, several = ("equals", "in") if self.kind is Kind.VALUE else ("includes", "includes_any")
        return {
            "question": self.fact_name,
            **({one: values[0]} if len(values) == 1 else {several: values}),
        }

    @property
    def helper(self) -> FormHelper:
        return fields_only(*self.fields)


def gone(values: list[Any], offered: list[tuple[str, str]]) -> str:
    """What the comparison waits for, and no answer can be any more."""
    known = {value for value, _ in offered}
    missing = [one for one in values if isinstance(one, str) and one not in known]
    if not missing:
        return ""
    names = " or ".join(f"“{one}”" for one in missing)
    return f"It waits for {names} now, which is not offered."
