"""One change between two documents, and how changes of lists and texts are found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum


class Kind(Enum):
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


class Subject(Enum):
    """What a change is about, in the order in which people read a document."""

    SET = "question_set"
    PARAMETER = "parameter"
    SECTION = "section"
    QUESTION = "question"
    OPTION = "option"
    RULE = "rule"
    PATIENT_TEXT = "patient_text"
    CASE = "case"


@dataclass(frozen=True)
class Change:
    """`name` is the key within the document; an option's is `link_id/value`.

    `aspect` says what of it changed (`severity`, `text`, `when`), with `language` for a text;
    `before` and `after` are the two values, conditions among them, and None where there is none.
    """

    subject: Subject
    name: str
    kind: Kind
    aspect: str = ""
    language: str = ""
    before: object = None
    after: object = None


def came_and_went(
    subject: Subject, before: Sequence[str], after: Sequence[str]
) -> Iterator[Change]:
    """Removed, added, and the fewest moves that explain the new order of what stayed."""
    for name in before:
        if name not in after:
            yield Change(subject, name, Kind.REMOVED)
    for name in after:
        if name not in before:
            yield Change(subject, name, Kind.ADDED)
    for name in moved(before, after):
        yield Change(subject, name, Kind.MOVED)


def moved(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Of what stands in both, the ones that do not keep their place among the others."""
    then = [name for name in before if name in after]
    now = [name for name in after if name in before]
    matcher = SequenceMatcher(None, then, now, autojunk=False)
    blocks = matcher.get_matching_blocks()
    kept = {name for block in blocks for name in now[block.b : block.b + block.size]}
    return [name for name in now if name not in kept]


def aspects(
    subject: Subject, name: str, before: Mapping[str, object], after: Mapping[str, object]
) -> Iterator[Change]:
    """One change for each aspect that differs; both hold the same aspects."""
    for aspect, then in before.items():
        now = after[aspect]
        if then != now:
            yield Change(subject, name, Kind.CHANGED, aspect, "", then, now)


def texts(
    subject: Subject,
    name: str,
    aspect: str,
    before: Mapping[str, str],
    after: Mapping[str, str],
) -> Iterator[Change]:
    """One change for each language in which a text came, went or reads otherwise."""
    for language in dict.fromkeys([*before, *after]):
        then, now = before.get(language), after.get(language)
        if then != now:
            yield Change(subject, name, Kind.CHANGED, aspect, language, then, now)
