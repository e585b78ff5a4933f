"""Limits that no answer can lie on both sides of, and classes that no medicine has."""

from collections.abc import Iterator, Mapping

from screening.medicines import Vocabulary
from screening.proofs.dates import most_days
from screening.proofs.medicine_lists import MOST_ROWS
from screening.proofs.places import comparisons
from screening.proofs.readings import words
from screening.proofs.remarks import Remark, error
from screening.proofs.witnesses import ANY_DAY
from screening.rules import Document, QuestionType
from screening.rules.answers import DIASTOLIC_RANGE, OLDEST_YEARS, SYSTOLIC_RANGE, TYPED_RANGE
from screening.rules.conditions import Comparison, ParameterReference

DAYS = (0, most_days(ANY_DAY))
RANGES: Mapping[tuple[QuestionType, str], tuple[int, int]] = {
    (QuestionType.DATE, "age_years"): (0, OLDEST_YEARS),
    (QuestionType.DATE, "days_ago"): DAYS,
    (QuestionType.BLOOD_PRESSURE, "systolic"): SYSTOLIC_RANGE,
    (QuestionType.BLOOD_PRESSURE, "diastolic"): DIASTOLIC_RANGE,
    (QuestionType.BLOOD_PRESSURE, "days_ago"): DAYS,
    (QuestionType.BLOOD_PRESSURE, "highest"): TYPED_RANGE,
    (QuestionType.BLOOD_PRESSURE, "lowest"): TYPED_RANGE,
    (QuestionType.MEDICINES, "count"): (0, MOST_ROWS),
    (QuestionType.MEDICINES, "unrecognised"): (0, MOST_ROWS),
}


def check_limits(document: Document) -> Iterator[Remark]:
    for path, leaf in comparisons(document):
        kind = document.questions[leaf.question].type
        if (kind, leaf.attribute) in RANGES:
            least, most = RANGES[kind, leaf.attribute]
            limit, name = limit_of(document, leaf)
            if not _divides(leaf.operator, limit, least, most):
                yield error(
                    "limit-out-of-range",
                    f"{path}.{leaf.operator}",
                    f"{name} divides nothing: '{leaf.question}.{leaf.attribute}' is from {least}"
                    f" to {most}, so this is the same for every answer",
                )


def limit_of(document: Document, leaf: Comparison) -> tuple[int, str]:
    """Of a comparison with a number, and what to call it."""
    if isinstance(leaf.operand, ParameterReference):
        value = document.parameters[leaf.operand.name].value
        return value, f"parameter '{leaf.operand.name}' ({value})"
    value = int(str(leaf.operand))
    return value, str(value)


def _divides(operator: str, limit: int, least: int, most: int) -> bool:
    """Whether some answer is on each side."""
    match operator:
        case "at_least" | "less_than":
            return least < limit <= most
        case "more_than" | "at_most":
            return least <= limit < most
    return least <= limit <= most


def check_classes(document: Document, vocabulary: Vocabulary) -> Iterator[Remark]:
    for path, leaf in comparisons(document):
        if document.questions[leaf.question].type is QuestionType.MEDICINES:
            for word in words(leaf) if leaf.attribute == "classes" else ():
                if word not in vocabulary.classes:
                    yield error(
                        "class-unknown",
                        f"{path}.{leaf.operator}",
                        f"no medicine has the class '{word}', so it never counts",
                    )
