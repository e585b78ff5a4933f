"""What a screening says: findings with their evidence, and the level of the whole."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from screening.rules.truth import Truth


class Severity(Enum):
    """Of a rule, most pressing first."""

    URGENT = "urgent"
    CONTRAINDICATION = "contraindication"
    CAUTION = "caution"
    NEEDS_INFORMATION = "needs_information"


class Level(Enum):
    """Of a screening, most pressing first. There is no level "approved"."""

    URGENT = "urgent"
    CONTRAINDICATION = "contraindication"
    POSSIBLE_CONTRAINDICATION = "possible_contraindication"
    CAUTION = "caution"
    NEEDS_INFORMATION = "needs_information"
    NONE = "none"


GRAVE = (Severity.URGENT, Severity.CONTRAINDICATION)


class Evidence(NamedTuple):
    """One comparison behind a finding.

    `answer` is the definite answer that was compared (a number, a value, a sorted list of
    values), or None when there was none; `asked` is False where the question was not asked,
    which makes every comparison on it false.
    """

    question: str
    attribute: str
    operator: str
    operand: object
    answer: object
    asked: bool

    def as_json(self) -> dict[str, object]:
        return self._asdict()


class Finding(NamedTuple):
    """A rule that was raised, with its evidence, or is undetermined, with what is missing.

    `missing` holds the link ids, in document order, any of which could settle the rule.
    """

    rule: str
    severity: Severity
    truth: Truth
    evidence: tuple[Evidence, ...]
    missing: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        said: dict[str, object] = {"rule": self.rule, "severity": self.severity.value}
        if self.truth is Truth.TRUE:
            return {**said, "evidence": [item.as_json() for item in self.evidence]}
        return {**said, "missing": list(self.missing)}


@dataclass(frozen=True)
class Outcome:
    """One run of the engine. Findings and `unknown_questions` are in alphabetical order,
    `asked` in document order; the same inputs give the same outcome, byte for byte."""

    level: Level
    raised: tuple[Finding, ...]
    undetermined: tuple[Finding, ...]
    clear: tuple[str, ...]
    unknown_questions: tuple[str, ...]
    asked: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "level": self.level.value,
            "raised": [finding.as_json() for finding in self.raised],
            "undetermined": [finding.as_json() for finding in self.undetermined],
            "clear": list(self.clear),
            "unknown_questions": list(self.unknown_questions),
            "asked": list(self.asked),
        }


def level_of(
    raised: Collection[Severity], undetermined: Collection[Severity], unknown: Collection[str]
) -> Level:
    """The highest level that any finding or unanswered question asks for."""
    if Severity.URGENT in raised:
        return Level.URGENT
    if Severity.CONTRAINDICATION in raised:
        return Level.CONTRAINDICATION
    if any(severity in GRAVE for severity in undetermined):
        return Level.POSSIBLE_CONTRAINDICATION
    if Severity.CAUTION in raised:
        return Level.CAUTION
    if raised or undetermined or unknown:
        return Level.NEEDS_INFORMATION
    return Level.NONE
