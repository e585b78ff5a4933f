"""Everybody with the same records, each in the form that it takes them in."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from datalogic_py import DataHandle

from benchmarks.rules import handwritten
from benchmarks.rules.peers import DataLogicRules, ZenRules
from benchmarks.rules.records import TODAY, answers, facts
from benchmarks.rules.rule_set import document
from screening.rules import Recognition, Truth, compile_engine

OURS = "our engine"
OURS_RAW = "our engine, from answers"
EVIDENCE = "our engine, with evidence"
BY_HAND = "Python by hand"
BY_HAND_RAW = "Python by hand, from answers"
LOGIC_DICT = "datalogic-py, dict of facts"
LOGIC_HANDLE = "datalogic-py, facts in its own memory"
LOGIC_RAW = "datalogic-py, from answers"
ZEN_TEXT = "zen-engine, facts as JSON text"
ZEN_DICT = "zen-engine, dict of facts"
ZEN_DECISION = "zen-engine, decision graph"
ZEN_RAW = "zen-engine, from answers"


class Disagreement(Exception):
    """Two contenders say different things of a complete record, so no figure would mean much."""


class Contenders:
    """`one[name](i)` evaluates record i; what is prepared for it was prepared before."""

    def __init__(self, count: int) -> None:
        rule_set = document()
        rules = {slug: rule.when for slug, rule in rule_set.rules.items()}
        engine = compile_engine(rule_set, _no_medicines)
        logic, zen = DataLogicRules(rules), ZenRules(rules)
        records = answers(count)
        prepared = [facts(record) for record in records]
        boards = [engine.read(record, TODAY) for record in records]
        handles = [DataHandle(one) for one in prepared]
        texts = [json.dumps(one) for one in prepared]
        self.slugs = tuple(rules)
        self.count = count
        self.one: dict[str, Callable[[int], Any]] = {
            BY_HAND: lambda i: handwritten.evaluate(prepared[i]),
            OURS: lambda i: engine.judge(boards[i]),
            LOGIC_HANDLE: lambda i: logic.of_handle(handles[i]),
            LOGIC_DICT: lambda i: logic.of_dict(prepared[i]),
            ZEN_TEXT: lambda i: zen.of_text(texts[i]),
            ZEN_DICT: lambda i: zen.of_dict(prepared[i]),
            ZEN_DECISION: lambda i: zen.by_decision(prepared[i]),
            BY_HAND_RAW: lambda i: handwritten.evaluate(facts(records[i])),
            OURS_RAW: lambda i: engine.truths(records[i], TODAY),
            LOGIC_RAW: lambda i: logic.of_dict(facts(records[i])),
            ZEN_RAW: lambda i: zen.of_dict(facts(records[i])),
            EVIDENCE: lambda i: engine.screen(records[i], TODAY),
        }

    def check_agreement(self) -> None:
        for index in range(self.count):
            said = {name: self._raised(one(index)) for name, one in self.one.items()}
            for name, raised in said.items():
                if raised != said[BY_HAND]:
                    differing = sorted(raised ^ said[BY_HAND])
                    raise Disagreement(f"record {index}: {name} differs on {differing}")

    def _raised(self, outcome: Any) -> set[str]:
        """The slugs of the rules that are true, whatever form the outcome takes."""
        if hasattr(outcome, "raised"):
            return {finding.rule for finding in outcome.raised}
        pairs: Iterable[tuple[str, object]] = (
            outcome.items() if isinstance(outcome, dict) else zip(self.slugs, outcome, strict=True)
        )
        return {slug for slug, truth in pairs if truth in (True, Truth.TRUE)}


def _no_medicines(_row: object) -> Recognition:
    return Recognition(frozenset(), certain=False)
