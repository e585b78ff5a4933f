"""A condition as JSON, changed at one place: `any.0.not` is inside the first part of an `any`."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

GROUPS = ("all", "any", "at_least_of", "not")


class NoSuchNode(LookupError):
    """The condition has nothing at this place, or not any more."""


@dataclass(frozen=True)
class Node:
    """`group` is empty for a comparison; `depth` is how many groups it is in."""

    path: str
    depth: int
    group: str
    condition: Json


def nodes(condition: Json | None, path: str = "", depth: int = 0) -> Iterator[Node]:
    """All of it in reading order, a group before its parts."""
    if not condition:
        return
    group = group_of(condition)
    yield Node(path, depth, group, condition)
    for index, part in enumerate(parts_of(condition)):
        yield from nodes(part, _joined(path, group, index), depth + 1)


def group_of(condition: Json) -> str:
    return next((name for name in GROUPS if name in condition), "")


def parts_of(condition: Json) -> list[Json]:
    group = group_of(condition)
    if not group:
        return []
    inside = condition[group]
    if group == "not":
        return [inside]
    found: list[Json] = inside["of"] if group == "at_least_of" else inside
    return found


def node_at(condition: Json | None, path: str) -> Json:
    """Raises NoSuchNode."""
    for node in nodes(condition):
        if node.path == path:
            return node.condition
    raise NoSuchNode(path)


def put(condition: Json | None, path: str, new: Json) -> Json:
    """The condition with `new` at the path; the whole of it where the path is empty."""
    if not path:
        return copy.deepcopy(new)
    changed = copy.deepcopy(condition)
    siblings, place = _siblings(changed, path)
    siblings[place] = copy.deepcopy(new)
    return changed or {}


def append(condition: Json | None, path: str, new: Json) -> Json:
    """`new` as the last part of the group at the path. Raises NoSuchNode for no such group."""
    changed = copy.deepcopy(condition)
    group = node_at(changed, path)
    if group_of(group) in ("", "not"):
        raise NoSuchNode(path)
    parts_of(group).append(copy.deepcopy(new))
    return changed or {}


def wrap(condition: Json | None, path: str, group: str) -> Json:
    """What stands at the path becomes the first part of a new group there."""
    inside = node_at(condition, path)
    wrapped: dict[str, Json] = {
        "all": {"all": [inside]},
        "any": {"any": [inside]},
        "at_least_of": {"at_least_of": {"count": 1, "of": [inside]}},
        "not": {"not": inside},
    }
    return put(condition, path, wrapped[group])


def unwrap(condition: Json | None, path: str) -> Json:
    """A group of one, or a `not`, becomes what is in it. Raises NoSuchNode for any other."""
    parts = parts_of(node_at(condition, path))
    if len(parts) != 1:
        raise NoSuchNode(path)
    return put(condition, path, parts[0])


def turn(condition: Json | None, path: str, group: str, count: int = 1) -> Json:
    """The same parts in a group of another kind."""
    parts = parts_of(node_at(condition, path))
    if not parts or group == "not":
        raise NoSuchNode(path)
    inside: Any = {"count": count, "of": parts} if group == "at_least_of" else parts
    return put(condition, path, {group: inside})


def remove(condition: Json | None, path: str) -> Json | None:
    """Without what stands at the path; a group that is left empty goes too."""
    node_at(condition, path)
    if not path:
        return None
    changed = copy.deepcopy(condition)
    siblings, place = _siblings(changed, path)
    parent = path.rsplit(".", 2)[0] if path.count(".") > 1 else ""
    if len(siblings) == 1 or isinstance(siblings, dict):
        return remove(condition, parent)
    del siblings[place]
    return changed


def _joined(path: str, group: str, index: int) -> str:
    return ".".join(name for name in (path, group, str(index)) if name)


def _siblings(condition: Json | None, path: str) -> tuple[Any, Any]:
    """Where the node stands: its parent's list and place, or a `not` and its key."""
    node_at(condition, path)
    *above, group, index = path.split(".")
    parent = node_at(condition, ".".join(above))
    return (parent, "not") if group == "not" else (parts_of(parent), int(index))
