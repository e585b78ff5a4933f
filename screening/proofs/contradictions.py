"""Conditions that can never hold together, and branches of a condition that can never matter."""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from screening.proofs.places import Place, inside, roots
from screening.proofs.remarks import Remark, error
from screening.proofs.studies import Study, examined
from screening.proofs.witnesses import Claim, claim
from screening.rules.conditions import All, Any, AtLeastOf, Not
from screening.rules.truth import FALSE, TRUE, Truth


class Branch(NamedTuple):
    """One of several ways in which a condition can come to hold, and what that takes."""

    place: Place
    claims: tuple[Claim, ...]


def check_contradictions(study: Study) -> Iterator[Remark]:
    """Of conditions that can hold at all; the others are found with their gate or rule."""
    for root in roots(study.document):
        yield from examined(root.path, "its branches", _dead_branches, study, root)


def _dead_branches(study: Study, root: Place) -> Iterator[Remark]:
    if study.patient(claim(root.condition, TRUE)) is None:
        return
    dead: list[str] = []
    for branch in branches(root, TRUE, ()):
        is_inside = any(branch.place.path.startswith(path) for path in dead)
        if not is_inside and study.patient(*branch.claims) is None:
            dead.append(branch.place.path)
            yield error(
                "branch-never-holds",
                branch.place.path,
                "this can never make a difference: what it says and what must hold beside it"
                " contradict each other",
            )


def branches(place: Place, wanted: Truth, beside: tuple[Claim, ...]) -> Iterator[Branch]:
    """Every alternative inside, with all that has to hold at the same time."""
    condition, parts = place.condition, inside(place)
    if isinstance(condition, Not):
        yield from branches(parts[0], FALSE if wanted is TRUE else TRUE, beside)
    elif isinstance(condition, (All if wanted is TRUE else Any)):
        for part in parts:
            others = tuple(claim(one.condition, wanted) for one in parts if one is not part)
            yield from branches(part, wanted, (*beside, *others))
    elif isinstance(condition, All | Any | AtLeastOf):
        for part in parts:
            yield Branch(part, (*beside, claim(part.condition, wanted)))
            yield from branches(part, wanted, beside)


def clash(study: Study, place: Place) -> Iterator[Remark]:
    """For a condition that never holds: the first two parts that contradict each other."""
    if not isinstance(place.condition, All):
        return
    possible = [one for one in inside(place) if study.patient(claim(one.condition, TRUE))]
    for one, other in combinations(possible, 2):
        if study.patient(claim(one.condition, TRUE), claim(other.condition, TRUE)) is None:
            yield error("contradiction", other.path, f"can never hold together with {one.path}")
            return
