"""A page that was made by an older version, whose question is put otherwise now.

Its answer is to other words, so it counts for none of the new ones, also when it comes late. It is
kept, and what is urgent in it by the rules that it was asked under acts at once.
"""

from dataclasses import replace

from screening.actions.evaluations import (
    Answers,
    Evaluation,
    EvaluationFailed,
    Found,
    ending_with_a_person,
    evaluate_record,
    is_urgent,
)
from screening.actions.late_pages import add_late_page
from screening.actions.locks import record_event
from screening.actions.queues import PLACE, hand_over
from screening.actions.repeats import was_sent
from screening.actions.screenings import put_on_record, raised_again, screen_record
from screening.models import HumanReason, Intake, QuestionSetVersion, Refusal, SentPage, Trigger
from screening.rules import Finding, is_same_question


def older_words(intake: Intake, link_id: str, seen: int | None) -> QuestionSetVersion | None:
    """The version that made the page, where it puts the question otherwise than it is put now.

    `seen`: the intake's revision on the page. Raises EvaluationFailed.
    """
    if seen is None or seen >= intake.renewed:
        return None
    renewals = intake.renewals.filter(number__gt=seen).select_related("before").order_by("number")
    renewal = renewals.first()
    if renewal is None:
        return None
    with ending_with_a_person(intake, HumanReason.VERSION):
        older, now = renewal.before.parsed, intake.version.parsed
    if link_id not in older.questions or is_same_question(older, now, link_id):
        return None
    return renewal.before


def keep_reworded(intake: Intake, page: SentPage, older: QuestionSetVersion) -> tuple[Finding, ...]:
    """On a held intake; what is urgent in it, for the crisis page.

    Once everything was sent nobody is asked again, so a person reads it.
    """
    page.refused = Refusal.REWORDED
    is_new = not was_sent(intake, page)
    if is_new:
        add_late_page(intake, page, Refusal.REWORDED)
    urgent = screen_reworded(intake, page, older, is_new=is_new)
    if is_new and intake.is_submitted:
        hand_over(intake, HumanReason.LATE_PAGE)
    intake.save(update_fields=["revision", "late_page", *PLACE])
    record_event(intake, "intake.page_refused", why=page.refused)
    return tuple(each.finding for each in urgent)


def screen_reworded(
    intake: Intake, page: SentPage, older: QuestionSetVersion, *, is_new: bool
) -> list[Found]:
    try:
        evaluation = evaluate_under(intake, older, answers_then(intake, page, older))
    except EvaluationFailed as failure:
        if is_new:
            hand_over(intake, failure.reason)
        return []
    found = tuple(each for each in evaluation.found if is_urgent(each.finding))
    urgent = [each for each in found if each.rests_on(page.link_id)]
    if is_new and urgent:
        known = {each.digest for each in urgent} & set(intake.urgent_digests)
        again = raised_again(intake, known)
        trigger = Trigger.PAGE if intake.is_in_progress else Trigger.LATE_PAGE
        put_on_record(intake, replace(evaluation, found=found), trigger, again=again)
        # What counts is a screening by the version that the intake is on.
        screen_record(intake, Trigger.RENEWAL if intake.is_in_progress else Trigger.LATE_PAGE)
    return urgent


def evaluate_under(intake: Intake, older: QuestionSetVersion, answers: Answers) -> Evaluation:
    """Raises EvaluationFailed."""
    now = intake.version
    intake.version = older
    try:
        return evaluate_record(intake, answers, is_complete=False)
    finally:
        intake.version = now


def answers_then(intake: Intake, page: SentPage, older: QuestionSetVersion) -> dict[str, object]:
    """As the record stood for the older version, with what was said since, and with this page.

    Raises EvaluationFailed.
    """
    with ending_with_a_person(intake, HumanReason.DECRYPTION):
        removed = [
            renewal.removed
            for renewal in intake.renewals.order_by("-number")
            if renewal.number > (page.seen_revision or 0)
        ]
    answers = dict(intake.answers)
    for each in removed:
        answers |= each
    with ending_with_a_person(intake, HumanReason.VERSION):
        asked = older.parsed.questions
    said = {link_id: answer for link_id, answer in answers.items() if link_id in asked}
    return {**said, page.link_id: page.answer}
