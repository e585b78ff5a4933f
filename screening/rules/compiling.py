"""Conditions compiled to closures over a list of facts.

Each closure takes the list and gives FALSE, UNKNOWN or TRUE. How unknown, absent and exact
facts are written, so that two comparisons decide all three, is said in `answers`.
"""

import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from screening.rules.answers import fold, shape
from screening.rules.conditions import (
    All,
    Any,
    AtLeastOf,
    Comparison,
    Condition,
    Leaf,
    Not,
    ParameterReference,
    RuleReference,
    Unanswered,
    parts,
)
from screening.rules.questions import ATTRIBUTES, ITSELF, Kind, Question
from screening.rules.truth import FALSE, TRUE, UNKNOWN

Board = list[typing.Any]
"""All facts of one screening: each question's, its silence, and each rule's truth."""
Test = Callable[[Board], int]


@dataclass(frozen=True)
class Node:
    """A compiled condition that still knows what it was compiled from, for the evidence."""

    test: Test
    inside: tuple["Node", ...] = ()
    leaf: Leaf | None = None
    turned: bool = False


@dataclass(frozen=True)
class Places:
    """Where on the board each thing stands."""

    questions: Mapping[str, Question]
    facts: Mapping[str, int]
    silence: Mapping[str, int]
    rules: Mapping[str, int]
    parameters: Mapping[str, float]

    def of(self, link_id: str, attribute: str) -> int:
        return self.facts[link_id] + shape(self.questions[link_id]).slots[attribute]

    def kind(self, link_id: str, attribute: str) -> Kind:
        return ATTRIBUTES[self.questions[link_id].type][attribute]


def compile_condition(condition: Condition, places: Places) -> Node:
    nodes = tuple(compile_condition(part, places) for part in parts(condition))
    tests = tuple(node.test for node in nodes)
    match condition:
        case All():
            return Node(_all(tests), nodes)
        case Any():
            return Node(_any(tests), nodes)
        case AtLeastOf(count):
            return Node(_at_least_of(count, tests), nodes)
        case Not():
            return Node(_not(tests[0]), nodes, turned=True)
        case leaf:
            return Node(_leaf_test(leaf, places), leaf=leaf)


def _leaf_test(leaf: Leaf, places: Places) -> Test:
    match leaf:
        case Comparison():
            return _comparison(leaf, places)
        case Unanswered():
            return _unanswered(leaf, places)
        case RuleReference(slug):
            return _as_it_stands(places.rules[slug])


def _all(tests: tuple[Test, ...]) -> Test:
    def test(board: Board) -> int:
        least = TRUE
        for part in tests:
            truth = part(board)
            if truth == FALSE:
                return FALSE
            least = min(least, truth)
        return least

    return test


def _any(tests: tuple[Test, ...]) -> Test:
    def test(board: Board) -> int:
        most = FALSE
        for part in tests:
            truth = part(board)
            if truth == TRUE:
                return TRUE
            most = max(most, truth)
        return most

    return test


def _not(inside: Test) -> Test:
    return lambda board: TRUE - inside(board)


def _at_least_of(count: int, tests: tuple[Test, ...]) -> Test:
    def test(board: Board) -> int:
        truths = [part(board) for part in tests]
        true = truths.count(TRUE)
        if true >= count:
            return TRUE
        return FALSE if true + truths.count(UNKNOWN) < count else UNKNOWN

    return test


def _as_it_stands(slot: int) -> Test:
    return lambda board: board[slot]


def _unanswered(condition: Unanswered, places: Places) -> Test:
    silence = places.silence[condition.question]
    if condition.attribute == ITSELF:
        return _as_it_stands(silence)
    slot = places.of(condition.question, condition.attribute)
    if places.kind(condition.question, condition.attribute) is Kind.NUMBER:
        return _number_unanswered(slot, silence)
    return _value_unanswered(slot, silence)


def _number_unanswered(low: int, silence: int) -> Test:
    def test(board: Board) -> int:
        if board[silence] == UNKNOWN:
            return UNKNOWN
        return TRUE if board[low] < board[low + 1] else FALSE

    return test


def _value_unanswered(slot: int, silence: int) -> Test:
    def test(board: Board) -> int:
        if board[silence] == UNKNOWN:
            return UNKNOWN
        fact = board[slot]
        missing = None in fact if isinstance(fact, frozenset) else fact is None
        return TRUE if missing else FALSE

    return test


def _comparison(condition: Comparison, places: Places) -> Test:
    slot = places.of(condition.question, condition.attribute)
    operand: typing.Any = condition.operand
    if isinstance(operand, ParameterReference):
        operand = places.parameters[operand.name]
    is_number = places.kind(condition.question, condition.attribute) is Kind.NUMBER
    tests = _NUMBER_TESTS if is_number else _OTHER_TESTS
    return tests[condition.operator](slot, operand)


def _more_than(low: int, limit: float) -> Test:
    high = low + 1
    return lambda board: TRUE if board[low] > limit else UNKNOWN if board[high] > limit else FALSE


def _at_least(low: int, limit: float) -> Test:
    high = low + 1
    return lambda board: TRUE if board[low] >= limit else UNKNOWN if board[high] >= limit else FALSE


def _less_than(low: int, limit: float) -> Test:
    high = low + 1
    return lambda board: TRUE if board[high] < limit else UNKNOWN if board[low] < limit else FALSE


def _at_most(low: int, limit: float) -> Test:
    high = low + 1
    return lambda board: TRUE if board[high] <= limit else UNKNOWN if board[low] <= limit else FALSE


def _is_number(low: int, number: float) -> Test:
    high = low + 1

    def test(board: Board) -> int:
        if board[low] == number == board[high]:
            return TRUE
        return UNKNOWN if board[low] <= number <= board[high] else FALSE

    return test


def _equals(slot: int, value: str | bool) -> Test:
    return lambda board: TRUE if board[slot] == value else UNKNOWN if board[slot] is None else FALSE


def _in(slot: int, values: tuple[str, ...]) -> Test:
    wanted = frozenset(values)
    return lambda board: (
        TRUE if board[slot] in wanted else UNKNOWN if board[slot] is None else FALSE
    )


def _includes(slot: int, value: str) -> Test:
    def test(board: Board) -> int:
        ticked = board[slot]
        return TRUE if value in ticked else UNKNOWN if None in ticked else FALSE

    return test


def _includes_any(slot: int, values: tuple[str, ...]) -> Test:
    wanted = frozenset(values)

    def test(board: Board) -> int:
        ticked = board[slot]
        return TRUE if not wanted.isdisjoint(ticked) else UNKNOWN if None in ticked else FALSE

    return test


def _contains_any(slot: int, texts: tuple[str, ...]) -> Test:
    wanted = tuple(folded for folded in map(fold, texts) if folded)

    def test(board: Board) -> int:
        said = board[slot]
        if said is None:
            return UNKNOWN
        return TRUE if any(text in said for text in wanted) else FALSE

    return test


Maker = Callable[[int, typing.Any], Test]
_NUMBER_TESTS: Mapping[str, Maker] = {
    "equals": _is_number,
    "at_least": _at_least,
    "at_most": _at_most,
    "more_than": _more_than,
    "less_than": _less_than,
}
_OTHER_TESTS: Mapping[str, Maker] = {
    "equals": _equals,
    "in": _in,
    "includes": _includes,
    "includes_any": _includes_any,
    "contains_any": _contains_any,
}
