"""Where an intake stands in its clinic's queue, and why."""

from django.utils import timezone

from screening.actions.notifications import notify_about_intake
from screening.models import Decision, HumanReason, Intake, NotificationKind
from screening.models.intake import HUMAN_RANK, RANKS, UNRANKED
from screening.rules import Level

PLACE = (
    "level",
    "rank",
    "needs_review",
    "waiting_since",
    "needs_human",
    "human_reason",
    "urgent_digests",
    "current_screening",
    "outcome_since",
)
"""Fields that the functions here set on a held intake; the caller saves them."""


def hand_over(intake: Intake, reason: HumanReason) -> None:
    """A person has to look: to the top of the queue, and staff are told, once."""
    if not intake.needs_human:
        notify_about_intake(intake, NotificationKind.NEEDS_HUMAN)
    intake.needs_human, intake.human_reason = True, reason
    intake.rank = HUMAN_RANK
    wait(intake)


def place(intake: Intake) -> None:
    """Set level, rank and whether somebody has to look, from all that is on record."""
    has_open_urgent = intake.open_urgent_flags.exists()
    intake.level = Level.URGENT.value if has_open_urgent else screened_level(intake)
    intake.rank = HUMAN_RANK if intake.needs_human else RANKS.get(intake.level, UNRANKED)
    review = intake.standing_review
    undecided = review is None or review.decision == Decision.MORE_INFORMATION
    expected = intake.needs_human or intake.is_submitted
    if has_open_urgent or (expected and undecided):
        wait(intake)
    else:
        intake.needs_review, intake.waiting_since = False, None


def wait(intake: Intake) -> None:
    if not intake.needs_review:
        intake.needs_review, intake.waiting_since = True, timezone.now()


def screened_level(intake: Intake) -> str:
    """Of the whole record; a level of half a record would mean nothing."""
    screening = intake.current_screening
    is_half = screening is None or not (screening.is_complete or was_whole(intake))
    return "" if is_half or screening is None else screening.level


def was_whole(intake: Intake) -> bool:
    """Screened since everything was sent; some of it is being asked again."""
    return intake.is_submitted and not intake.needs_human
