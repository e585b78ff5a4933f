"""An answer of a case as one field: by its question's own options, or in a short way of writing.

What cannot be written so, because no patient can answer it, is written as JSON. Nothing that is
left as it was is written anew, so that no byte of an odd answer gets lost.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from screening.forms.texts import one_line
from screening.models.generic_answer import GenericAnswer
from screening.rules import Question, QuestionType
from screening.rules.answers import read_day

ABSENT = object()
"""Stands for no answer at all, which is not the same as a blank one."""

LONGEST = 4000
AS_JSON = "Written as JSON: it is no answer that the pages of a patient can give."
READING = re.compile(r"(\d{1,3})\s*/\s*(\d{1,3})\s*,\s*(\d{4}-\d{2}-\d{2})\s*,\s*([a-z0-9_-]+)")
HINTS = {
    QuestionType.DATE: "Year, month and day, such as 1988-04-12.",
    QuestionType.BLOOD_PRESSURE: "Top / bottom, day, way of measuring, such as"
    " 118/76, 2026-11-15, arm_cuff. Write “none” for no reading.",
    QuestionType.MEDICINES: "One a line: name; dose; how often.",
}
NO_READING = "none"


@dataclass(frozen=True)
class Written:
    """Both ways; `parse` raises ValueError with words for whoever typed it."""

    show: Callable[[Any], str]
    parse: Callable[[str], Any]


def answer_field(question: Question, label: str, language: str, answer: Any) -> forms.Field:
    """`answer` is ABSENT for none. The field's cleaned value is an answer, or ABSENT."""
    if question.type is QuestionType.CHOICE:
        return ChoiceAnswer(question, label, language, answer)
    if question.type in (QuestionType.CHOICES, QuestionType.ACKNOWLEDGEMENTS):
        known = dict(choices_of(question, language))
        if answer in (ABSENT, None) or is_ticked(answer, known):
            return TickedAnswer(label, known, answer)
    return WrittenAnswer(question.type, label, answer)


def choices_of(question: Question, language: str) -> list[tuple[str, str]]:
    """Its options, and what a patient may tick where it has none that says so."""
    offered = [(one.value, one.label.get(language, one.value)) for one in question.options]
    if any(option.unknown for option in question.options):
        generic = [GenericAnswer.DOES_NOT_APPLY]
    else:
        generic = [*GenericAnswer]
    return offered + [(one.value, f"{one.label}") for one in generic if one not in dict(offered)]


def is_ticked(answer: Any, known: Mapping[str, str]) -> bool:
    return (
        isinstance(answer, list)
        and all(isinstance(one, str) and one in known for one in answer)
        and len(set(answer)) == len(answer) > 0
    )


class ChoiceAnswer(forms.ChoiceField):
    """Its values are JSON, so that a blank page and a value that is not offered have one too."""

    def __init__(self, question: Question, label: str, language: str, answer: Any) -> None:
        offered = [(json.dumps(value), words) for value, words in choices_of(question, language)]
        choices = [("", "No answer"), *offered, ("null", "Page sent blank")]
        initial = "" if answer is ABSENT else json.dumps(answer)
        if initial not in dict(choices):
            choices.append((initial, f"{initial}, which is not offered"))
        super().__init__(label=label, choices=choices, initial=initial, required=False)

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        return json.loads(said) if said else ABSENT


class TickedAnswer(forms.MultipleChoiceField):
    def __init__(self, label: str, known: Mapping[str, str], answer: Any) -> None:
        initial = [] if answer in (ABSENT, None) else answer
        super().__init__(
            label=label,
            choices=[*known.items()],
            initial=initial,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def clean(self, value: Any) -> Any:
        return super().clean(value) or ABSENT


class WrittenAnswer(forms.CharField):
    def __init__(self, kind: QuestionType, label: str, answer: Any) -> None:
        way = WAYS.get(kind, JSON)
        hint = HINTS.get(kind, "")
        if answer is not ABSENT and answer not in ("", None) and not is_written(way, answer):
            way, hint = JSON, AS_JSON
        is_long = kind is QuestionType.MEDICINES or way is JSON
        super().__init__(
            label=label,
            help_text=hint,
            required=False,
            max_length=LONGEST,
            strip=False,
            initial="" if answer is ABSENT or answer in ("", None) else way.show(answer),
            widget=forms.Textarea({"rows": 3}) if is_long else one_line(""),
        )
        self.way = way

    def clean(self, value: Any) -> Any:
        text = (super().clean(value) or "").replace("\0", "").replace("\r\n", "\n")
        if not text.strip():
            return ABSENT
        try:
            return self.way.parse(text)
        except (ValueError, RecursionError) as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


def is_written(way: Written, answer: Any) -> bool:
    try:
        return bool(way.parse(way.show(answer)) == answer)
    except (ValueError, TypeError, KeyError, AttributeError):
        return False


def parse_day(text: str) -> str:
    if read_day(text.strip()) is None:
        raise ValueError("Write a date as in 1988-04-12.")
    return text.strip()


def show_reading(answer: Any) -> str:
    if answer == {"known": False}:
        return NO_READING
    return (
        f"{answer['systolic']}/{answer['diastolic']}, {answer['measured_on']}, {answer['method']}"
    )


def parse_reading(text: str) -> dict[str, Any]:
    if text.strip() == NO_READING:
        return {"known": False}
    found = READING.fullmatch(text.strip())
    if found is None:
        raise ValueError("Write it as in 118/76, 2026-11-15, arm_cuff, or “none”.")
    top, bottom, day, method = found.groups()
    pair = {"systolic": int(top), "diastolic": int(bottom)}
    return {**pair, "measured_on": day, "method": method}


ROW = ("name", "dose", "frequency")


def show_rows(answer: Any) -> str:
    return "\n".join("; ".join(row[key] for key in ROW).rstrip("; ") for row in answer)


def parse_rows(text: str) -> list[dict[str, str]]:
    rows = [
        [part.strip() for part in line.split(";")] for line in text.splitlines() if line.strip()
    ]
    if any(len(row) > len(ROW) for row in rows):
        raise ValueError("Write one medicine a line: name; dose; how often.")
    return [dict(zip(ROW, [*row, "", ""], strict=False)) for row in rows]


def parse_json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as wrong:
        raise ValueError(f"This is no JSON: {wrong}.") from wrong


JSON = Written(lambda answer: json.dumps(answer, ensure_ascii=False), parse_json)
WAYS = {
    QuestionType.DATE: Written(str, parse_day),
    QuestionType.TEXT: Written(str, str),
    QuestionType.BLOOD_PRESSURE: Written(show_reading, parse_reading),
    QuestionType.MEDICINES: Written(show_rows, parse_rows),
}
