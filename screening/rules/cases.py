"""The document's own example patients, each with the outcome that it must have."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from screening.rules.engine import Engine
from screening.rules.findings import Outcome

EXPECTED = ("level", "raised", "undetermined", "unknown_questions")


@dataclass(frozen=True)
class CaseFailure:
    """One expectation of one case that does not hold; lists are in alphabetical order."""

    case: str
    key: str
    expected: object
    found: object

    def __str__(self) -> str:
        return f"case '{self.case}', {self.key}: expected {self.expected}, found {self.found}"


def failing_cases(engine: Engine) -> tuple[CaseFailure, ...]:
    """Every expectation that the engine's document does not meet; empty when all hold."""
    return tuple(failure for case in engine.document.cases for failure in _failures(engine, case))


def _failures(engine: Engine, case: Mapping[str, object]) -> list[CaseFailure]:
    today = date.fromisoformat(cast(str, case["today"]))
    outcome = engine.screen(cast(Mapping[str, object], case["answers"]), today)
    found = said(outcome)
    return [
        CaseFailure(str(case["id"]), key, case[key], found[key])
        for key in EXPECTED
        if found[key] != _in_order(case[key])
    ]


def said(outcome: Outcome) -> dict[str, object]:
    return {
        "level": outcome.level.value,
        "raised": [finding.rule for finding in outcome.raised],
        "undetermined": [finding.rule for finding in outcome.undetermined],
        "unknown_questions": list(outcome.unknown_questions),
    }


def _in_order(expected: object) -> object:
    return sorted(expected) if isinstance(expected, list) else expected
