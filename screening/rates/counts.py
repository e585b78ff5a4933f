"""What was counted at one clinic."""

from collections.abc import Mapping
from dataclasses import dataclass

from screening.rates.comparing import Tally


@dataclass(frozen=True)
class Group:
    """Intakes that were screened by the same bytes and answered in the same language."""

    sha256: str
    language: str


@dataclass(frozen=True)
class Counts:
    """`screened` by group; `found` by group and rule, where there was anything."""

    screened: Mapping[Group, int]
    found: Mapping[tuple[Group, str], Tally]

    def tally(self, rule: str, *groups: Group) -> Tally:
        """Of all these groups together; one that is not here counts as nobody."""
        return sum((self._of(rule, group) for group in groups), Tally(0))

    def _of(self, rule: str, group: Group) -> Tally:
        return self.found.get((group, rule), Tally(self.screened.get(group, 0)))
