"""Why a rule says what it says: the answers in the patient's words, and what was compared."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from screening.presenters.answers import Record, SaidAnswer
from screening.presenters.comparisons import Compared, say_comparison, say_unanswered
from screening.rules import Document
from screening.rules.answers import fold

ANSWER = "the answer"
HOLDS: dict[str, Callable[[Any, Any], bool]] = {
    "equals": lambda answer, operand: answer == operand,
    "in": lambda answer, operand: answer in operand,
    "includes": lambda answer, operand: operand in answer,
    "includes_any": lambda answer, operand: not set(operand).isdisjoint(answer),
    "contains_any": lambda answer, operand: any(fold(word) in answer for word in operand),
    "at_least": lambda answer, operand: answer >= operand,
    "at_most": lambda answer, operand: answer <= operand,
    "more_than": lambda answer, operand: answer > operand,
    "less_than": lambda answer, operand: answer < operand,
}


@dataclass(frozen=True)
class Check:
    """One comparison in words, and how it came out: `Yes`, `No`, `Not known`, with the number."""

    words: str
    verdict: str


@dataclass(frozen=True)
class Reason:
    """One question, what the patient answered, and what the rule compared it with."""

    said: SaidAnswer
    asked: bool
    checks: tuple[Check, ...]

    @property
    def is_not_asked(self) -> bool:
        return not self.asked


def reasons(
    evidence: Sequence[Mapping[str, Any]], record: Record, definite: Collection[str]
) -> tuple[Reason, ...]:
    """One for each question of the evidence, in its order; `evidence` as `Evidence.as_json`.

    `definite` holds the questions with a definite answer, by the branches of these answers.
    """
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    for item in evidence:
        grouped.setdefault(item["question"], []).append(item)
    return tuple(
        Reason(
            said=record.say(link_id),
            asked=any(item["asked"] for item in items),
            checks=tuple(say_check(record.document, item, definite) for item in items),
        )
        for link_id, items in grouped.items()
    )


def say_check(document: Document, item: Mapping[str, Any], definite: Collection[str]) -> Check:
    question, attribute = item["question"], item["attribute"]
    if item["operator"] == "unanswered":
        words = say_unanswered(document, question, attribute, ANSWER)
        return Check(words, _silence_verdict(item, definite))
    compared = Compared(question, attribute, item["operator"], item["operand"])
    return Check(say_comparison(document, compared, ANSWER), _verdict(item))


def _silence_verdict(item: Mapping[str, Any], definite: Collection[str]) -> str:
    """Empty for a part of an answer, such as the date of a reading: the answer itself shows it."""
    if not item["asked"]:
        return "No, not asked"
    if item["attribute"]:
        return ""
    return "No" if item["question"] in definite else "Yes"


def _verdict(item: Mapping[str, Any]) -> str:
    answer = item["answer"]
    if not item["asked"]:
        return "No, not asked"
    if answer is None:
        return "Not known"
    holds = HOLDS.get(item["operator"])
    said = "Compared" if holds is None else "Yes" if holds(answer, item["operand"]) else "No"
    is_number = isinstance(answer, int | float) and not isinstance(answer, bool)
    return f"{said}, {answer:g}" if is_number else said
