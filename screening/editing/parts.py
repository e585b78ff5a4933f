"""The parts of a document that are edited one at a time: found, written, added, moved, removed."""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

Json = dict[str, Any]


class PartKind(Enum):
    SET = "set"
    PARAMETER = "parameters"
    SECTION = "sections"
    QUESTION = "questions"
    RULE = "rules"
    PATIENT_TEXT = "texts"
    CASE = "cases"

    @property
    def noun(self) -> str:
        """One of them."""
        return "set" if self is PartKind.SET else self.value.removesuffix("s")


KEYS = {
    PartKind.SECTION: "slug",
    PartKind.QUESTION: "link_id",
    PartKind.RULE: "slug",
    PartKind.CASE: "id",
}
"""By which key a part in a list is known."""

MAPPINGS = {PartKind.PARAMETER: "parameters", PartKind.PATIENT_TEXT: "patient_texts"}
"""The parts that stand under their name in an object."""

OF_THE_SET = ("title", "treatment")


class NoSuchPart(LookupError):
    """The document does not have the part, or not any more."""


class PartExists(ValueError):
    """Another part goes by this key."""


@dataclass(frozen=True)
class Part:
    """`key` is empty for the set itself."""

    kind: PartKind
    key: str = ""


def read(document: Mapping[str, Any], part: Part) -> Json:
    """A copy. Raises NoSuchPart."""
    return copy.deepcopy(_held(copy.deepcopy(dict(document)), part))


def write(document: Mapping[str, Any], part: Part, value: Json) -> Json:
    """The document with the part as `value`; its key stays. Raises NoSuchPart."""
    changed = copy.deepcopy(dict(document))
    held = _held(changed, part)
    kept = (
        {}
        if part.kind is not PartKind.SET
        else {name: one for name, one in held.items() if name not in OF_THE_SET}
    )
    key = KEYS.get(part.kind)
    named = {key: part.key} if key else {}
    held_before = dict(held)
    held.clear()
    held.update({**kept, **value, **named})
    if part.kind is PartKind.SECTION and "questions" in held_before:
        held["questions"] = held_before["questions"]
    return changed


def add(document: Mapping[str, Any], part: Part, value: Json, section: str = "") -> Json:
    """At the end of its list; a question at the end of `section`. Raises PartExists, NoSuchPart."""
    changed = copy.deepcopy(dict(document))
    if part.kind in MAPPINGS:
        found = changed.setdefault(MAPPINGS[part.kind], {})
        if part.key in found:
            raise PartExists(part.key)
        found[part.key] = value
        return changed
    key = KEYS[part.kind]
    if any(one.get(key) == part.key for _, one in _listed(changed, part.kind)):
        raise PartExists(part.key)
    _list_for(changed, part.kind, section).append({key: part.key, **value})
    return changed


def remove(document: Mapping[str, Any], part: Part) -> Json:
    """Raises NoSuchPart. What refers to the part stays, and the checks say where."""
    changed = copy.deepcopy(dict(document))
    if part.kind in MAPPINGS:
        _held(changed, part)
        del changed[MAPPINGS[part.kind]][part.key]
        return changed
    siblings, place = _place(changed, part)
    del siblings[place]
    return changed


def move(document: Mapping[str, Any], part: Part, step: int) -> Json:
    """One place up (-1) or down (1); a question goes on into the next section. At the very end it
    stays. Raises NoSuchPart."""
    changed = copy.deepcopy(dict(document))
    siblings, place = _place(changed, part)
    target = place + step
    if 0 <= target < len(siblings):
        siblings[place], siblings[target] = siblings[target], siblings[place]
    elif part.kind is PartKind.QUESTION:
        _move_on(changed, siblings, place, step)
    return changed


def _move_on(document: Json, siblings: list[Any], place: int, step: int) -> None:
    lists = [section.setdefault("questions", []) for section in _sections(document)]
    here = next(index for index, one in enumerate(lists) if one is siblings)
    if 0 <= here + step < len(lists):
        question = siblings.pop(place)
        there = lists[here + step]
        there.insert(len(there) if step < 0 else 0, question)


def _held(document: Json, part: Part) -> Json:
    """The part itself, in `document`."""
    if part.kind is PartKind.SET:
        return document
    if part.kind in MAPPINGS:
        found = document.get(MAPPINGS[part.kind], {}).get(part.key)
        if not isinstance(found, dict):
            raise NoSuchPart(part.key)
        return found
    siblings, place = _place(document, part)
    held: Json = siblings[place]
    return held


def _place(document: Json, part: Part) -> tuple[list[Any], int]:
    key = KEYS.get(part.kind, "")
    for siblings, one in _listed(document, part.kind):
        if one.get(key) == part.key:
            return siblings, siblings.index(one)
    raise NoSuchPart(part.key)


def _listed(document: Json, kind: PartKind) -> Iterator[tuple[list[Any], Json]]:
    """Each part of a kind that stands in lists, with the list that it is in."""
    if kind is PartKind.QUESTION:
        lists = [section.get("questions", []) for section in _sections(document)]
    else:
        lists = [document.get(kind.value, [])] if kind in KEYS else []
    for siblings in lists:
        for one in siblings:
            if isinstance(one, dict):
                yield siblings, one


def _list_for(document: Json, kind: PartKind, section: str) -> list[Any]:
    found: list[Any]
    if kind is not PartKind.QUESTION:
        found = document.setdefault(kind.value, [])
        return found
    for one in _sections(document):
        if one.get("slug") == section:
            found = one.setdefault("questions", [])
            return found
    raise NoSuchPart(section)


def _sections(document: Json) -> list[Json]:
    return [one for one in document.get("sections", []) if isinstance(one, dict)]
