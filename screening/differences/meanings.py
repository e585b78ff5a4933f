"""What the truth of a rule rests on, so that two versions of it can be held side by side."""

from screening.rules import Document, Question
from screening.rules.conditions import (
    Comparison,
    Condition,
    ParameterReference,
    RuleReference,
    leaves,
)
from screening.rules.cones import cone


def is_answered_alike(before: Question, after: Question) -> bool:
    """Whether any answer means the same to both; labels and order do not matter."""
    return before.type is after.type and _values(before) == _values(after)


def _values(question: Question) -> frozenset[tuple[str, bool, bool]]:
    return frozenset((one.value, one.unknown, one.exclusive) for one in question.options)


def has_same_meaning(before: Document, after: Document, slug: str) -> bool:
    """Whether the rule reads the same in both, down to the gates of all that it rests on."""
    then, now = before.rules[slug].when, after.rules[slug].when
    if then != now or cone(before, then) != cone(after, now):
        return False
    conditions = [then]
    for link_id in cone(before, then):
        old, new = before.questions[link_id], after.questions[link_id]
        if not (is_answered_alike(old, new) and _is_asked_alike(old, new)):
            return False
        conditions += [gate for gate in (old.enable_when, old.optional_when) if gate is not None]
    return all(_refers_alike(before, after, condition) for condition in conditions)


def _is_asked_alike(before: Question, after: Question) -> bool:
    return (before.required, before.enable_when, before.optional_when) == (
        after.required,
        after.enable_when,
        after.optional_when,
    )


def _refers_alike(before: Document, after: Document, condition: Condition) -> bool:
    """The rules and parameters that it names are the same in both."""
    for leaf in leaves(condition):
        if isinstance(leaf, RuleReference):
            then, now = before.rules[leaf.slug].when, after.rules[leaf.slug].when
            if then != now or not _refers_alike(before, after, then):
                return False
        elif isinstance(leaf, Comparison) and isinstance(leaf.operand, ParameterReference):
            name = leaf.operand.name
            if before.parameters[name].value != after.parameters[name].value:
                return False
    return True
