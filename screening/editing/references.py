"""What in a draft refers to a part, and would be left hanging without it."""

from collections.abc import Iterator, Mapping
from typing import Any

from screening.editing.parts import Part, PartKind
from screening.editing.places import CONDITIONS
from screening.editing.trees import nodes

Json = Mapping[str, Any]


def referrers(document: Json, part: Part) -> Iterator[Part]:
    """Each other part once, in document order: by a condition, or by naming a text."""
    for other, said in _holders(document):
        if other != part and (_is_named(said, part) or _is_compared(said, other, part)):
            yield other


def _holders(document: Json) -> Iterator[tuple[Part, Json]]:
    for section in document.get("sections", []):
        for question in section.get("questions", []):
            yield Part(PartKind.QUESTION, str(question.get("link_id", ""))), question
    for rule in document.get("rules", []):
        yield Part(PartKind.RULE, str(rule.get("slug", ""))), rule


def _is_named(said: Json, part: Part) -> bool:
    return part.kind is PartKind.PATIENT_TEXT and said.get("patient_text") == part.key


def _is_compared(said: Json, other: Part, part: Part) -> bool:
    trees = [said.get(name) for name in CONDITIONS[other.kind]]
    trees += [known.get("unless") for known in said.get("never_asked", [])]
    leaves = (node.condition for tree in trees for node in nodes(tree) if not node.group)
    return any(part.key in _names(leaf, part.kind) for leaf in leaves)


def _names(leaf: Json, kind: PartKind) -> set[str]:
    """The parts of a kind that one comparison speaks of."""
    if kind is PartKind.QUESTION:
        return {str(leaf.get(key, "")).partition(".")[0] for key in ("question", "unanswered")}
    if kind is PartKind.RULE:
        return {str(leaf.get("rule", ""))}
    if kind is PartKind.PARAMETER:
        return {str(one["parameter"]) for one in leaf.values() if isinstance(one, Mapping)}
    return set()
