"""What was checked and is clear, with the answers that clear it."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from screening.presenters.answers import Record
from screening.presenters.tags import SEVERITIES
from screening.presenters.texts import pick
from screening.rules import Branches, Engine, Evidence, Outcome, Rule

BLANK, NOT_ASKED = "Blank", "Not asked"


@dataclass(frozen=True)
class ClearingAnswer:
    question: str
    answer: str


@dataclass(frozen=True)
class ClearRule:
    severity: str
    title: str
    slug: str
    answers: tuple[ClearingAnswer, ...]


@dataclass(frozen=True)
class Run:
    """One run of the engine over a record; `sent` as `Engine.screen` takes it."""

    engine: Engine
    record: Record
    today: dt.date
    sent: frozenset[str] | None

    @property
    def branches(self) -> Branches:
        return self.engine.branch(self.record.answers, self.today, self.sent)

    @property
    def outcome(self) -> Outcome:
        return self.engine.screen(self.record.answers, self.today, self.sent)

    def explain(self, slugs: Iterable[str]) -> dict[str, tuple[Evidence, ...]]:
        return self.engine.explain_all(slugs, self.record.answers, self.today, self.sent)


def clear_rules(run: Run, slugs: Collection[str]) -> tuple[ClearRule, ...]:
    """In the order of the document."""
    rules = [rule for slug, rule in run.record.document.rules.items() if slug in slugs]
    evidence = run.explain(rule.slug for rule in rules)
    said = _answers(run.record, [item for items in evidence.values() for item in items])
    return tuple(_clear_rule(rule, run, evidence[rule.slug], said) for rule in rules)


def _clear_rule(
    rule: Rule, run: Run, evidence: tuple[Evidence, ...], said: Mapping[str, ClearingAnswer]
) -> ClearRule:
    return ClearRule(
        severity=SEVERITIES[rule.severity].text,
        title=pick(rule.title, run.record.document.language),
        slug=rule.slug,
        answers=tuple(said[link_id] for link_id in dict.fromkeys(one.question for one in evidence)),
    )


def _answers(record: Record, evidence: Collection[Evidence]) -> dict[str, ClearingAnswer]:
    """Each question once, in the document's own language."""
    asked = {item.question for item in evidence if item.asked}
    words = {
        link_id: record.say(link_id).for_staff for link_id in {item.question for item in evidence}
    }
    return {
        link_id: ClearingAnswer(
            said.question,
            (" · ".join(said.lines) or BLANK) if link_id in asked else NOT_ASKED,
        )
        for link_id, said in words.items()
    }
