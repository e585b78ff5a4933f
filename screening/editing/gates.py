"""The conditions of a part by their names: its own, and those of what a rule says of questions that
some patients are not asked, as `unless-0`."""

import copy
import re
from typing import Any

from screening.editing.parts import PartKind
from screening.editing.places import CONDITIONS

Json = dict[str, Any]
UNLESS = re.compile(r"unless-(\d{1,4})")


class NoSuchGate(LookupError):
    """The part has no condition of this name."""


def gate_of(kind: PartKind, part: Json, name: str) -> Json | None:
    """None where there is none yet. Raises NoSuchGate."""
    if name in CONDITIONS.get(kind, ()):
        found: Json | None = part.get(name)
        return found
    unless: Json | None = _acknowledged(kind, part, name).get("unless")
    return unless


def with_gate(kind: PartKind, part: Json, name: str, condition: Json | None) -> Json:
    """A copy with this condition, or without any. Raises NoSuchGate."""
    changed = copy.deepcopy(part)
    own = name in CONDITIONS.get(kind, ())
    held, key = (changed, name) if own else (_acknowledged(kind, changed, name), "unless")
    held.pop(key, None)
    if condition is not None:
        held[key] = copy.deepcopy(condition)
    return changed


def _acknowledged(kind: PartKind, part: Json, name: str) -> Json:
    found, known = UNLESS.fullmatch(name), part.get("never_asked", [])
    if kind is not PartKind.RULE or found is None or int(found[1]) >= len(known):
        raise NoSuchGate(name)
    one: Json = known[int(found[1])]
    return one
