"""Slips of the pen in a condition: a limit moved by one, a part or a value left out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from screening.proofs.limits import limit_of
from screening.proofs.places import Place, inside
from screening.rules import Document
from screening.rules.conditions import (
    All,
    Any,
    AtLeastOf,
    Comparison,
    Condition,
    Not,
    ParameterReference,
)

Item = TypeVar("Item")

NUMBERS = frozenset({"equals", "at_least", "at_most", "more_than", "less_than"})


@dataclass(frozen=True)
class Edit:
    """What was changed, where and into what, and the whole condition after it."""

    path: str
    what: str
    change: str
    condition: Condition


Change = Callable[[Place], Iterator[Edit]]
"""The edits of the condition at a place itself, not of those inside it."""


def moved_limits(document: Document, root: Place) -> Iterator[Edit]:
    """Each limit one lower and one higher. To be strict or not is the same as that, since all
    numbers are whole."""

    def moved(place: Place) -> Iterator[Edit]:
        leaf = place.condition
        if isinstance(leaf, Comparison) and is_limit(leaf):
            limit, name = limit_of(document, leaf)
            what = f"'{leaf.question}.{leaf.attribute}' is compared with {name}"
            for value in (limit - 1, limit + 1):
                path = f"{place.path}.{leaf.operator}"
                yield Edit(path, what, str(value), replace(leaf, operand=value))

    return everywhere(root, moved)


def is_limit(leaf: Comparison) -> bool:
    operand = leaf.operand
    is_number = isinstance(operand, int | float) and not isinstance(operand, bool)
    return leaf.operator in NUMBERS and (is_number or isinstance(operand, ParameterReference))


def left_out(root: Place) -> Iterator[Edit]:
    """Each part of a condition, and each value of a list."""
    return everywhere(root, _less)


def _less(place: Place) -> Iterator[Edit]:
    condition = place.condition
    if isinstance(condition, Comparison) and isinstance(condition.operand, tuple):
        for index, value in enumerate(condition.operand):
            fewer = _without(condition.operand, index)
            path = f"{place.path}.{condition.operator}[{index}]"
            if fewer:
                yield Edit(path, f"'{value}'", "", replace(condition, operand=fewer))
    elif isinstance(condition, All | Any | AtLeastOf) and len(condition.of) > 1:
        for index, part in enumerate(inside(place)):
            rest = replace(condition, of=_without(condition.of, index))
            yield Edit(part.path, "this part", "", rest)


def everywhere(place: Place, change: Change) -> Iterator[Edit]:
    """The edits of this condition and of every one inside it."""
    yield from change(place)
    for index, part in enumerate(inside(place)):
        for edit in everywhere(part, change):
            condition = _with_part(place.condition, index, edit.condition)
            yield replace(edit, condition=condition)


def _with_part(condition: Condition, index: int, part: Condition) -> Condition:
    if isinstance(condition, Not):
        return Not(part)
    several = cast(All | Any | AtLeastOf, condition)
    of = (*several.of[:index], part, *several.of[index + 1 :])
    return replace(several, of=of)


def _without(many: tuple[Item, ...], index: int) -> tuple[Item, ...]:
    return (*many[:index], *many[index + 1 :])
