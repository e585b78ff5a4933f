"""Telling a page that is new from one that was sent before, or after another tab's."""

from clinics.encryption import DecryptionFailed
from screening.models import Intake, SentPage
from screening.models.json_text import json_text
from screening.models.sent_page import LATE


def is_repeat(intake: Intake, page: SentPage) -> bool:
    """The same page a second time, by an impatient click or a lost response."""
    return is_stale(intake, page) and is_in_record(intake, page) and was_sent(intake, page)


def is_overtaking(intake: Intake, page: SentPage) -> bool:
    if not is_stale(intake, page) or is_in_record(intake, page):
        return False
    since = intake.sent_pages.filter(link_id=page.link_id, refused="")
    return since.filter(number__gt=page.seen_revision).exists()


def is_laid_over(intake: Intake, page: SentPage) -> bool:
    """A late page has answered the question otherwise, so the record is not what stands."""
    late = intake.sent_pages.filter(link_id=page.link_id, refused__in=LATE, is_answer=True)
    newest = late.order_by("-number").first()
    return newest is not None and not says(newest, page)


def is_answered_since(intake: Intake, page: SentPage) -> bool:
    """By a late page that came after this one was shown."""
    seen = page.seen_revision or 0
    late = intake.sent_pages.filter(link_id=page.link_id, refused__in=LATE, is_answer=True)
    return late.filter(number__gt=seen).exists()


def is_stale(intake: Intake, page: SentPage) -> bool:
    return page.seen_revision is not None and page.seen_revision < intake.revision


def is_in_record(intake: Intake, page: SentPage) -> bool:
    answers = intake.answers
    return page.link_id in answers and json_text(answers[page.link_id]) == json_text(page.answer)


def was_sent(intake: Intake, page: SentPage) -> bool:
    """From the same page, with the same answer and the same fate."""
    alike = intake.sent_pages.filter(
        link_id=page.link_id, seen_revision=page.seen_revision, refused=page.refused
    )
    return any(says(sent, page) for sent in alike)


def has_come(intake: Intake, page: SentPage) -> bool:
    """From the same page, with the same answer, whatever became of it."""
    if page.seen_revision is None:
        return False
    alike = intake.sent_pages.filter(
        link_id=page.link_id, seen_revision=page.seen_revision, is_answer=True
    )
    return any(says(sent, page) for sent in alike)


def answer_then(intake: Intake, link_id: str, revision: int | None) -> object:
    """As it was sent last when the intake was at that revision. Raises DecryptionFailed."""
    sent = intake.sent_pages.filter(link_id=link_id, number__lte=revision or 0, is_answer=True)
    newest = sent.order_by("-number").first()
    return newest.answer if newest else None


def says(sent: SentPage, page: SentPage) -> bool:
    """Not if it cannot be read: a page too many harms nobody."""
    try:
        return json_text(sent.answer) == json_text(page.answer)
    except DecryptionFailed:
        return False
