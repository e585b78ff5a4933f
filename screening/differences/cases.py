"""The embedded cases of either version, run under both."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from screening.rules import Document, Engine, Level, Outcome, Recognise, compile_engine


@dataclass(frozen=True)
class CaseChange:
    """One example patient whom the two versions screen differently.

    `rules` names those that come out otherwise, one that only one version has among them.
    """

    case: str
    before: Level
    after: Level
    rules: tuple[str, ...]


def changed_cases(
    before: Document, after: Document, recognise: Recognise
) -> tuple[CaseChange, ...]:
    """Of the cases of both documents; one that both have under one name counts as the newer."""
    engines = compile_engine(before, recognise), compile_engine(after, recognise)
    return tuple(_changed(*engines))


def _changed(before: Engine, after: Engine) -> Iterator[CaseChange]:
    cases = {str(case["id"]): case for one in (before, after) for case in one.document.cases}
    for name, case in cases.items():
        answers = cast(dict[str, object], case["answers"])
        today = date.fromisoformat(str(case["today"]))
        then, now = before.screen(answers, today), after.screen(answers, today)
        rules = tuple(sorted(dict(_truths(then).items() ^ _truths(now).items())))
        if rules or then.level is not now.level:
            yield CaseChange(name, then.level, now.level, rules)


def _truths(outcome: Outcome) -> dict[str, int]:
    """Of the rules that are not clear: a rule that one version lacks says nothing there."""
    return {finding.rule: finding.truth for finding in (*outcome.raised, *outcome.undetermined)}
