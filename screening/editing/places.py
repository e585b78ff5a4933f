"""Where in a draft a path of the checks leads, such as `rules[3].when.any[0]`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from screening.editing.parts import KEYS, MAPPINGS, OF_THE_SET, Part, PartKind

CONDITIONS = {PartKind.QUESTION: ("enable_when", "optional_when"), PartKind.RULE: ("when",)}
"""Which conditions a part has."""

LISTED = (
    (PartKind.QUESTION, re.compile(r"sections\[(\d+)\]\.questions\[(\d+)\](?:\.(\w+))?")),
    (PartKind.SECTION, re.compile(r"sections\[(\d+)\](?:\.(\w+))?")),
    (PartKind.RULE, re.compile(r"rules\[(\d+)\](?:\.(\w+))?")),
    (PartKind.CASE, re.compile(r"cases\[(\d+)\](?:\.(\w+))?")),
)


@dataclass(frozen=True)
class Spot:
    """A part, and which of its conditions; empty for the part itself."""

    part: Part
    condition: str = ""


def spot_of(document: Mapping[str, Any], path: str) -> Spot | None:
    """None for what is no part of its own, or is not there any more."""
    if re.split(r"[.\[]", path)[0] in OF_THE_SET:
        return Spot(Part(PartKind.SET))
    for kind, key in MAPPINGS.items():
        if found := re.match(rf"{key}\.([^.]+)", path):
            return Spot(Part(kind, found[1])) if found[1] in document.get(key, {}) else None
    for kind, pattern in LISTED:
        if found := pattern.match(path):
            *places, aspect = found.groups()
            return _listed(document, kind, [int(place) for place in places], aspect or "")
    return None


def _listed(
    document: Mapping[str, Any], kind: PartKind, places: list[int], aspect: str
) -> Spot | None:
    one: Any = document
    is_in_section = kind in (PartKind.SECTION, PartKind.QUESTION)
    lists = ("sections", "questions") if is_in_section else (kind.value,)
    for name, place in zip(lists, places, strict=False):
        siblings = one.get(name, [])
        if place >= len(siblings):
            return None
        one = siblings[place]
    condition = aspect if aspect in CONDITIONS.get(kind, ()) else ""
    return Spot(Part(kind, str(one.get(KEYS[kind], ""))), condition)
