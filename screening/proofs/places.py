"""Where the conditions of a document stand, by the paths that the parser uses."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from screening.rules import Document
from screening.rules.conditions import (
    All,
    Any,
    AtLeastOf,
    Comparison,
    Condition,
    Not,
    Unanswered,
)
from screening.rules.cones import cone, leaves_through_rules


class Place(NamedTuple):
    path: str
    condition: Condition


def rule_paths(document: Document) -> Mapping[str, str]:
    return {slug: f"rules[{index}]" for index, slug in enumerate(document.rules)}


def question_paths(document: Document) -> Mapping[str, str]:
    return {
        question.link_id: f"sections[{section}].questions[{index}]"
        for section, one in enumerate(document.sections)
        for index, question in enumerate(one.questions)
    }


def gates(document: Document) -> Iterator[tuple[str, Place]]:
    """Every `enable_when` and `optional_when`, with its question."""
    paths = question_paths(document)
    for link_id, question in document.questions.items():
        path = paths[link_id]
        if question.enable_when is not None:
            yield link_id, Place(f"{path}.enable_when", question.enable_when)
        if question.optional_when is not None:
            yield link_id, Place(f"{path}.optional_when", question.optional_when)


def acknowledged(document: Document) -> Iterator[Place]:
    """What the rules' `never_asked` say."""
    for slug, path in rule_paths(document).items():
        for index, known in enumerate(document.rules[slug].never_asked):
            yield Place(f"{path}.never_asked[{index}].unless", known.unless)


def roots(document: Document) -> Iterator[Place]:
    """Every condition of the document."""
    yield from (place for _, place in gates(document))
    for slug, path in rule_paths(document).items():
        yield Place(f"{path}.when", document.rules[slug].when)
    yield from acknowledged(document)


def inside(place: Place) -> tuple[Place, ...]:
    """The conditions directly inside."""
    path, condition = place
    match condition:
        case All(of):
            stem = f"{path}.all"
        case Any(of):
            stem = f"{path}.any"
        case AtLeastOf(_, of):
            stem = f"{path}.at_least_of.of"
        case Not(turned):
            return (Place(f"{path}.not", turned),)
        case _:
            return ()
    return tuple(Place(f"{stem}[{index}]", part) for index, part in enumerate(of))


def every_place(root: Place) -> Iterator[Place]:
    yield root
    for place in inside(root):
        yield from every_place(place)


def every_condition(document: Document) -> dict[Condition, None]:
    """All of them, the inner ones too, each once."""
    return {place.condition: None for root in roots(document) for place in every_place(root)}


def comparisons(document: Document) -> Iterator[tuple[str, Comparison]]:
    """Every one, as often as it is written, after the path of where."""
    for root in roots(document):
        for path, condition in every_place(root):
            if isinstance(condition, Comparison):
                yield path, condition


def own_leaves(document: Document) -> Mapping[str, list[Comparison | Unanswered]]:
    """What the document compares in the answers to each question."""
    found: dict[str, list[Comparison | Unanswered]] = {
        link_id: [] for link_id in document.questions
    }
    for condition in every_condition(document):
        if isinstance(condition, Comparison | Unanswered):
            found[condition.question].append(condition)
    return found


def has_silence(document: Document, condition: Condition) -> bool:
    """Whether `unanswered` stands anywhere that the truth of the condition depends on."""
    conditions = [condition]
    for link_id in cone(document, condition):
        question = document.questions[link_id]
        conditions += [gate for gate in (question.enable_when, question.optional_when) if gate]
    return any(
        isinstance(leaf, Unanswered)
        for one in conditions
        for leaf in leaves_through_rules(document, one)
    )
