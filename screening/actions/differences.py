"""Two versions held side by side with the medicines that this program knows."""

from dataclasses import dataclass

from screening.actions.engines import medicine_recogniser
from screening.differences import CaseChange, Change, Effect, changed_cases, compare, effects
from screening.medicines import shipped_vocabulary
from screening.rules import Document


@dataclass(frozen=True)
class Difference:
    """In what they say, for whom, and in which cases."""

    changes: tuple[Change, ...]
    effects: tuple[Effect, ...]
    cases: tuple[CaseChange, ...]

    @property
    def proved_same(self) -> int:
        """How many rules come out the same for every patient."""
        return sum(one.is_proved_same for one in self.effects)


def difference_between(*, before: Document, after: Document, seconds: float) -> Difference:
    """Changes nothing. What is not decided within about so many seconds says so."""
    return Difference(
        changes=compare(before, after),
        effects=effects(before, after, shipped_vocabulary(), seconds),
        cases=changed_cases(before, after, medicine_recogniser()),
    )
