"""The cases of a draft for who writes them: what each expects, beside what the rules say."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from screening.presenters.question_sets import FAILS, HOLDS
from screening.presenters.tags import LEVELS, Tag
from screening.rules import CaseFailure, Level
from screening.rules.cases import EXPECTED

ADDRESSABLE = re.compile(r"[-a-zA-Z0-9_]+")
NAMES = {
    "level": "Level",
    "raised": "Raised",
    "undetermined": "Cannot be ruled out",
    "unknown_questions": "Without a definite answer",
}
NOTHING = "none"
LEVEL_WORDS = {level.value: tag.text for level, tag in LEVELS.items()}


@dataclass(frozen=True)
class Aspect:
    """One expectation beside what was found. `missing` was expected and did not come, `more` came
    and was not expected."""

    name: str
    expected: str
    found: str
    missing: tuple[str, ...]
    more: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.missing and not self.more


@dataclass(frozen=True)
class CaseLine:
    """`state` is None where the rules cannot be run; `key` is empty for a case whose name no
    address can hold."""

    name: str
    key: str
    description: str
    level: Tag | None
    state: Tag | None
    aspects: tuple[Aspect, ...]


def case_lines(
    document: Mapping[str, Any], failures: Iterable[CaseFailure] | None
) -> tuple[CaseLine, ...]:
    """`failures` is None where the rules cannot be run. Those that fail come first."""
    by_case: dict[str, list[CaseFailure]] = {}
    for failure in failures or ():
        by_case.setdefault(failure.case, []).append(failure)
    cases = [one for one in document.get("cases", []) if isinstance(one, Mapping)]
    found = [_case(one, by_case.get(str(one.get("id")), []), failures) for one in cases]
    return tuple(sorted(found, key=lambda line: line.state is not FAILS))


def _case(
    case: Mapping[str, Any],
    failing: Iterable[CaseFailure],
    failures: Iterable[CaseFailure] | None,
) -> CaseLine:
    name = str(case.get("id", ""))
    levels = {level.value: LEVELS[level] for level in Level}
    aspects = tuple(aspect(one.key, one.expected, one.found) for one in failing)
    return CaseLine(
        name=name,
        key=name if ADDRESSABLE.fullmatch(name) else "",
        description=str(case.get("description", "")),
        level=levels.get(str(case.get("level"))),
        state=None if failures is None else FAILS if aspects else HOLDS,
        aspects=aspects,
    )


@dataclass(frozen=True)
class CandidateLine:
    """`is_there`: the draft has a case of this name, or one with the same answers on that day."""

    name: str
    description: str
    level: Tag
    raised: tuple[str, ...]
    undetermined: tuple[str, ...]
    is_there: bool


def candidate_lines(
    document: Mapping[str, Any], candidates: Iterable[Mapping[str, Any]]
) -> tuple[CandidateLine, ...]:
    cases = [one for one in document.get("cases", []) if isinstance(one, Mapping)]
    return tuple(
        CandidateLine(
            name=one["id"],
            description=one["description"],
            level=LEVELS[Level(one["level"])],
            raised=tuple(one["raised"]),
            undetermined=tuple(one["undetermined"]),
            is_there=any(is_same_patient(one, case) for case in cases),
        )
        for one in candidates
    )


def is_same_patient(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    keys = ("answers", "today")
    return one["id"] == other.get("id") or all(one[key] == other.get(key) for key in keys)


def beside(case: Mapping[str, Any], outcome: Mapping[str, Any]) -> tuple[Aspect, ...]:
    """All that a case expects, beside an outcome of its answers."""
    return tuple(aspect(name, case.get(name), outcome[name]) for name in EXPECTED)


def aspect(name: str, expected: object, found: object) -> Aspect:
    wanted, come = _listed(name, expected), _listed(name, found)
    return Aspect(
        name=NAMES[name],
        expected=", ".join(wanted) or NOTHING,
        found=", ".join(come) or NOTHING,
        missing=tuple(one for one in wanted if one not in come),
        more=tuple(one for one in come if one not in wanted),
    )


def _listed(name: str, value: object) -> list[str]:
    if isinstance(value, list):
        return sorted(map(str, value))
    return [LEVEL_WORDS.get(str(value), str(value)) if name == "level" else str(value)]
