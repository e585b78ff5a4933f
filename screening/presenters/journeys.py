"""A patient's way through the questions: what comes next, what came before, how far it is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from screening.rules import Branches, Document, Truth
from screening.rules.conditions import RuleReference, leaves


@dataclass(frozen=True)
class Journey:
    """`proved` are questions that no page asks: the patient answered them to get in."""

    document: Document
    branches: Branches
    answers: Mapping[str, Any]
    proved: Collection[str] = ()

    @cached_property
    def asked(self) -> tuple[str, ...]:
        return tuple(link for link in self.branches.asked if link not in self.proved)

    @property
    def next_unsent(self) -> str | None:
        return next((link for link in self.asked if link not in self.answers), None)

    def before(self, link_id: str) -> str | None:
        place = self.asked.index(link_id)
        return self.asked[place - 1] if place else None

    def opens_section(self, link_id: str) -> bool:
        before = self.before(link_id)
        return before is None or self._section(before) != self._section(link_id)

    def place(self, link_id: str) -> int:
        return self.asked.index(link_id) + 1

    def total(self, link_id: str) -> int:
        """About how many in all: those up to here, and those after it that are sure to come."""
        place = self.place(link_id)
        return place + sum(self._is_sure(link) for link in self.asked[place:])

    def may_not_apply(self, link_id: str) -> bool:
        """Asked only because it is unknown whether it should be."""
        return self.branches.truth(link_id) is Truth.UNKNOWN

    def _is_sure(self, link_id: str) -> bool:
        """Not a follow-up to a question whose page is still to be sent."""
        if self.branches.truth(link_id) is Truth.TRUE or link_id in self.answers:
            return True
        gate = self.document.questions[link_id].enable_when
        parents = leaves(gate) if gate else ()
        return all(
            not isinstance(parent, RuleReference) and parent.question in self.answers
            for parent in parents
        )

    def _section(self, link_id: str) -> str:
        return self.document.questions[link_id].section
