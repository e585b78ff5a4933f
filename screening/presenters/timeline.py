"""What happened to an intake, newest first."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from screening.models import (
    Decision,
    Flag,
    Intake,
    Renewal,
    Review,
    Screening,
    Trigger,
    VitalSign,
)
from screening.presenters.flags import assessment_line
from screening.presenters.intake_rows import IntakeRows
from screening.presenters.tags import DECISIONS, LEVELS
from screening.rules import Level


@dataclass(frozen=True)
class Event:
    at: dt.datetime
    text: str
    by: str = "the patient"


def timeline(rows: IntakeRows) -> tuple[Event, ...]:
    events = [
        *_intake(rows.intake),
        *_screenings(rows.screenings),
        *_flags(rows.flags),
        *_vital_signs(rows.vital_signs),
        *_renewals(rows.renewals),
        *_reviews(rows.reviews),
        *(
            Event(page.sent_at, f"Kept a page: {page.get_refused_display().lower()}")
            for page in rows.late_pages
        ),
    ]
    return tuple(sorted(events, key=lambda event: event.at, reverse=True))


def _intake(intake: Intake) -> Iterator[Event]:
    invitation = intake.invitation
    yield Event(invitation.created_at, "Invited", invitation.created_by.name)
    yield Event(intake.started_at, "Started")
    if intake.submitted_at:
        yield Event(
            intake.submitted_at, f"Sent, signed as {intake.said('signed_name') or 'nobody'}"
        )
    if intake.withdrawn_at:
        yield Event(intake.withdrawn_at, "Withdrawn")
    if intake.claimed_at and intake.claimed_by:
        yield Event(intake.claimed_at, "Claimed", intake.claimed_by.name)


def _screenings(screenings: Iterable[Screening]) -> Iterator[Event]:
    for screening in screenings:
        level = LEVELS[Level(screening.level)].text
        why = Trigger(screening.trigger).label
        yield Event(screening.at, f"Screened: {level}. {why}.", "the rules")


def _flags(flags: Iterable[Flag]) -> Iterator[Event]:
    for flag in flags:
        for row in flag.assessments.all():
            line = assessment_line(row)
            yield Event(line.at, f"{line.tag.text}: {flag.title}. {line.reason}.", line.by)


def _vital_signs(rows: Iterable[VitalSign]) -> Iterator[Event]:
    for row in rows:
        verb = "Corrected the blood pressure to" if row.corrects_id else "Measured blood pressure"
        yield Event(row.recorded_at, f"{verb} {row}", row.recorded_by.name)


def _renewals(renewals: Iterable[Renewal]) -> Iterator[Event]:
    for renewal in renewals:
        again = len(renewal.legible("removed") or ())
        yield Event(
            renewal.at,
            f"Went on with version {renewal.after.number} of the questions in place of version"
            f" {renewal.before.number}. Answers to be given again: {again}",
            "the program",
        )


def _reviews(reviews: Iterable[Review]) -> Iterator[Event]:
    for review in reviews:
        yield Event(
            review.at, f"Decided: {DECISIONS[Decision(review.decision)].text}", review.by.name
        )
