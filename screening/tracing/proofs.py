"""What is on record about the proof of a document's bytes."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class ProofOnRecord:
    """The newest proof of exactly these bytes that came to an end.

    `is_current`: by the engine, checks and list of medicines of today. `rules` and `questions` are
    those with an error, `uncovered` the rules with an outcome that some patient has and no case
    shows.
    """

    finished_at: dt.datetime | None
    is_decided: bool
    is_current: bool
    rules: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()
    uncovered: frozenset[str] = frozenset()

    def rules_out(self, slug: str) -> bool:
        """Whether every outcome of this rule that no case shows is one that no patient has."""
        return self.is_decided and self.is_current and slug not in self.uncovered


NO_PROOF = ProofOnRecord(finished_at=None, is_decided=False, is_current=False)
