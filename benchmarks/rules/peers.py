"""The two engines written in Rust, each as its documentation shows it and at its best."""

import json
from collections.abc import Mapping
from typing import Any

import zen
from datalogic_py import DataHandle
from datalogic_py import Engine as DataLogic

from benchmarks.rules.languages import json_logic, zen_expression
from screening.rules.conditions import Condition

Facts = Mapping[str, Any]
Truths = list[bool]


class DataLogicRules:
    """JSON Logic, compiled once, in a session that keeps its memory: its hot loop."""

    def __init__(self, rules: Mapping[str, Condition]) -> None:
        engine = DataLogic()
        self._rules = engine.compile([json_logic(rule) for rule in rules.values()])
        self._session = engine.session()

    def of_dict(self, facts: Facts) -> Truths:
        """As documented: Python values go in and come out."""
        return self._session.evaluate(self._rules, facts)

    def of_handle(self, facts: DataHandle) -> Truths:
        """At its best: the facts were taken into its own memory before."""
        return self._session.evaluate_data(self._rules, facts)


class ZenRules:
    """One expression for all the rules, in one pass; and the same as a decision graph."""

    def __init__(self, rules: Mapping[str, Condition]) -> None:
        texts = {slug: zen_expression(rule) for slug, rule in rules.items()}
        self._expression = zen.compile_expression(f"[{', '.join(texts.values())}]")
        content = zen.ZenDecisionContent(json.dumps(_graph(texts)))
        self._decision = zen.ZenEngine().create_decision(content)

    def of_dict(self, facts: Facts) -> Truths:
        return self._expression.evaluate(facts)

    def of_text(self, facts: str) -> Truths:
        """At its best: the facts were written as JSON before, which it reads faster."""
        return self._expression.evaluate(facts)

    def by_decision(self, facts: Facts) -> Truths:
        """As documented: a graph of input, expressions and output, compiled before."""
        return list(self._decision.evaluate(facts)["result"].values())


def _graph(expressions: Mapping[str, str]) -> dict[str, Any]:
    listed = [
        {"id": slug, "key": slug, "value": expression} for slug, expression in expressions.items()
    ]
    return {
        "nodes": [
            _node("in", "inputNode"),
            {**_node("rules", "expressionNode"), "content": {"expressions": listed}},
            _node("out", "outputNode"),
        ],
        "edges": [_edge("in", "rules"), _edge("rules", "out")],
    }


def _node(name: str, kind: str) -> dict[str, Any]:
    return {"id": name, "type": kind, "name": name, "position": {"x": 0, "y": 0}}


def _edge(source: str, target: str) -> dict[str, str]:
    return {"id": f"{source}-{target}", "type": "edge", "sourceId": source, "targetId": target}
