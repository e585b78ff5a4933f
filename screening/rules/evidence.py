"""Why a rule is what it is: the comparisons that make it so, and what would settle it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from screening.rules.answers import Facts, shape
from screening.rules.asking import Ask, Run
from screening.rules.boards import Board, Places
from screening.rules.compiling import Node
from screening.rules.conditions import (
    Comparison,
    Leaf,
    Operand,
    ParameterReference,
    RuleReference,
    Unanswered,
)
from screening.rules.findings import Evidence
from screening.rules.questions import ATTRIBUTES, Kind
from screening.rules.truth import FALSE, UNKNOWN

Witness = Callable[[Run], Evidence]
Reasons = dict[int, Leaf]
"""By place: each leaf is one reason, and each rule is followed once, however often referred to."""


@dataclass(frozen=True)
class Witnesses:
    """Reads the board of a finished run."""

    rules: Mapping[str, Node]
    asks: Mapping[str, Ask]
    of: Mapping[int, Witness]

    def evidence(self, slug: str, run: Run) -> tuple[Evidence, ...]:
        reasons = self._reasons(self.rules[slug], run.board)
        return tuple([self.of[place](run) for place in reasons if place in self.of])

    def missing(self, slug: str, run: Run) -> tuple[str, ...]:
        """Link ids, in document order, any of which could settle an undetermined rule."""
        missing: set[str] = set()
        self._miss(self.rules[slug], run.board, missing)
        return tuple(link_id for link_id in self.asks if link_id in missing)

    def _miss(self, node: Node, board: Board, missing: set[str]) -> None:
        """What is unknown itself, and what is unknown behind a gate that is."""
        for leaf in self._reasons(node, board).values():
            if isinstance(leaf, RuleReference) or leaf.question in missing:
                continue
            missing.add(leaf.question)
            gate = self.asks[leaf.question].gate
            if gate is not None and gate.test(board) is UNKNOWN:
                self._miss(gate, board, missing)

    def _reasons(self, node: Node, board: Board) -> Reasons:
        """The leaves on those branches that are as true as the whole, in reading order."""
        reasons: Reasons = {}
        self._gather(node, board, reasons)
        return reasons

    def _gather(self, node: Node, board: Board, reasons: Reasons) -> None:
        if node.leaf is None:
            truth = node.test(board)
            for part in node.inside:
                if node.turned or part.test(board) is truth:
                    self._gather(part, board, reasons)
        elif node.place not in reasons:
            reasons[node.place] = node.leaf
            if isinstance(node.leaf, RuleReference):
                self._gather(self.rules[node.leaf.slug], board, reasons)


def witnesses(
    rules: Mapping[str, Node],
    asks: Mapping[str, Ask],
    places: Places,
    parameters: Mapping[str, float],
) -> Witnesses:
    of = {
        place: _witness(leaf, asks[leaf.question], parameters)
        for leaf, place in places.items()
        if not isinstance(leaf, RuleReference)
    }
    return Witnesses(rules, asks, of)


def _witness(leaf: Comparison | Unanswered, ask: Ask, parameters: Mapping[str, float]) -> Witness:
    link_id, attribute = leaf.question, leaf.attribute
    if isinstance(leaf, Unanswered):
        return lambda run: Evidence(
            link_id, attribute, "unanswered", None, None, ask.gate_truth(run.board) is not FALSE
        )
    operator, operand = leaf.operator, _resolved(leaf.operand, parameters)
    definite = _definite(leaf, ask)

    def witness(run: Run) -> Evidence:
        asked = ask.gate_truth(run.board) is not FALSE
        answer = definite(run.facts.get(link_id) or ask.said(run.board, run)[0]) if asked else None
        plain = list(operand) if isinstance(operand, tuple) else operand
        return Evidence(link_id, attribute, operator, plain, answer, asked)

    return witness


def _resolved(operand: Operand, parameters: Mapping[str, float]) -> object:
    """With this clinic's numbers in place of parameters."""
    return parameters[operand.name] if isinstance(operand, ParameterReference) else operand


def _definite(leaf: Comparison, ask: Ask) -> Callable[[Facts], object]:
    """From the facts of an answer to what was compared in it, None where that is not known."""
    slot = shape(ask.question).slots[leaf.attribute]
    if ATTRIBUTES[ask.question.type][leaf.attribute] is Kind.NUMBER:
        return lambda facts: facts[slot] if facts[slot] == facts[slot + 1] else None
    if ATTRIBUTES[ask.question.type][leaf.attribute] is Kind.VALUES:
        return lambda facts: sorted(value for value in facts[slot] if value is not None)
    return lambda facts: facts[slot]
