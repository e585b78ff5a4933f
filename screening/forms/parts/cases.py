"""An example patient, and how the rules have to come out for them."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict

from screening.editing.drafts import sketch
from screening.forms.parts.base import PartForm, put_or_drop
from screening.forms.parts.case_answers import ABSENT, answer_field
from screening.forms.texts import PlainTextField, one_line
from screening.rules import Level
from screening.rules.answers import read_day
from screening.rules.cases import EXPECTED

LEVELS = [(one.value, one.value.replace("_", " ").capitalize()) for one in Level]
LISTS = {
    "raised": "Rules that are raised",
    "undetermined": "Rules that cannot be ruled out",
    "unknown_questions": "Questions without a definite answer",
}
PREFIX = "answer_"


def check_day(text: str) -> None:
    if read_day(text) is None:
        raise ValidationError("Write a date as in 2026-11-21.")


class AnswerSection(NamedTuple):
    """`given` counts the answers that are there."""

    title: str
    fields: tuple[BoundField, ...]
    given: int


class CasePartForm(PartForm):
    """`like` is a case that a new one begins as; `id` among it is a name to begin with."""

    def __init__(
        self,
        data: Any,
        *,
        part: Mapping[str, Any] | None,
        like: Mapping[str, Any] | None = None,
        **given: Any,
    ) -> None:
        self.like = dict(like or {})
        super().__init__(data, part=part, **given)

    def add_fields(self) -> None:
        self.sketch = sketch(self.document)
        if self.is_new:
            self.fields["key"].initial = self.like.pop("id", "")
            self.part = self.like
        self._add_about()
        self._add_answers()
        self._add_expected()

    def _add_about(self) -> None:
        self.fields["description"] = PlainTextField(
            label="Who this is, in words",
            most=1000,
            required=False,
            widget=forms.Textarea({"rows": 2}),
            initial=self.part.get("description", ""),
        )
        self.fields["today"] = forms.CharField(
            label="On which day",
            help_text="Ages and days ago are counted to it.",
            validators=[check_day],
            widget=one_line("width-10"),
            initial=self.part.get("today", ""),
            error_messages={"required": "Write a date."},
        )

    def _add_answers(self) -> None:
        given = self.part.get("answers", {})
        self.given = dict(given) if isinstance(given, Mapping) else {}
        own = self.sketch.language
        for link_id, question in self.sketch.questions.items():
            label = question.text.get(own) or link_id
            answer = self.given.get(link_id, ABSENT)
            self.fields[PREFIX + link_id] = answer_field(question, label, own, answer)

    def _add_expected(self) -> None:
        self.fields["level"] = forms.ChoiceField(
            label="Level", choices=LEVELS, initial=self.part.get("level", Level.NONE.value)
        )
        for name, label in LISTS.items():
            said = self.part.get(name, [])
            self.fields[name] = PlainTextField(
                label=label,
                most=20_000,
                required=False,
                help_text="Their names in the document, one a line.",
                widget=forms.Textarea({"rows": 4, "spellcheck": "false"}),
                initial="\n".join(map(str, said)) if isinstance(said, list) else "",
            )

    def clean(self) -> None:
        known = {"unknown_questions": self.sketch.questions}
        for name in LISTS:
            names = lines(self.cleaned_data.get(name, ""))
            unknown = [one for one in names if one not in known.get(name, self.sketch.rules)]
            if unknown:
                self.add_error(name, f"The document has no {', '.join(unknown)}.")

    def change(self, part: dict[str, Any], names: set[str]) -> None:
        said = self.cleaned_data
        if "description" in names:
            put_or_drop(part, "description", said["description"])
        for name in names & {"today", "level"}:
            part[name] = said[name]
        for name in LISTS.keys() & names:
            part[name] = sorted(set(lines(said[name])))
        part["answers"] = self._changed_answers(names)

    def _changed_answers(self, names: set[str]) -> dict[str, Any]:
        answers = dict(self.given)
        for link_id in self.sketch.questions:
            name = PREFIX + link_id
            if name not in names:
                continue
            answers.pop(link_id, None)
            if self.cleaned_data[name] is not ABSENT:
                answers[link_id] = self.cleaned_data[name]
        return answers

    def expecting(self, outcome: Mapping[str, Any]) -> QueryDict:
        """What was posted, with this outcome in place of what was expected."""
        data = cast(QueryDict, self.data).copy()
        data["level"] = outcome["level"]
        for name in LISTS:
            data[name] = "\n".join(outcome[name])
        return data

    @property
    def about(self) -> list[BoundField]:
        names = ["seen_revision", *(["key"] if self.is_new else []), "description", "today"]
        return [self[name] for name in names]

    @property
    def expected(self) -> list[BoundField]:
        return [self[name] for name in EXPECTED]

    @property
    def answer_sections(self) -> Iterator[AnswerSection]:
        for section in self.document.get("sections", []):
            links = [str(one.get("link_id", "")) for one in section.get("questions", [])]
            titles = section.get("title", {})
            yield AnswerSection(
                str(titles.get(self.sketch.language, section.get("slug", ""))),
                tuple(self[PREFIX + link_id] for link_id in links),
                sum(link_id in self.given for link_id in links),
            )


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
