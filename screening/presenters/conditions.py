"""A rule's or a branch's condition, read back as plain sentences."""

from dataclasses import dataclass

from django.utils.translation import gettext

from screening.presenters.comparisons import Compared, say_comparison, say_unanswered
from screening.presenters.texts import pick, quoted
from screening.rules import Document
from screening.rules.conditions import (
    All,
    AtLeastOf,
    Comparison,
    Condition,
    Not,
    RuleReference,
    Unanswered,
    parts,
)
from screening.rules.conditions import Any as AnyOf


@dataclass(frozen=True)
class Sentence:
    """A statement, or a lead with the statements that it is about."""

    text: str
    parts: tuple["Sentence", ...] = ()

    def __str__(self) -> str:
        if not self.parts:
            return self.text
        return f"{self.text}: {'; '.join(str(part) for part in self.parts)}"


def read_condition(condition: Condition, document: Document) -> Sentence:
    """The document's texts in its own language, the words between them in the active one.

    A group of one reads as the one.
    """
    inside = parts(condition)
    if len(inside) == 1 and isinstance(condition, All | AnyOf):
        return read_condition(inside[0], document)
    if inside:
        return Sentence(_lead(condition), tuple(read_condition(one, document) for one in inside))
    return Sentence(_read_leaf(condition, document))


def _lead(condition: Condition) -> str:
    if isinstance(condition, Not):
        return gettext("This is not true")
    if isinstance(condition, AtLeastOf):
        return gettext("At least {} of these are true").format(condition.count)
    if isinstance(condition, All):
        return gettext("All of these are true")
    return gettext("At least one of these is true")


def _read_leaf(condition: Condition, document: Document) -> str:
    if isinstance(condition, Comparison):
        named, how = (condition.question, condition.attribute), condition.operator
        return say_comparison(document, Compared(*named, how, condition.operand))
    if isinstance(condition, Unanswered):
        return say_unanswered(document, condition.question, condition.attribute)
    if isinstance(condition, RuleReference):
        rule = document.rules.get(condition.slug)
        title = pick(rule.title, document.language) if rule else condition.slug
        return gettext("the rule {} is raised").format(quoted(title))
    return str(condition)
