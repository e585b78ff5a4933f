"""Unfinished intakes go on with a version that asks them something new, where publishing said so.

Answers stay where the question is put the same; whatever was changed is asked again.
"""

import logging

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from clinics import scopes
from clinics.models import ActorKind
from clinics.tasks import task
from screening.actions.evaluations import (
    Answers,
    EvaluationFailed,
    ending_with_a_person,
    evaluate_record,
)
from screening.actions.locks import lock_intake, record_event
from screening.actions.overlays import BIRTH_DATE, birth_date_question, proved_date
from screening.actions.queues import PLACE, hand_over, place
from screening.actions.screenings import put_on_record
from screening.models import (
    HumanReason,
    Intake,
    IntakeStatus,
    QuestionSet,
    QuestionSetVersion,
    Renewal,
    Trigger,
)
from screening.rules import changed_questions

logger = logging.getLogger(__name__)

RENEWED = ("version", "answers", "revision", "renewed", "asked_anew", *PLACE)


class NotHandedOver(RuntimeError):
    """Intakes neither went on with the newest version nor came to a person."""


def is_outdated(intake: Intake) -> bool:
    """It can still be answered, and its version was published before patients were to be asked
    again. Costs no query on an intake that came with its version, set and invitation."""
    if not is_left_behind(intake.version):
        return False
    is_open = intake.is_in_progress and not intake.is_expired
    return is_open and intake.invitation.revoked_at is None


def is_left_behind(version: QuestionSetVersion) -> bool:
    since, published = version.question_set.asks_again_since, version.published_at
    return since is not None and published is not None and published < since


def version_to_begin(version: QuestionSetVersion) -> QuestionSetVersion:
    """What somebody who was invited with this version, and begins now, is asked."""
    newest = version.question_set.published if is_left_behind(version) else None
    return newest or version


def up_to_date(intake: Intake) -> Intake:
    """As it is, or as it goes on with the published version."""
    if not is_outdated(intake):
        return intake
    with transaction.atomic():
        held = lock_intake(intake)
        renew(held)
        return held


def renew(intake: Intake) -> None:
    """On a held intake; does nothing for one that is not outdated.

    Whatever goes wrong leaves it on its version, and a person looks.
    """
    newest = intake.version.question_set.published if is_outdated(intake) else None
    if newest is None:
        return
    older = intake.version
    try:
        carry_over(intake, newest)
    except EvaluationFailed as failure:
        intake.version = older
        hand_over(intake, failure.reason)
        intake.save(update_fields=PLACE)


def carry_over(intake: Intake, newest: QuestionSetVersion) -> None:
    """Raises EvaluationFailed before anything is stored."""
    older, before = intake.version, intake.answers
    with ending_with_a_person(intake, HumanReason.VERSION):
        anew = changed_questions(older.parsed, newest.parsed) - {BIRTH_DATE}
    intake.version = newest
    same = newest.parsed.questions.keys() - anew
    kept = {link_id: answer for link_id, answer in before.items() if link_id in same}
    evaluation = evaluate_record(intake, with_proved_date(intake, kept), is_complete=False)
    if evaluation.found or intake.current_screening_id:
        put_on_record(intake, evaluation, Trigger.RENEWAL)
    place(intake)
    intake.answers = evaluation.answers
    known = anew.union(intake.asked_anew)
    intake.asked_anew = [link_id for link_id in newest.parsed.questions if link_id in known]
    write_down(intake, older, before)


def with_proved_date(intake: Intake, answers: Answers) -> dict[str, object]:
    """No page asks for it, so it is carried over however the question is put. Raises
    EvaluationFailed."""
    others = {link_id: answer for link_id, answer in answers.items() if link_id != BIRTH_DATE}
    if birth_date_question(intake) is None:
        return others
    return {**others, BIRTH_DATE: proved_date(intake)}


def write_down(intake: Intake, older: QuestionSetVersion, before: Answers) -> None:
    removed = {link: answer for link, answer in before.items() if link not in intake.answers}
    intake.revision = intake.renewed = intake.revision + 1
    renewal = Renewal(
        clinic_id=intake.clinic_id,
        intake=intake,
        number=intake.revision,
        before=older,
        after=intake.version,
        removed=removed,
        at=timezone.now(),
    )
    renewal.save()
    intake.save(update_fields=RENEWED)
    record_event(
        intake,
        "intake.renewed",
        kind=ActorKind.SYSTEM,
        before=older.pk,
        after=intake.version.pk,
        asked_again=len(removed),
    )


def unfinished(question_set: QuestionSet) -> QuerySet[Intake]:
    """Intakes of the set that are being filled in, without their answers."""
    found = Intake.objects.filter(
        clinic_id=question_set.clinic_id,
        status=IntakeStatus.IN_PROGRESS,
        version__question_set=question_set,
        keep_until__gt=timezone.now(),
    )
    return found.filter(invitation__revoked_at=None).only("pk").order_by("pk")


@task()
def renew_unfinished(question_set_id: int, clinic_id: int) -> int:
    """All that nobody has opened since, so that an answer which is urgent now does not wait for
    its patient to come back; how many there were.

    Each in a transaction of its own, and a person looks where one fails. Raises NotHandedOver at
    the end where not even that could be written down.
    """
    with scopes.at_clinic(clinic_id):
        question_set = QuestionSet.objects.get(pk=question_set_id)
        done = [renew_or_hand_over(intake) for intake in list(unfinished(question_set))]
    if None in done:
        raise NotHandedOver(f"{done.count(None)} intakes")
    return done.count(True)


def renew_or_hand_over(intake: Intake) -> bool | None:
    """Whether it goes on with the newest version; None where nothing could be written at all."""
    try:
        return renew_one(intake)
    except Exception:
        logger.exception("Intake was not renewed", extra={"intake_id": intake.pk})
    try:
        give_to_a_person(intake)
    except Exception:
        logger.exception("Intake was not handed over", extra={"intake_id": intake.pk})
        return None
    return False


@transaction.atomic
def renew_one(intake: Intake) -> bool:
    held = lock_intake(intake)
    before = held.renewed
    renew(held)
    return held.renewed > before


@transaction.atomic
def give_to_a_person(intake: Intake) -> None:
    held = lock_intake(intake)
    hand_over(held, HumanReason.EVALUATION)
    held.save(update_fields=PLACE)
