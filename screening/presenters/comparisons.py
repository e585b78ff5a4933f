"""One comparison of a rule, read back as part of a plain sentence."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from screening.presenters.texts import listed, pick, quoted, spaced
from screening.rules import Document, Question
from screening.rules.conditions import ParameterReference

SUBJECTS = {
    "age_years": gettext_lazy("age in years"),
    "days_ago": gettext_lazy("number of days since then"),
    "systolic": gettext_lazy("top blood pressure number"),
    "diastolic": gettext_lazy("bottom blood pressure number"),
    "highest": gettext_lazy("higher of the two blood pressure numbers"),
    "lowest": gettext_lazy("lower of the two blood pressure numbers"),
    "method": gettext_lazy("way the blood pressure was measured"),
    "count": gettext_lazy("number of medicines listed"),
    "unrecognised": gettext_lazy("number of medicine names not recognised for certain"),
}
NUMERIC = {
    "at_least": gettext_lazy("is {} or more"),
    "at_most": gettext_lazy("is {} or less"),
    "more_than": gettext_lazy("is more than {}"),
    "less_than": gettext_lazy("is less than {}"),
}
MATCHING = {
    "equals": gettext_lazy("is {}"),
    "in": gettext_lazy("is {}"),
    "includes": gettext_lazy("includes {}"),
    "includes_any": gettext_lazy("includes {}"),
    "contains_any": gettext_lazy("contains {}"),
}
FITS_TOGETHER = {
    True: gettext_lazy("the blood pressure numbers fit together"),
    False: gettext_lazy("the blood pressure numbers do not fit together"),
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
        return str(FITS_TOGETHER[expected])
    if attribute == "classes":
        classes = _say_values(document, None, expected)
        return gettext("a listed medicine is of the class {}").format(classes)
    asked = document.questions.get(compared.question)
    if compared.operator in NUMERIC:
        words = NUMERIC[compared.operator].format(_say_number(document, expected))
    else:
        pattern = MATCHING.get(compared.operator, spaced(compared.operator) + " {}")
        words = pattern.format(_say_values(document, asked, expected))
    return f"{_say_subject(document, compared.question, attribute, answer)} {words}"


def say_unanswered(document: Document, question: str, attribute: str, answer: str = "") -> str:
    if answer and not attribute:
        return f"{answer} is missing or not definite"
    subject = _say_subject(document, question, attribute, answer)
    return gettext("{} has no definite answer").format(subject)


def _say_subject(document: Document, question: str, attribute: str, answer: str) -> str:
    if attribute:
        return gettext("the {}").format(SUBJECTS.get(attribute, spaced(attribute)))
    if answer:
        return answer
    asked = document.questions.get(question)
    return quoted(pick(asked.text, document.language) if asked else question)


def _say_values(document: Document, asked: Question | None, expected: Any) -> str:
    values = expected if isinstance(expected, list | tuple) else [expected]
    said = [quoted(_say_value(document, asked, value)) for value in values]
    return listed(said, gettext("or"))


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
