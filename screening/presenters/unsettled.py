"""What cannot be ruled out, by the question whose answer could settle it."""

from collections.abc import Sequence
from dataclasses import dataclass

from screening.presenters.answers import Record, SaidAnswer
from screening.presenters.flags import FlagCard


@dataclass(frozen=True)
class Unsettled:
    said: SaidAnswer
    flags: tuple[FlagCard, ...]

    @property
    def question(self) -> str:
        return self.said.for_staff.question


def unsettled(cards: Sequence[FlagCard], record: Record) -> tuple[Unsettled, ...]:
    """The questions that could settle most first; a rule that several could settle is at each."""
    groups = (
        Unsettled(record.say(link_id), tuple(card for card in cards if link_id in card.missing))
        for link_id in record.document.questions
    )
    return tuple(
        sorted((group for group in groups if group.flags), key=lambda group: -len(group.flags))
    )
