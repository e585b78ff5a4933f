"""What was checked and is clear, with the answers that clear it."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from screening.presenters.answers import Record
from screening.presenters.tags import Tag, severity_tag
from screening.presenters.texts import pick
from screening.rules import Branches, Engine, Evidence, Outcome


@dataclass(frozen=True)
class ClearingAnswer:
    question: str
    lines: tuple[str, ...]
    asked: bool


@dataclass(frozen=True)
class ClearRule:
    tag: Tag
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

    def explain(self, slug: str) -> tuple[Evidence, ...]:
        return self.engine.explain(slug, self.record.answers, self.today, self.sent)


def clear_rules(run: Run, slugs: Collection[str]) -> tuple[ClearRule, ...]:
    """In the order of the document."""
    document = run.record.document
    return tuple(
        ClearRule(
            tag=severity_tag(rule.severity.value),
            title=pick(rule.title, document.language),
            slug=slug,
            answers=_answers(run, slug),
        )
        for slug, rule in document.rules.items()
        if slug in slugs
    )


def _answers(run: Run, slug: str) -> tuple[ClearingAnswer, ...]:
    """Each question once, in the order of the evidence."""
    asked: dict[str, bool] = {}
    for item in run.explain(slug):
        asked[item.question] = asked.get(item.question, False) or item.asked
    return tuple(
        ClearingAnswer(words.question, words.lines, was_asked)
        for link_id, was_asked in asked.items()
        for words in [run.record.say(link_id).for_staff]
    )
