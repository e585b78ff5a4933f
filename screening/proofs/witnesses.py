"""Patients on whom the real engine was run, and the truth of every condition for them.

Nothing that a solver says about a patient is believed before it was seen here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from screening.proofs.places import every_condition
from screening.rules import (
    Document,
    Engine,
    Level,
    Recognise,
    Severity,
    Truth,
    compile_engine,
)
from screening.rules.conditions import Condition
from screening.rules.documents import Rule

ANY_DAY = date(2026, 6, 15)
"""The proofs' today where no case gives one; dates count by their distance to it."""


@dataclass(frozen=True)
class Witness:
    answers: Mapping[str, object]
    today: date
    truths: Mapping[Condition, Truth]


@dataclass(frozen=True)
class Claim:
    """That a condition has one of these truths."""

    condition: Condition
    truths: frozenset[Truth]

    def holds_for(self, witness: Witness) -> bool:
        return witness.truths[self.condition] in self.truths


def claim(condition: Condition, *truths: Truth) -> Claim:
    return Claim(condition, frozenset(truths))


class Bench:
    """Runs patients through the real engine, with every condition beside the rules."""

    def __init__(self, document: Document, recognise: Recognise) -> None:
        self.document = document
        self.engine = compile_engine(document, recognise)
        self.conditions = tuple(every_condition(document))
        self._names = [f"probe-{index}" for index in range(len(self.conditions))]
        self._probes = compile_engine(self._probed(), recognise)

    def _probed(self) -> Document:
        pattern = next(iter(self.document.rules.values()))
        probes = {
            name: probe(pattern, name, condition)
            for name, condition in zip(self._names, self.conditions, strict=True)
        }
        return replace(self.document, rules={**self.document.rules, **probes})

    def run(self, answers: Mapping[str, object], today: date) -> Witness:
        truths = self._probes.truths(answers, today)
        named = zip(self.conditions, self._names, strict=True)
        return Witness(answers, today, {condition: truths[name] for condition, name in named})

    def settled(self, answers: Mapping[str, object], today: date) -> dict[str, object]:
        """Without left-overs, as a record keeps them."""
        kept = dict(answers)
        while (fewer := self.engine.settle(kept, today).answers) != kept:
            kept = fewer
        return kept


def probe(pattern: Rule, name: str, condition: Condition) -> Rule:
    return replace(pattern, slug=name, severity=Severity.NEEDS_INFORMATION, when=condition)


def case_witnesses(bench: Bench) -> list[Witness]:
    return [bench.run(*case_inputs(case)) for case in bench.document.cases]


def case_inputs(case: Mapping[str, object]) -> tuple[Mapping[str, object], date]:
    return cast(Mapping[str, object], case["answers"]), date.fromisoformat(str(case["today"]))


def plain_patient(engine: Engine, witnesses: Iterable[Witness]) -> Witness | None:
    """A case at level none: what an example is filled up with where it does not matter."""
    levels = ((engine.screen(one.answers, one.today).level, one) for one in witnesses)
    return next((one for level, one in levels if level is Level.NONE), None)
