"""Flags as cards: what was found, why, and what clinicians made of it."""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from screening.models import (
    AssessmentReason,
    Flag,
    FlagAssessment,
    Intake,
    Judgement,
    Screening,
)
from screening.presenters.answers import Record
from screening.presenters.checked import Run
from screening.presenters.evidence import Reason, reasons
from screening.presenters.tags import JUDGEMENTS, SEVERITIES, Tag, severity_tag
from screening.rules import Rule, Severity

SEVERITY_ORDER = {severity.value: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True)
class AssessmentLine:
    tag: Tag
    reason: str
    words: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class FlagCard:
    """`is_earlier`: raised by an answer that has changed since; it stays until it is assessed."""

    number: int
    url: str
    severity: str
    tag: Tag
    title: str
    slug: str
    is_raised: bool
    is_grave: bool
    is_earlier: bool
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    rationale: str
    sources: tuple[str, ...]
    verify: bool
    assessment: AssessmentLine | None

    @property
    def is_urgent(self) -> bool:
        return self.severity == Severity.URGENT.value

    @property
    def severity_alone(self) -> Tag:
        """Of the severity alone, where the place says that it cannot be ruled out."""
        return Tag(SEVERITIES[Severity(self.severity)].text, self.tag.tone)

    @property
    def waits(self) -> bool:
        return self.is_grave and self.assessment is None


@dataclass(frozen=True)
class Context:
    """What every card of one intake is made from.

    `record` holds the answers of the current screening, `definite` is of its branches, and
    `current` are the digests of its findings. `run_of` repeats an earlier screening.
    """

    intake: Intake
    record: Record
    definite: Collection[str]
    current: Collection[str]
    run_of: Callable[[Screening], Run]


def flag_cards(flags: Sequence[Flag], context: Context) -> tuple[FlagCard, ...]:
    """Most pressing first, then in the order of the document.

    The flags come with their assessments fetched, those that are not current with their screening.
    """
    places = {slug: place for place, slug in enumerate(context.record.document.rules)}
    ordered = sorted(
        flags,
        key=lambda flag: (SEVERITY_ORDER[flag.severity], places.get(flag.rule, 0), flag.pk),
    )
    return tuple(flag_card(flag, context) for flag in ordered)


def flag_card(flag: Flag, context: Context) -> FlagCard:
    is_earlier = flag.digest not in context.current
    record, definite = context.record, context.definite
    if is_earlier:
        run = context.run_of(flag.screening)
        record, definite = run.record, run.branches.definite
    return FlagCard(
        number=flag.pk,
        url=reverse("assess-flag", args=[context.intake.public_id, flag.pk]),
        severity=flag.severity,
        tag=severity_tag(flag.severity, flag.truth),
        title=flag.title,
        slug=flag.rule,
        is_raised=flag.is_raised,
        is_grave=flag.is_grave,
        is_earlier=is_earlier,
        reasons=reasons(flag.evidence, record, definite),
        missing=tuple(flag.missing),
        assessment=latest_assessment(flag),
        **_background(record.document.rules[flag.rule]),
    )


def _background(rule: Rule) -> dict[str, Any]:
    return {"rationale": rule.rationale, "sources": rule.sources, "verify": rule.verify}


def latest_assessment(flag: Flag) -> AssessmentLine | None:
    rows: list[FlagAssessment] = sorted(flag.assessments.all(), key=lambda row: row.pk)
    return assessment_line(rows[-1]) if rows else None


def assessment_line(row: FlagAssessment) -> AssessmentLine:
    return AssessmentLine(
        tag=JUDGEMENTS[Judgement(row.judgement)],
        reason=AssessmentReason(row.reason).label,
        words=row.said("words"),
        by=row.by.name,
        at=row.at,
    )
