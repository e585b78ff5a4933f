"""One comparison of a rule, read back as part of a plain sentence."""

from dataclasses import dataclass
from typing import Any

from screening.presenters.texts import listed, pick, quoted, spaced
from screening.rules import Document, Question
from screening.rules.conditions import ParameterReference

SUBJECTS = {
    "age_years": "age in years",
    "days_ago": "number of days since then",
    "systolic": "top blood pressure number",
    "diastolic": "bottom blood pressure number",
    "highest": "higher of the two blood pressure numbers",
    "lowest": "lower of the two blood pressure numbers",
    "method": "way the blood pressure was measured",
    "count": "number of medicines listed",
    "unrecognised": "number of medicine names not recognised for certain",
}
NUMERIC = {
    "at_least": "is {} or more",
    "at_most": "is {} or less",
    "more_than": "is more than {}",
    "less_than": "is less than {}",
}
MATCHING = {
    "equals": "is {}",
    "in": "is {}",
    "includes": "includes {}",
    "includes_any": "includes {}",
    "contains_any": "contains {}",
}
FITS_TOGETHER = {
    True: "the blood pressure numbers fit together",
    False: "the blood pressure numbers do not fit together",
}


@dataclass(frozen=True)
class Compared:
    """One comparison, from a condition or from the evidence of a finding."""

    question: str
    attribute: str
    operator: str
    expected: Any


def say_comparison(document: Document, compared: Compared, answer: str = "") -> str:
    """Such as `“Do you smoke?” is “Yes”`; total: an unknown operator is shown, not raised.

    `answer` are the words for the answer as a whole, where the question stands above already.
    """
    attribute, expected = compared.attribute, compared.expected
    if attribute == "plausible" and isinstance(expected, bool):
        return FITS_TOGETHER[expected]
    if attribute == "classes":
        return f"a listed medicine is of the class {_say_values(document, None, expected)}"
    asked = document.questions.get(compared.question)
    if compared.operator in NUMERIC:
        words = NUMERIC[compared.operator].format(_say_number(document, expected))
    else:
        words = MATCHING.get(compared.operator, spaced(compared.operator) + " {}")
        words = words.format(_say_values(document, asked, expected))
    return f"{_say_subject(document, compared.question, attribute, answer)} {words}"


def say_unanswered(document: Document, question: str, attribute: str, answer: str = "") -> str:
    if answer and not attribute:
        return f"{answer} is missing or not definite"
    return f"{_say_subject(document, question, attribute, answer)} has no definite answer"


def _say_subject(document: Document, question: str, attribute: str, answer: str) -> str:
    if attribute:
        return f"the {SUBJECTS.get(attribute, spaced(attribute))}"
    if answer:
        return answer
    asked = document.questions.get(question)
    return quoted(pick(asked.text, document.language) if asked else question)


def _say_values(document: Document, asked: Question | None, expected: Any) -> str:
    values = expected if isinstance(expected, list | tuple) else [expected]
    return listed(quoted(_say_value(document, asked, value)) for value in values)


def _say_value(document: Document, asked: Question | None, value: Any) -> str:
    if isinstance(value, ParameterReference):
        return _say_number(document, value)
    option = asked.option(value) if asked else None
    return pick(option.label, document.language) if option else spaced(str(value))


def _say_number(document: Document, expected: Any) -> str:
    """A number, or a parameter as its value, unit and name: `160 mmHg (high systolic)`."""
    if not isinstance(expected, ParameterReference):
        return str(expected)
    parameter = document.parameters[expected.name]
    return f"{parameter.value} {parameter.unit} ({spaced(parameter.name)})"
