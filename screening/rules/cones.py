"""What the truth of a condition can depend on."""

from collections.abc import Iterator

from screening.rules.conditions import Condition, Leaf, RuleReference, leaves
from screening.rules.documents import Document


def leaves_through_rules(document: Document, condition: Condition) -> Iterator[Leaf]:
    """The comparisons, with those of the rules that are referred to in place of references."""
    for leaf in leaves(condition):
        if isinstance(leaf, RuleReference):
            yield from leaves_through_rules(document, document.rules[leaf.slug].when)
        else:
            yield leaf


def questions_of(document: Document, condition: Condition) -> frozenset[str]:
    """Those that the condition itself compares, not those behind gates."""
    return frozenset(
        leaf.question
        for leaf in leaves_through_rules(document, condition)
        if not isinstance(leaf, RuleReference)
    )


def cone(document: Document, condition: Condition) -> frozenset[str]:
    """All questions that the truth of the condition can depend on, through gates too."""
    found: set[str] = set()
    waiting = list(questions_of(document, condition))
    while waiting:
        link_id = waiting.pop()
        if link_id not in found:
            found.add(link_id)
            question = document.questions[link_id]
            for gate in (question.enable_when, question.optional_when):
                waiting += questions_of(document, gate) if gate is not None else ()
    return frozenset(found)
