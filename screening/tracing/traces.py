"""What each rule rests on, and which cases show it at work."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from screening.rules import Document, Rule
from screening.rules.conditions import Condition, RuleReference, leaves


@dataclass(frozen=True)
class Trace:
    """`questions` are link ids in document order, `through` the other rules by which some of them
    are reached. The cases are those that come out as written; `failing` are the others in which
    the rule is named, and they show nothing.
    """

    rule: Rule
    questions: tuple[str, ...]
    through: tuple[str, ...]
    raising: tuple[str, ...]
    clear: tuple[str, ...]
    undetermined: tuple[str, ...]
    failing: tuple[str, ...]


def trace_rules(document: Document, failing: Collection[str]) -> tuple[Trace, ...]:
    """In document order. `failing`: the ids of cases that do not come out as written."""
    return tuple(_trace(document, rule, failing) for rule in document.rules.values())


def idle_questions(document: Document) -> tuple[str, ...]:
    """Link ids that no rule and no gate reads: only people do."""
    gates = (
        gate
        for question in document.questions.values()
        for gate in (question.enable_when, question.optional_when)
        if gate is not None
    )
    conditions = [*gates, *(rule.when for rule in document.rules.values())]
    read = {link_id for one in conditions for link_id in _questions(document, one)}
    return tuple(link_id for link_id in document.questions if link_id not in read)


def _trace(document: Document, rule: Rule, failing: Collection[str]) -> Trace:
    read = set(_questions(document, rule.when))
    through = dict.fromkeys(_rules(document, rule.when))
    shown: dict[str, list[str]] = {"raised": [], "clear": [], "undetermined": [], "failing": []}
    for case in document.cases:
        outcome = _outcome(case, rule.slug)
        if str(case["id"]) not in failing:
            shown[outcome].append(str(case["id"]))
        elif outcome != "clear":
            shown["failing"].append(str(case["id"]))
    return Trace(
        rule=rule,
        questions=tuple(link_id for link_id in document.questions if link_id in read),
        through=tuple(through),
        raising=tuple(shown["raised"]),
        clear=tuple(shown["clear"]),
        undetermined=tuple(shown["undetermined"]),
        failing=tuple(shown["failing"]),
    )


def _outcome(case: Mapping[str, object], slug: str) -> str:
    """What the case expects of the rule: what it does not name has to be clear."""
    for outcome in ("raised", "undetermined"):
        if slug in cast(Collection[str], case[outcome]):
            return outcome
    return "clear"


def _questions(document: Document, condition: Condition) -> Iterator[str]:
    for leaf in leaves(condition):
        if isinstance(leaf, RuleReference):
            yield from _questions(document, document.rules[leaf.slug].when)
        else:
            yield leaf.question


def _rules(document: Document, condition: Condition) -> Iterator[str]:
    for leaf in leaves(condition):
        if isinstance(leaf, RuleReference):
            yield leaf.slug
            yield from _rules(document, document.rules[leaf.slug].when)
