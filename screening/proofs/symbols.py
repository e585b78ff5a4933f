"""Three-valued truth in z3: two booleans, as on the engine's board."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import z3


class Pair(NamedTuple):
    """FALSE is neither, UNKNOWN is possible only, TRUE is both."""

    sure: z3.BoolRef
    possible: z3.BoolRef

    @property
    def false(self) -> z3.BoolRef:
        return z3.Not(self.possible)

    @property
    def unsure(self) -> z3.BoolRef:
        return z3.Not(self.sure)


@dataclass(frozen=True)
class Symbols:
    """Makes symbols in one z3 context: contexts share nothing, so threads may each have one."""

    context: z3.Context

    def constant(self, value: bool) -> z3.BoolRef:
        return z3.BoolVal(value, self.context)

    def claim(self, name: str) -> z3.BoolRef:
        return z3.Bool(name, self.context)

    def number(self, name: str) -> z3.ArithRef:
        return z3.Int(name, self.context)

    def every(self, parts: Iterable[z3.BoolRef]) -> z3.BoolRef:
        return z3.And([self.constant(True), *parts])

    def some(self, parts: Iterable[z3.BoolRef]) -> z3.BoolRef:
        return z3.Or([self.constant(False), *parts])

    def at_least(self, count: int, parts: Sequence[z3.BoolRef]) -> z3.BoolRef:
        return z3.AtLeast(*parts, count)

    def known(self, value: bool | z3.BoolRef) -> Pair:
        """Two-valued."""
        claim = self.constant(value) if isinstance(value, bool) else value
        return Pair(claim, claim)

    def unknown(self) -> Pair:
        return Pair(self.constant(False), self.constant(True))

    def unless(self, unknown: z3.BoolRef, claim: z3.BoolRef) -> Pair:
        """As true as the claim, or UNKNOWN."""
        return Pair(z3.And(z3.Not(unknown), claim), z3.Or(unknown, claim))
