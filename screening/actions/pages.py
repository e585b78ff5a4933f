"""A page that a patient sends: stored, screened, and acted on at once where it is urgent."""

import datetime
import json
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from clinics.models import Clinic
from clinics.models.prepared import insert, update
from screening.actions.again_pages import asks, keep_reply, open_request
from screening.actions.evaluations import (
    Answers,
    Evaluation,
    EvaluationFailed,
    evaluate_page,
    read_engine,
)
from screening.actions.late_pages import keep_late
from screening.actions.locks import lock_intake, record_event
from screening.actions.queues import PLACE, hand_over, place
from screening.actions.refusals import (
    CLOSED,
    AnswerNotStorable,
    Overtaken,
    PageNotAsked,
    PageRefused,
    UnknownQuestion,
)
from screening.actions.renewals import renew
from screening.actions.repeats import (
    is_in_record,
    is_laid_over,
    is_overtaking,
    is_repeat,
    was_sent,
)
from screening.actions.reworded_pages import keep_reworded, older_words
from screening.actions.screenings import put_on_record, raised_again
from screening.models import (
    HumanReason,
    Intake,
    IntakeStatus,
    QuestionSetVersion,
    Refusal,
    SentPage,
    Trigger,
)
from screening.models.json_text import json_text
from screening.rules import Branches, Finding

LARGEST_ANSWER = 100_000
"""Characters of JSON: far beyond the longest list of medicines."""

SAVED = ["answers", "revision", "saved_at", "keep_until", "session_seen_at"]


@dataclass(frozen=True)
class SavedPage:
    """`urgent`: what this page raised, for the crisis page. `removed`: link ids whose answers
    left the record. `overtook`: another tab had answered the question since this one was shown.
    `branches`: of the intake as it is now, where they are known.
    """

    intake: Intake
    urgent: tuple[Finding, ...] = ()
    removed: tuple[str, ...] = ()
    overtook: bool = False
    branches: Branches | None = None


def save_page(
    *,
    intake: Intake,
    link_id: str,
    answer: object,
    revision: int | None = None,
    is_reply: bool = False,
) -> SavedPage:
    """Store one answer as the patient sent it, None for a page sent blank.

    `revision` is the intake's when the page was shown. A page from an older one still counts: it
    becomes the answer to its own question and touches no other. The same page twice counts once.
    `is_reply`: made from the answer on record, so it does not count once that is another.
    Raises AnswerNotStorable, UnknownQuestion, Overtaken, PageNotAsked, PageReworded or one of the
    IntakeClosed; the pages behind the last three are kept beside the record.
    """
    page = SentPage(link_id=link_id, answer=plain(answer), seen_revision=revision)
    with transaction.atomic():
        came = take_in(lock_intake(intake), page, is_reply=is_reply)
    if isinstance(came, PageRefused):
        raise came
    return came


def take_in(intake: Intake, page: SentPage, *, is_reply: bool) -> SavedPage | PageRefused:
    """On a held intake. A refusal comes back, for to raise it would undo what was kept with it;
    Overtaken and UnknownQuestion are raised, and keep nothing."""
    closed = why_closed(intake)
    if older := made_by_older(intake, page):
        if is_reply:
            raise Overtaken
        refused = CLOSED[closed or Refusal.REWORDED](page.link_id)
        refused.urgent = keep_reworded(intake, page, older)
        return refused
    if closed:
        return take_in_late(intake, page, closed, is_reply=is_reply)
    return take_in_time(intake, page, is_reply=is_reply)


def take_in_late(
    intake: Intake, page: SentPage, closed: Refusal, *, is_reply: bool
) -> SavedPage | PageRefused:
    """What was asked again is an answer all the same."""
    asked = open_request(intake)
    if asked and asks(asked, page.link_id):
        return SavedPage(intake, keep_reply(intake, page, asked, is_about_list=is_reply))
    if is_reply and (is_laid_over(intake, page) or is_overtaking(intake, page)):
        raise Overtaken
    refused = CLOSED[closed](page.link_id)
    refused.urgent = keep_late(intake, page, closed)
    return refused


def take_in_time(intake: Intake, page: SentPage, *, is_reply: bool) -> SavedPage | PageRefused:
    reading = read_page(intake, page)
    if not is_asked(page, reading):
        keep_not_asked(intake, page)
        return PageNotAsked(page.link_id)
    if is_reply and is_overtaking(intake, page):
        raise Overtaken
    return keep_page(intake, page, reading)


def made_by_older(intake: Intake, page: SentPage) -> QuestionSetVersion | None:
    """The version that asked this in other words, once the intake has gone on with the newest.

    One that cannot be read any more is taken for having asked the same.
    """
    renew(intake)
    try:
        return older_words(intake, page.link_id, page.seen_revision)
    except EvaluationFailed as failure:
        hand_over(intake, failure.reason)
        intake.save(update_fields=PLACE)
        return None


def plain(answer: object) -> Any:
    """The answer as it reads back from the database."""
    try:
        text = json_text(answer)
        if len(text) <= LARGEST_ANSWER:
            return json.loads(text)
    except (TypeError, ValueError, RecursionError) as error:
        raise AnswerNotStorable("not JSON") from error
    raise AnswerNotStorable(f"{len(text)} characters")


def read_page(intake: Intake, page: SentPage) -> Evaluation | HumanReason:
    """What the rules make of the record with this page, or why they could not be run.

    Raises UnknownQuestion for a question that the set does not have.
    """
    try:
        if page.link_id not in read_engine(intake).document.questions:
            raise UnknownQuestion(page.link_id)
        return evaluate_page(intake, {**intake.answers, page.link_id: page.answer})
    except EvaluationFailed as failure:
        return failure.reason


def is_asked(page: SentPage, reading: Evaluation | HumanReason) -> bool:
    """Its own answer does not make a question asked, so the record may hold the page already.

    Also where the rules cannot be run: what a patient sends is kept, and a person looks.
    """
    return isinstance(reading, HumanReason) or page.link_id in reading.asked


def why_closed(intake: Intake) -> Refusal | None:
    if intake.status == IntakeStatus.SUBMITTED:
        return Refusal.SUBMITTED
    if intake.status == IntakeStatus.WITHDRAWN:
        return Refusal.WITHDRAWN
    if intake.is_expired:
        return Refusal.EXPIRED
    return Refusal.REVOKED if intake.invitation.revoked_at else None


def keep_page(intake: Intake, page: SentPage, reading: Evaluation | HumanReason) -> SavedPage:
    """On a held intake, for a page that counts."""
    if is_repeat(intake, page):
        return SavedPage(intake, raised_by(page, reading))
    before, overtook = intake.answers, is_overtaking(intake, page)
    urgent: tuple[Finding, ...] = ()
    fields = SAVED
    if isinstance(reading, HumanReason):
        intake.answers = {**before, page.link_id: page.answer}
        hand_over(intake, reading)
        fields = [*SAVED, *PLACE]
    else:
        intake.answers, page.removed = reading.answers, reading.removed
        if reading.found:
            urgent = act_on_urgent(intake, page, reading, before)
            fields = [*SAVED, *PLACE]
    stamp(intake, page)
    insert(page)
    update(intake, fields)
    record_event(intake, "intake.page_sent", page=page.number)
    branches = reading.branches if isinstance(reading, Evaluation) else None
    return SavedPage(intake, urgent, tuple(page.removed), overtook, branches)


def act_on_urgent(
    intake: Intake, page: SentPage, evaluation: Evaluation, before: Answers
) -> tuple[Finding, ...]:
    """Put what is new on record; what this page raised, new to us or not, is shown its patient."""
    known = set(intake.urgent_digests)
    new = {each.digest for each in evaluation.found} - known
    raised = tuple(e for e in evaluation.found if e.digest in new or e.rests_on(page.link_id))
    again: set[str] = set()
    if page.link_id not in before or before[page.link_id] != page.answer:
        again = raised_again(intake, {each.digest for each in raised} - new)
    if new or again:
        put_on_record(intake, evaluation, Trigger.PAGE, again=again)
        place(intake)
    return tuple(each.finding for each in raised)


def raised_by(page: SentPage, reading: Evaluation | HumanReason) -> tuple[Finding, ...]:
    """An urgent page leads to the crisis page as often as it is sent."""
    found = reading.found if isinstance(reading, Evaluation) else ()
    return tuple(each.finding for each in found if each.rests_on(page.link_id))


def stamp(intake: Intake, page: SentPage) -> None:
    """Number the page, and note on the intake that it came."""
    now = timezone.now()
    page.clinic_id, page.intake = intake.clinic_id, intake
    page.number = intake.revision = intake.revision + 1
    page.sent_at = intake.saved_at = now
    intake.keep_until = keep_until(intake.clinic, now)
    if intake.session_seen_at:
        intake.session_seen_at = now


def keep_until(clinic: Clinic, now: datetime.datetime) -> datetime.datetime:
    """The end of the last day of keeping: the same moment all day long."""
    last = now + datetime.timedelta(days=clinic.retention_days + 1)
    return last.replace(hour=0, minute=0, second=0, microsecond=0)


def keep_not_asked(intake: Intake, page: SentPage) -> None:
    """Kept where staff see it, if it says anything new; it counts for nothing."""
    page.refused = Refusal.NOT_ASKED
    if not is_in_record(intake, page) and not was_sent(intake, page):
        page.clinic_id, page.intake, page.sent_at = intake.clinic_id, intake, timezone.now()
        page.number = intake.revision = intake.revision + 1
        page.save()
        intake.save(update_fields=["revision"])
    record_event(intake, "intake.page_refused", why=page.refused)
