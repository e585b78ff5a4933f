"""A patient's way through the questions: what comes next, what came before, how far it is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from screening.rules import Branches, Document, Truth
from screening.rules.conditions import RuleReference, leaves


@dataclass(frozen=True)
class Journey:
    """`proved` are questions that no page asks: the patient answered them to get in.

    `only`: the pages there are, in order, where single questions are asked again.
    """

    document: Document
    branches: Branches
    answers: Mapping[str, Any]
    proved: Collection[str] = ()
    only: Sequence[str] | None = None

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """The questions that have a page now, in order.

        While what a question follows up is still to be sent, nobody knows whether it will come,
        so it has no page yet. Once all others are sent, everything that is asked has one.
        """
        if self.only is not None:
            return tuple(self.only)
        asked = [link for link in self.branches.asked if link not in self.proved]
        sure = [link for link in asked if self._is_sure(link)]
        is_under_way = any(link not in self.answers for link in sure)
        return tuple(sure if is_under_way else asked)

    @property
    def next_unsent(self) -> str | None:
        return next((link for link in self.pages if link not in self.answers), None)

    def before(self, link_id: str) -> str | None:
        place = self.pages.index(link_id)
        return self.pages[place - 1] if place else None

    def place(self, link_id: str) -> int:
        return self.pages.index(link_id) + 1

    @property
    def total(self) -> int:
        """About how many pages: answers to come may add some."""
        return len(self.pages)

    def opens_section(self, link_id: str) -> bool:
        before = self.before(link_id)
        return before is None or self._section(before) != self._section(link_id)

    def may_not_apply(self, link_id: str) -> bool:
        """Asked only because it is unknown whether it should be."""
        return self.branches.truth(link_id) is Truth.UNKNOWN

    def _is_sure(self, link_id: str) -> bool:
        gate = self.document.questions[link_id].enable_when
        if gate is None or link_id in self.answers or not self.may_not_apply(link_id):
            return True
        return all(
            not isinstance(leaf, RuleReference) and self._is_known(leaf.question)
            for leaf in leaves(gate)
        )

    def _is_known(self, link_id: str) -> bool:
        return link_id in self.answers or link_id not in self.branches.asked

    def _section(self, link_id: str) -> str:
        return self.document.questions[link_id].section
