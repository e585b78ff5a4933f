"""A page that came when nothing could be sent any more: kept beside the record, and screened."""

from django.utils import timezone

from screening.actions.evaluations import (
    Evaluation,
    EvaluationFailed,
    Found,
    evaluate_record,
    is_urgent,
    read_engine,
)
from screening.actions.locks import record_event
from screening.actions.overlays import answers_to_screen, answers_with_late_pages
from screening.actions.queues import PLACE, hand_over, place
from screening.actions.refusals import UnknownQuestion
from screening.actions.screenings import put_on_record, raised_again
from screening.models import Intake, Refusal, SentPage, Trigger
from screening.models.json_text import json_text
from screening.rules import Finding


def keep_late(intake: Intake, page: SentPage, refusal: Refusal) -> tuple[Finding, ...]:
    """On a held intake that is closed; what is urgent in it, for the crisis page.

    One that says nothing new is not kept again. One that came after sending makes void whatever
    was decided before it. Raises UnknownQuestion.
    """
    is_new = says_something_new(intake, page)
    if is_new:
        add_late_page(intake, page, refusal)
    urgent = screen_late(intake, page, is_new=is_new)
    if is_new:
        place(intake)
        intake.save(update_fields=["revision", "late_page", *PLACE])
    record_event(intake, "intake.page_refused", why=refusal.value)
    return tuple(each.finding for each in urgent)


def says_something_new(intake: Intake, page: SentPage) -> bool:
    """Compared with what stands now, so that taking a late answer back is news as well."""
    refuse_unknown(intake, page)
    try:
        standing = answers_with_late_pages(intake)
    except EvaluationFailed:
        return True
    if page.link_id not in standing:
        return True
    return json_text(standing[page.link_id]) != json_text(page.answer)


def refuse_unknown(intake: Intake, page: SentPage) -> None:
    try:
        questions = read_engine(intake).document.questions
    except EvaluationFailed:
        return
    if page.link_id not in questions:
        raise UnknownQuestion(page.link_id)


def add_late_page(intake: Intake, page: SentPage, refusal: Refusal) -> None:
    page.clinic_id, page.intake, page.sent_at = intake.clinic_id, intake, timezone.now()
    page.number = intake.revision = intake.revision + 1
    page.refused = refusal
    page.save()
    if intake.is_submitted:
        intake.late_page = page.number


def screen_late(
    intake: Intake, page: SentPage, *, is_new: bool, trigger: Trigger = Trigger.LATE_PAGE
) -> list[Found]:
    """Of an intake that was never sent only what is urgent goes on record."""
    try:
        evaluation = evaluate_record(intake, answers_to_screen(intake), is_complete=intake.is_whole)
    except EvaluationFailed as failure:
        if is_new:
            hand_over(intake, failure.reason)
        return []
    known = set(intake.urgent_digests)
    urgent = urgent_of(evaluation, page, known)
    if is_new and (intake.is_submitted or urgent):
        again = raised_again(intake, {each.digest for each in urgent} & known)
        put_on_record(intake, evaluation, trigger, again=again)
    return urgent


def urgent_of(evaluation: Evaluation, page: SentPage, known: set[str]) -> list[Found]:
    """What this page raised, and what was not known before it came."""
    return [
        each
        for each in evaluation.found
        if is_urgent(each.finding) and (each.digest not in known or each.rests_on(page.link_id))
    ]
