"""Conditions as values: what a gate or a rule says, before it is compiled."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class ParameterReference:
    """A number that the document, or the clinic, sets by name."""

    name: str


Operand = str | int | float | bool | tuple[str, ...] | ParameterReference


@dataclass(frozen=True)
class Comparison:
    """`attribute` is empty when the comparison is on the answer as a whole."""

    question: str
    attribute: str
    operator: str
    operand: Operand


@dataclass(frozen=True)
class Unanswered:
    """Two-valued: asked and without a definite answer. Silence itself becomes a reason."""

    question: str
    attribute: str


@dataclass(frozen=True)
class RuleReference:
    slug: str


@dataclass(frozen=True)
class All:
    of: tuple["Condition", ...]


@dataclass(frozen=True)
class Any:
    of: tuple["Condition", ...]


@dataclass(frozen=True)
class Not:
    of: "Condition"


@dataclass(frozen=True)
class AtLeastOf:
    count: int
    of: tuple["Condition", ...]


Condition = Comparison | Unanswered | RuleReference | All | Any | Not | AtLeastOf
Leaf = Comparison | Unanswered | RuleReference


def parts(condition: Condition) -> tuple[Condition, ...]:
    """The conditions directly inside; none for a leaf."""
    if isinstance(condition, All | Any | AtLeastOf):
        return condition.of
    if isinstance(condition, Not):
        return (condition.of,)
    return ()


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Every comparison, `unanswered` and rule reference, in reading order."""
    inside = parts(condition)
    for part in inside:
        yield from leaves(part)
    if not inside and isinstance(condition, Comparison | Unanswered | RuleReference):
        yield condition
