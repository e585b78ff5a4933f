"""What a typed medicine was taken for, and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from screening.medicines import How, Match, Vocabulary, match_medicine, recognise
from screening.presenters.answers import say_medicine

HOW = {
    How.EXACT: "known name",
    How.SPELLING: "known spelling",
    How.DISTANCE: "near match",
}


@dataclass(frozen=True)
class FoundMedicine:
    """`is_sure` is False for a near match that the patient has not confirmed."""

    ingredient: str
    classes: tuple[str, ...]
    how: str
    is_sure: bool


@dataclass(frozen=True)
class MedicineLine:
    """`refused` are near matches to which the patient said no."""

    typed: str
    is_certain: bool
    found: tuple[FoundMedicine, ...]
    refused: tuple[str, ...]


def medicine_line(row: Any, vocabulary: Vocabulary) -> MedicineLine:
    name = row.get("name") if isinstance(row, Mapping) else None
    match = match_medicine(name if isinstance(name, str) else "", vocabulary)
    refused = _replies(row, "rejected")
    return MedicineLine(
        typed=say_medicine(row),
        is_certain=recognise(row, vocabulary).certain,
        found=tuple(
            _found(one, _replies(row, "confirmed"), vocabulary)
            for one in match.matches
            if one.ingredient not in refused
        ),
        refused=refused,
    )


def _found(match: Match, confirmed: tuple[str, ...], vocabulary: Vocabulary) -> FoundMedicine:
    is_near = match.how is How.DISTANCE
    is_confirmed = match.ingredient in confirmed
    reply = ", confirmed by the patient" if is_confirmed else ", not confirmed" if is_near else ""
    return FoundMedicine(
        ingredient=match.ingredient,
        classes=tuple(vocabulary.classes.get(slug, slug) for slug in match.classes),
        how=HOW[match.how] + reply,
        is_sure=is_confirmed or not is_near,
    )


def _replies(row: Any, name: str) -> tuple[str, ...]:
    """Ingredients that the patient said yes or no to."""
    replies = row.get(name) if isinstance(row, Mapping) else None
    return tuple(str(one) for one in replies) if isinstance(replies, list) else ()
