"""Typed medicine names that are only near to a known one, for the patient to say yes or no to."""

import logging
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

from screening.medicines import Match, shipped_vocabulary
from screening.medicines.matcher import read_name
from screening.medicines.mentions import Mention

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class NearName:
    """Row `row` says `text`; one of `options` may be meant. An option is one medicine's parts."""

    row: int
    text: str
    options: tuple[tuple[Match, ...], ...]


def near_names(rows: object) -> tuple[NearName, ...]:
    """What is still to be asked about a stored list; nothing where names cannot be matched.

    A failing match is no reason to keep a patient from going on: the page is saved by then, and
    its screening hands the intake to a person.
    """
    if not isinstance(rows, list):
        return ()
    try:
        return tuple(_near_names(rows))
    except Exception:
        logger.exception("Near medicine names cannot be offered")
        return ()


def _near_names(rows: list[Any]) -> Iterator[NearName]:
    for number, row in enumerate(rows):
        text = row.get("name", "")
        replies = {*row.get("confirmed", ()), *row.get("rejected", ())}
        for mention in read_name(text, shipped_vocabulary()).mentions:
            if not mention.is_certain and not _is_answered(mention, replies):
                yield NearName(number, text, mention.options)


def _is_answered(mention: Mention, replies: Set[str]) -> bool:
    return any(match.ingredient in replies for match in mention.matches)


def medicine_classes() -> frozenset[str]:
    """The classes that a rule can ask about."""
    return frozenset(shipped_vocabulary().classes)
