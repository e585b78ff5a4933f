"""Decisions of an intake, the void ones with the reason why they are."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from screening.models import Decision, Intake, Review, Screening, Trigger
from screening.presenters.tags import DECISIONS, Tag

CHANGED = {
    Trigger.PAGE: "the patient sent an urgent answer",
    Trigger.SUBMISSION: "the patient sent everything",
    Trigger.VITAL_SIGN: "staff measured something",
    Trigger.INFORMATION: "the patient answered a request for information",
    Trigger.LATE_PAGE: "the patient sent another page",
    Trigger.BIRTH_DATE: "staff corrected the date of birth",
    Trigger.REQUEST: "staff asked to screen again",
}


@dataclass(frozen=True)
class DecisionLine:
    """`why_void` is empty for a decision that stands."""

    number: int
    tag: Tag
    reason: str
    conditions: str
    deferred_until: dt.date | None
    message: str
    by: str
    at: dt.datetime
    why_void: str


def decisions(
    intake: Intake, reviews: Sequence[Review], screenings: Sequence[Screening]
) -> tuple[DecisionLine, ...]:
    """Newest first; reviews come with `by` and `screening` fetched."""
    return tuple(
        DecisionLine(
            number=review.number,
            tag=DECISIONS[Decision(review.decision)],
            reason=review.said("reason"),
            conditions=review.said("conditions"),
            deferred_until=review.deferred_until,
            message=review.said("message"),
            by=review.by.name,
            at=review.at,
            why_void=_why_void(intake, review, screenings),
        )
        for review in sorted(reviews, key=lambda review: -review.number)
    )


def _why_void(intake: Intake, review: Review, screenings: Sequence[Screening]) -> str:
    if not review.is_void:
        return ""
    if review.is_clearing and intake.needs_human:
        return "The rules could not be run on what is here now."
    if review.is_overtaken:
        return "After it the patient sent another page, which nobody has decided on yet."
    seen = review.screening.number if review.screening else 0
    newer = [screening for screening in screenings if screening.number > seen]
    what = CHANGED[Trigger(newer[-1].trigger)] if newer else "something new arrived"
    return f"After it {what}, and the rules said something else."
