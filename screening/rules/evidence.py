"""Why a rule is what it is: the comparisons that make it so, and what would settle it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from screening.rules.asking import Ask
from screening.rules.compiling import Board, Node, Places
from screening.rules.conditions import (
    Comparison,
    Operand,
    ParameterReference,
    RuleReference,
    Unanswered,
)
from screening.rules.findings import Evidence
from screening.rules.questions import Kind
from screening.rules.truth import FALSE, UNKNOWN


@dataclass(frozen=True)
class Witnesses:
    """Reads the board of a finished run."""

    places: Places
    rules: Mapping[str, Node]
    asks: Mapping[str, Ask]

    def evidence(self, slug: str, board: Board) -> tuple[Evidence, ...]:
        reasons = self._reasons(self.rules[slug], board)
        found = {reason: self._witness(reason, board) for reason in reasons}
        return tuple(found.values())

    def missing(self, slug: str, board: Board) -> tuple[str, ...]:
        """Link ids, in document order, any of which could settle an undetermined rule."""
        missing = set(self._missing(self.rules[slug], board))
        return tuple(link_id for link_id in self.asks if link_id in missing)

    def _missing(self, node: Node, board: Board) -> Iterator[str]:
        """What is unknown itself, and what is unknown behind a gate that is."""
        for reason in self._reasons(node, board):
            yield reason.question
            ask = self.asks[reason.question]
            if ask.gate is not None and board[ask.gate_place] == UNKNOWN:
                yield from self._missing(ask.gate, board)

    def _reasons(self, node: Node, board: Board) -> Iterator[Comparison | Unanswered]:
        """The leaves on those branches that are as true as the whole."""
        if isinstance(node.leaf, RuleReference):
            yield from self._reasons(self.rules[node.leaf.slug], board)
        elif node.leaf is not None:
            yield node.leaf
        else:
            truth = node.test(board)
            for part in node.inside:
                if node.turned or part.test(board) == truth:
                    yield from self._reasons(part, board)

    def _witness(self, reason: Comparison | Unanswered, board: Board) -> Evidence:
        asked = board[self.asks[reason.question].gate_place] != FALSE
        if isinstance(reason, Unanswered):
            return Evidence(reason.question, reason.attribute, "unanswered", None, None, asked)
        return Evidence(
            question=reason.question,
            attribute=reason.attribute,
            operator=reason.operator,
            operand=self._plain(reason.operand),
            answer=self._definite(reason, board) if asked else None,
            asked=asked,
        )

    def _plain(self, operand: Operand) -> object:
        """As JSON writes it, with parameters resolved to this clinic's numbers."""
        if isinstance(operand, ParameterReference):
            return self.places.parameters[operand.name]
        return list(operand) if isinstance(operand, tuple) else operand

    def _definite(self, reason: Comparison, board: Board) -> object:
        slot = self.places.of(reason.question, reason.attribute)
        fact = board[slot]
        if self.places.kind(reason.question, reason.attribute) is Kind.NUMBER:
            return fact if fact == board[slot + 1] else None
        if isinstance(fact, frozenset):
            return sorted(value for value in fact if value is not None)
        return cast(object, fact)
