"""A page that is no answer and comes when nobody can be asked to put it right: kept as it was sent,
for a person to read. Nothing that a patient sent is lost."""

from collections.abc import Mapping, Sequence
from itertools import islice

from django.db import transaction

from screening.actions.late_pages import add_late_page
from screening.actions.locks import lock_intake, record_event
from screening.actions.pages import LARGEST_ANSWER, why_closed
from screening.actions.queues import PLACE, hand_over
from screening.actions.repeats import was_sent
from screening.models import HumanReason, Intake, Refusal, SentPage
from screening.models.json_text import json_text

Fields = Mapping[str, Sequence[str]]

MOST_FIELDS = 200
SHORTER = (20_000, 2_000, 50, 5)
"""Characters of a field that are kept where all of them are more than an answer may have."""
ASIDE = {"revision", "carried"}
STANDING = {Refusal.REWORDED, Refusal.UNPROVED}
"""What says more about a page than that its intake is closed."""


@transaction.atomic
def keep_unread_page(
    *,
    intake: Intake,
    link_id: str,
    fields: Fields,
    revision: int | None = None,
    why: Refusal = Refusal.NOT_ASKED,
) -> SentPage | None:
    """Of an intake that is closed, or for `why` its question is not to be answered on that page.

    What came after the end, or from whom nobody proved to be, goes to a person and makes void what
    was decided before. A page with nothing in it is none, nor is one of who was erased: None.
    Twice is once.
    """
    typed = {name: kept for name in fields if name not in ASIDE and (kept := filled(fields[name]))}
    if not typed:
        return None
    held = lock_intake(intake)
    if held.patient.is_erased:
        return None
    closed = why_closed(held)
    refusal = why if why in STANDING else closed or why
    page = SentPage(
        link_id=link_id,
        answer=within_limits(typed),
        seen_revision=revision,
        refused=refusal,
        is_answer=False,
    )
    if not was_sent(held, page):
        add_late_page(held, page, refusal)
        if closed or why == Refusal.UNPROVED:
            hand_over(held, HumanReason.LATE_PAGE)
        held.save(update_fields=["revision", "late_page", *PLACE])
    record_event(held, "intake.page_refused", why=refusal.value)
    return page


def filled(values: Sequence[str]) -> list[str]:
    return [value for value in values if value.strip()]


def within_limits(fields: Fields) -> dict[str, list[str]]:
    """All of it, else the beginning of each field."""
    for most in (LARGEST_ANSWER, *SHORTER):
        kept = {
            name[:most]: [value[:most] for value in fields[name][:MOST_FIELDS]]
            for name in islice(fields, MOST_FIELDS)
        }
        if len(json_text(kept)) <= LARGEST_ANSWER:
            break
    return kept
