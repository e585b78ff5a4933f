"""A number that may be unknown or known within limits only, compared as the engine does."""

from collections.abc import Callable
from dataclasses import dataclass

import z3

from screening.proofs.symbols import Pair

Reaches = Callable[[int], z3.BoolRef]
"""Whether an end of the interval is at least this."""


@dataclass(frozen=True)
class Interval:
    """`low` and `high` tell where the ends are; both are whole numbers."""

    low: Reaches
    high: Reaches

    def compare(self, operator: str, limit: int) -> Pair:
        low, high = self.low, self.high
        match operator:
            case "at_least":
                return Pair(low(limit), high(limit))
            case "more_than":
                return Pair(low(limit + 1), high(limit + 1))
            case "less_than":
                return Pair(z3.Not(high(limit)), z3.Not(low(limit)))
            case "at_most":
                return Pair(z3.Not(high(limit + 1)), z3.Not(low(limit + 1)))
        above = limit + 1
        return Pair(
            z3.And(low(limit), z3.Not(high(above))), z3.And(z3.Not(low(above)), high(limit))
        )


def exact(number: z3.ArithRef, known: z3.BoolRef) -> Interval:
    """Exactly the number where it is known, and anything where not."""
    return Interval(
        low=lambda limit: z3.And(known, number >= limit),
        high=lambda limit: z3.Or(z3.Not(known), number >= limit),
    )
