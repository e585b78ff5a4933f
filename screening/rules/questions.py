"""What can be asked, and what a condition can say about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from screening.rules.conditions import Condition

Texts = Mapping[str, str]
"""A text by language code."""


class QuestionType(Enum):
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    TEXT = "text"
    ACKNOWLEDGEMENTS = "acknowledgements"
    BLOOD_PRESSURE = "blood_pressure"
    MEDICINES = "medicines"


class Kind(Enum):
    """What a fact is, and so which operators fit it."""

    NUMBER = "number"
    VALUE = "value"
    VALUES = "values"
    TEXT = "text"
    CLAIM = "claim"


OPERATORS: Mapping[Kind, frozenset[str]] = {
    Kind.NUMBER: frozenset({"equals", "at_least", "at_most", "more_than", "less_than"}),
    Kind.VALUE: frozenset({"equals", "in"}),
    Kind.VALUES: frozenset({"includes", "includes_any"}),
    Kind.TEXT: frozenset({"contains_any"}),
    Kind.CLAIM: frozenset({"equals"}),
}

ITSELF = ""
"""The attribute name that stands for the answer as a whole."""

ATTRIBUTES: Mapping[QuestionType, Mapping[str, Kind]] = {
    QuestionType.DATE: {"age_years": Kind.NUMBER, "days_ago": Kind.NUMBER},
    QuestionType.CHOICE: {ITSELF: Kind.VALUE},
    QuestionType.CHOICES: {ITSELF: Kind.VALUES},
    QuestionType.TEXT: {ITSELF: Kind.TEXT},
    QuestionType.ACKNOWLEDGEMENTS: {ITSELF: Kind.VALUES},
    QuestionType.BLOOD_PRESSURE: {
        "systolic": Kind.NUMBER,
        "diastolic": Kind.NUMBER,
        "days_ago": Kind.NUMBER,
        "highest": Kind.NUMBER,
        "lowest": Kind.NUMBER,
        "method": Kind.VALUE,
        "plausible": Kind.CLAIM,
    },
    QuestionType.MEDICINES: {
        "classes": Kind.VALUES,
        "count": Kind.NUMBER,
        "unrecognised": Kind.NUMBER,
    },
}

WITH_OPTIONS = frozenset(
    {
        QuestionType.CHOICE,
        QuestionType.CHOICES,
        QuestionType.ACKNOWLEDGEMENTS,
        QuestionType.BLOOD_PRESSURE,
    }
)


@dataclass(frozen=True)
class Option:
    """`unknown`: ticking it is no definite answer. `exclusive`: it clears the others."""

    value: str
    label: Texts
    unknown: bool = False
    exclusive: bool = False


@dataclass(frozen=True)
class Question:
    """One thing asked; for a blood pressure the options are the ways of measuring."""

    link_id: str
    type: QuestionType
    text: Texts
    help: Texts
    required: bool
    options: tuple[Option, ...]
    section: str
    enable_when: Condition | None = None
    optional_when: Condition | None = None

    @property
    def definite_values(self) -> frozenset[str]:
        return frozenset(option.value for option in self.options if not option.unknown)

    def option(self, value: object) -> Option | None:
        """The option with this value; None for a value that the question does not offer."""
        return next((option for option in self.options if option.value == value), None)


@dataclass(frozen=True)
class Section:
    slug: str
    title: Texts
    intro: Texts
    questions: tuple[Question, ...]
