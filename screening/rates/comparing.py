"""How often a rule was raised or left open in two groups of intakes, held side by side."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from screening.rates.discoveries import benjamini_hochberg
from screening.rates.exact import fisher

FEW = 20
"""Intakes in a group, under which nothing is said of it: too few to tell, and few enough to guess
who they are."""

FALSE_MARKS = 0.05
"""Of the marks on a page, on average, that chance alone may have set."""

RAISED, UNDETERMINED = OUTCOMES = ("raised", "undetermined")

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Tally:
    """Of `screened` intakes, how many had the rule raised, and how many had it left open only."""

    screened: int
    raised: int = 0
    undetermined: int = 0

    @property
    def is_enough(self) -> bool:
        return self.screened >= FEW

    @property
    def is_found(self) -> bool:
        return bool(self.raised or self.undetermined)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.screened + other.screened,
            self.raised + other.raised,
            self.undetermined + other.undetermined,
        )


@dataclass(frozen=True)
class Move:
    """What stands out in the first group beside the second. `chance` is the p-value."""

    outcome: str
    is_more: bool
    chance: float


def moves(pairs: Mapping[Key, tuple[Tally, Tally]]) -> dict[Key, list[Move]]:
    """All that stands out, by key. Everything that is tested is in one family of tests; what
    happened in neither group is no test, for it could not have come out otherwise."""
    tested = [
        (key, compare(outcome, *pair))
        for key, pair in pairs.items()
        if all(tally.is_enough for tally in pair)
        for outcome in OUTCOMES
        if any(hits(tally, outcome) for tally in pair)
    ]
    marked = benjamini_hochberg([move.chance for _, move in tested], FALSE_MARKS)
    found: dict[Key, list[Move]] = {}
    for (key, move), is_marked in zip(tested, marked, strict=True):
        if is_marked:
            found.setdefault(key, []).append(move)
    return found


def compare(outcome: str, ours: Tally, theirs: Tally) -> Move:
    some, others = hits(ours, outcome), hits(theirs, outcome)
    return Move(
        outcome=outcome,
        is_more=some * theirs.screened > others * ours.screened,
        chance=fisher(some, ours.screened, others, theirs.screened),
    )


def hits(tally: Tally, outcome: str) -> int:
    return tally.raised if outcome == RAISED else tally.undetermined
