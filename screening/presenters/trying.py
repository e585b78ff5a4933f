"""A rule over answers that somebody tries out: how it comes out, and why."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from screening.presenters.answers import Record
from screening.presenters.conditions import Sentence, read_condition
from screening.presenters.evidence import Reason, reasons
from screening.presenters.tags import Tag, severity_tag
from screening.presenters.texts import pick
from screening.rules import Engine, Truth

OUTCOMES = {
    Truth.TRUE: (Tag("Raised", "contraindication"), "These answers raise the rule."),
    Truth.UNKNOWN: (
        Tag("Cannot be ruled out", "possible"),
        "These answers neither raise the rule nor clear it.",
    ),
    Truth.FALSE: (Tag("Clear", "suitable"), "These answers leave the rule clear."),
}


@dataclass(frozen=True)
class TriedRule:
    """`missing` are the questions that would settle it, where it cannot be ruled out."""

    tag: Tag
    words: str
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class RuleHead:
    slug: str
    title: str
    severity: Tag
    when: Sentence


def rule_head(engine: Engine, slug: str) -> RuleHead:
    document = engine.document
    rule = document.rules[slug]
    return RuleHead(
        slug=slug,
        title=pick(rule.title, document.language),
        severity=severity_tag(rule.severity.value),
        when=read_condition(rule.when, document),
    )


def tried(engine: Engine, slug: str, answers: Mapping[str, Any], today: dt.date) -> TriedRule:
    """Over a record as it is kept: without answers to what is not asked."""
    kept = engine.settle(answers, today).answers
    outcome = engine.screen(kept, today)
    tag, words = OUTCOMES[engine.truths(kept, today)[slug]]
    record = Record(engine.document, kept, engine.document.language)
    evidence = [one.as_json() for one in engine.explain(slug, kept, today)]
    missing = next((one.missing for one in outcome.undetermined if one.rule == slug), ())
    return TriedRule(
        tag=tag,
        words=words,
        reasons=reasons(evidence, record, engine.branch(kept, today).definite),
        missing=tuple(
            pick(engine.document.questions[one].text, engine.document.language) for one in missing
        ),
    )
