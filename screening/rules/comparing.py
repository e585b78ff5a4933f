"""One comparison compiled to a closure over the facts of its question.

How unknown, absent and exact facts are written, so that two comparisons decide between
FALSE, UNKNOWN and TRUE, is said in `answers`.
"""

import typing
from collections.abc import Callable, Mapping

from screening.rules.answers import Facts, fold, shape
from screening.rules.conditions import Comparison, ParameterReference, Unanswered
from screening.rules.questions import ATTRIBUTES, Kind, Question
from screening.rules.truth import FALSE, TRUE, UNKNOWN, Truth

FactTest = Callable[[Facts], Truth]


def compile_comparison(
    leaf: Comparison | Unanswered, question: Question, parameters: Mapping[str, float]
) -> FactTest:
    """The test of an answer that was given, or not, on a page that was sent.

    What a set includes needs none: see `saying`.
    """
    slot = shape(question).slots[leaf.attribute]
    is_number = ATTRIBUTES[question.type][leaf.attribute] is Kind.NUMBER
    if isinstance(leaf, Unanswered):
        return _number_unanswered(slot) if is_number else _value_unanswered(slot)
    operand: typing.Any = leaf.operand
    if isinstance(operand, ParameterReference):
        operand = parameters[operand.name]
    tests = _NUMBER_TESTS if is_number else _OTHER_TESTS
    return tests[leaf.operator](slot, operand)


def _number_unanswered(low: int) -> FactTest:
    high = low + 1

    def test(facts: Facts) -> Truth:
        return TRUE if facts[low] < facts[high] else FALSE

    return test


def _value_unanswered(slot: int) -> FactTest:
    def test(facts: Facts) -> Truth:
        fact = facts[slot]
        missing = None in fact if isinstance(fact, frozenset) else fact is None
        return TRUE if missing else FALSE

    return test


def _more_than(low: int, limit: float) -> FactTest:
    high = low + 1
    return lambda facts: TRUE if facts[low] > limit else UNKNOWN if facts[high] > limit else FALSE


def _at_least(low: int, limit: float) -> FactTest:
    high = low + 1
    return lambda facts: TRUE if facts[low] >= limit else UNKNOWN if facts[high] >= limit else FALSE


def _less_than(low: int, limit: float) -> FactTest:
    high = low + 1
    return lambda facts: TRUE if facts[high] < limit else UNKNOWN if facts[low] < limit else FALSE


def _at_most(low: int, limit: float) -> FactTest:
    high = low + 1
    return lambda facts: TRUE if facts[high] <= limit else UNKNOWN if facts[low] <= limit else FALSE


def _is_number(low: int, number: float) -> FactTest:
    high = low + 1

    def test(facts: Facts) -> Truth:
        if facts[low] == number == facts[high]:
            return TRUE
        return UNKNOWN if facts[low] <= number <= facts[high] else FALSE

    return test


def _equals(slot: int, value: str | bool) -> FactTest:
    return lambda facts: TRUE if facts[slot] == value else UNKNOWN if facts[slot] is None else FALSE


def _in(slot: int, values: tuple[str, ...]) -> FactTest:
    wanted = frozenset(values)
    return lambda facts: (
        TRUE if facts[slot] in wanted else UNKNOWN if facts[slot] is None else FALSE
    )


def _contains_any(slot: int, texts: tuple[str, ...]) -> FactTest:
    wanted = tuple(folded for folded in map(fold, texts) if folded)

    def test(facts: Facts) -> Truth:
        said = facts[slot]
        if said is None:
            return UNKNOWN
        return TRUE if any(text in said for text in wanted) else FALSE

    return test


Maker = Callable[[int, typing.Any], FactTest]
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
    "contains_any": _contains_any,
}
