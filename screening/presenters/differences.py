"""What differs between two versions, in words: by part of the document, before beside after."""

from dataclasses import dataclass
from enum import Enum

from screening.differences import CaseChange, Change, Effect, Kind, Subject, Verdict
from screening.presenters.answers import Record
from screening.presenters.conditions import read_condition
from screening.presenters.heads import language_name
from screening.presenters.tags import LEVELS, Tag
from screening.presenters.texts import listed, pick, quoted, spaced
from screening.rules import Document, Truth
from screening.rules.conditions import (
    All,
    AtLeastOf,
    Comparison,
    Condition,
    Not,
    RuleReference,
    Unanswered,
)
from screening.rules.conditions import Any as AnyOf
from screening.rules.documents import NeverAsked

SUBJECTS = {
    Subject.SET: "The question set",
    Subject.PARAMETER: "Parameters",
    Subject.SECTION: "Sections",
    Subject.QUESTION: "Questions",
    Subject.OPTION: "Options",
    Subject.RULE: "Rules",
    Subject.PATIENT_TEXT: "Texts for patients",
    Subject.CASE: "Cases",
}
ASPECTS = {
    "enable_when": "asked when",
    "optional_when": "may be left blank when",
    "when": "condition",
    "verify": "still to be verified",
    "unknown": "counts as no definite answer",
    "exclusive": "clears the others",
    "required": "must be answered",
    "spelling": "written otherwise, with the same meaning",
}
ALWAYS = {"enable_when": "always", "optional_when": "never"}
TRUTHS = {Truth.TRUE: "raised", Truth.UNKNOWN: "undetermined", Truth.FALSE: "clear"}
CONDITIONS = (All, AnyOf, AtLeastOf, Not, Comparison, Unanswered, RuleReference)


@dataclass(frozen=True)
class ChangeLine:
    """`before` and `after` are empty where a thing came, went or moved as a whole."""

    name: str
    key: str
    what: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class ChangeGroup:
    title: str
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True)
class EffectLine:
    """`answers`: question and answer of the example, empty where it was not decided."""

    rule: str
    title: str
    words: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CaseLine:
    case: str
    before: Tag
    after: Tag
    rules: str


def change_groups(
    changes: tuple[Change, ...], before: Document, after: Document
) -> tuple[ChangeGroup, ...]:
    """Only the parts in which something changed, in reading order."""
    grouped = {subject: [one for one in changes if one.subject is subject] for subject in Subject}
    return tuple(
        ChangeGroup(SUBJECTS[subject], tuple(_line(one, before, after) for one in found))
        for subject, found in grouped.items()
        if found
    )


def _line(change: Change, before: Document, after: Document) -> ChangeLine:
    document = before if change.kind is Kind.REMOVED else after
    name = _name(change, document)
    if change.kind is not Kind.CHANGED:
        where = change.aspect and f" from “{change.before}” to “{change.after}”"
        return ChangeLine(name, change.name, f"{change.kind.value}{where}")
    if change.subject is Subject.CASE or change.aspect == "spelling":
        return ChangeLine(name, change.name, ASPECTS.get(change.aspect, "changed"))
    what = ASPECTS.get(change.aspect, spaced(change.aspect))
    if change.language:
        what = f"{what}, {language_name(change.language)}"
    return ChangeLine(
        name,
        change.name,
        what,
        _value(change, change.before, before),
        _value(change, change.after, after),
    )


def _name(change: Change, document: Document) -> str:
    """As its reader knows it, in the document's language; the key where there are no words."""
    key, language = change.name, document.language
    if change.subject is Subject.QUESTION:
        return quoted(pick(document.questions[key].text, language))
    if change.subject is Subject.OPTION:
        link_id, _, value = key.partition("/")
        option = document.questions[link_id].option(value)
        return quoted(pick(option.label, language)) if option else spaced(value)
    if change.subject is Subject.RULE:
        return quoted(pick(document.rules[key].title, language))
    if change.subject is Subject.SECTION:
        titles = {section.slug: section.title for section in document.sections}
        return quoted(pick(titles[key], language))
    return quoted(pick(document.title, language)) if change.subject is Subject.SET else spaced(key)


def _value(change: Change, value: object, document: Document) -> str:
    if value is None:
        return ALWAYS.get(change.aspect, "none")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return spaced(str(value.value))
    if isinstance(value, CONDITIONS):
        return _sentence(value, document)
    if isinstance(value, tuple):
        return "; ".join(_part(one, document) for one in value) or "none"
    return str(value)


def _part(value: object, document: Document) -> str:
    if isinstance(value, NeverAsked):
        unless = _sentence(value.unless, document)
        return f"{value.question} is asked only if {unless}: {value.reason}"
    return str(value)


def _sentence(condition: Condition, document: Document) -> str:
    return str(read_condition(condition, document))


def effect_lines(
    effects: tuple[Effect, ...], before: Document, after: Document
) -> tuple[EffectLine, ...]:
    """What is proved the same is left out; what could not be decided is not."""
    return tuple(
        EffectLine(
            rule=one.rule,
            title=pick(after.rules[one.rule].title, after.language),
            words=_effect_words(one),
            answers=_answers(one, before, after),
        )
        for one in effects
        if one.verdict is not Verdict.SAME
    )


def _answers(effect: Effect, before: Document, after: Document) -> tuple[tuple[str, str], ...]:
    """In the words of the version that asks, the newer one where both do."""
    if effect.example is None:
        return ()
    found = []
    for link_id in effect.example.answers:
        document = after if link_id in after.questions else before
        said = Record(document, effect.example.answers, document.language).say(link_id).words
        found.append((said.question, "; ".join(said.lines) or "left blank"))
    return tuple(found)


def case_lines(changes: tuple[CaseChange, ...]) -> tuple[CaseLine, ...]:
    return tuple(
        CaseLine(
            one.case,
            LEVELS[one.before],
            LEVELS[one.after],
            listed((spaced(rule) for rule in one.rules), "and"),
        )
        for one in changes
    )


def _effect_words(effect: Effect) -> str:
    if effect.before is None or effect.after is None:
        return "whether anybody is screened differently could not be decided"
    return f"{TRUTHS[effect.before]} before and {TRUTHS[effect.after]} now, for this patient"
