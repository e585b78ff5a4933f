"""Putting an evaluation on record: the screening, and a flag for each new finding."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from clinics.models import ActorKind, User
from screening.actions.engines import engine_for, vocabulary_sha256
from screening.actions.evaluations import Evaluation, EvaluationFailed, Found, evaluate_record
from screening.actions.locks import lock_intake, record_event
from screening.actions.notifications import notify_about_intake
from screening.actions.overlays import answers_to_screen
from screening.actions.queues import PLACE, hand_over, place
from screening.models import (
    Flag,
    FlagTruth,
    Intake,
    NotificationKind,
    QuestionSetVersion,
    Screening,
    Trigger,
)
from screening.models.json_text import json_digest
from screening.rules import ENGINE_VERSION, Truth


@dataclass(frozen=True)
class Derivation:
    """A stored screening made again. `changed` names what is not as it was then."""

    outcome: dict[str, Any]
    is_same: bool
    changed: tuple[str, ...]


def put_on_record(
    intake: Intake, evaluation: Evaluation, trigger: Trigger, *, again: Collection[str] = ()
) -> Screening:
    """Store the screening and its new flags, and tell staff of a new urgent one.

    `again`: digests of flags that were assessed and have been raised once more.
    """
    screening = add_screening(intake, evaluation, trigger)
    flags = add_flags(screening, evaluation.found, again)
    urgent = [flag for flag in flags if flag.is_urgent]
    if urgent:
        known = {*intake.urgent_digests, *(flag.digest for flag in urgent)}
        intake.urgent_digests = sorted(known)
        notify_about_intake(intake, NotificationKind.URGENT_FINDING)
    record_event(
        intake,
        "intake.screened",
        kind=ActorKind.SYSTEM,
        screening=screening.pk,
        trigger=trigger.value,
        flags=[flag.pk for flag in flags],
    )
    return screening


def add_screening(intake: Intake, evaluation: Evaluation, trigger: Trigger) -> Screening:
    last = intake.screenings.aggregate(last=Max("number"))["last"] or 0
    screening = Screening(
        clinic_id=intake.clinic_id,
        intake=intake,
        number=last + 1,
        trigger=trigger,
        at=timezone.now(),
        **evaluation.stored,
    )
    screening.save()
    before = intake.current_screening
    if before is None or before.outcome_digest != screening.outcome_digest:
        intake.outcome_since = screening.number
    intake.current_screening = screening
    return screening


def add_flags(screening: Screening, found: Collection[Found], again: Collection[str]) -> list[Flag]:
    """A flag for each finding that is not on record yet, or is raised again."""
    on_record = screening.intake.flags.values_list("digest").annotate(Max("occurrence"))
    times = dict(on_record.order_by())
    new = [each for each in found if each.digest not in times or each.digest in again]
    flags = [flag_of(screening, each, times.get(each.digest, 0) + 1) for each in new]
    return Flag.objects.bulk_create(flags)


def flag_of(screening: Screening, found: Found, occurrence: int) -> Flag:
    is_raised = found.finding.truth is Truth.TRUE
    return Flag(
        clinic_id=screening.clinic_id,
        intake=screening.intake,
        screening=screening,
        rule=found.finding.rule,
        title=found.title,
        severity=found.finding.severity.value,
        truth=FlagTruth.RAISED if is_raised else FlagTruth.UNDETERMINED,
        evidence=found.facts.get("evidence", []),
        missing=found.facts.get("missing", []),
        digest=found.digest,
        occurrence=occurrence,
        raised_at=screening.at,
    )


def raised_again(intake: Intake, digests: set[str]) -> set[str]:
    """Of these, what a clinician had assessed already: it is news once more."""
    if not digests:
        return set()
    flags = intake.flags.filter(digest__in=digests)
    still_open = flags.open_urgent().values_list("digest", flat=True)
    return digests - set(still_open)


def screen_record(
    intake: Intake, trigger: Trigger, *, is_complete: bool | None = None
) -> Screening | None:
    """Over all that is on record of a held intake, which then has its place in the queue; the
    caller saves that. `is_complete`: None as the intake stands.

    None where the rules could not be run: a person has to look.
    """
    screening = None
    try:
        answers = answers_to_screen(intake)
        is_whole = intake.is_whole if is_complete is None else is_complete
        evaluation = evaluate_record(intake, answers, is_complete=is_whole)
    except EvaluationFailed as failure:
        hand_over(intake, failure.reason)
    else:
        screening = put_on_record(intake, evaluation, trigger)
    place(intake)
    return screening


@transaction.atomic
def screen_again(*, intake: Intake, by: User) -> Screening | None:
    """Run the rules once more, as for an intake that they could not be run on.

    None when they still cannot; otherwise the intake no longer needs a person for that.
    """
    held = lock_intake(intake)
    record_event(held, "intake.screened_again", by=by)
    screening = screen_record(held, Trigger.REQUEST)
    if screening is not None:
        held.needs_human, held.human_reason = False, ""
        place(held)
    held.save(update_fields=PLACE)
    return screening


def version_of(screening: Screening) -> QuestionSetVersion:
    """The one that it was made with: an intake may have gone on with another since. The intake's
    own where no version of the set has that document any more."""
    now = screening.intake.version
    if screening.document_sha256 == now.sha256:
        return now
    same = QuestionSetVersion.objects.filter(
        question_set=now.question_set_id, sha256=screening.document_sha256
    )
    return same.order_by("pk").first() or now


def derive(screening: Screening) -> Derivation:
    """Make a stored screening again from what is stored beside it, and compare the bytes."""
    version = version_of(screening)
    engine = engine_for(version, screening.parameters)
    sent = None if screening.is_complete else screening.answers.keys()
    outcome = engine.screen(screening.answers, screening.today, sent).as_json()
    then = (screening.document_sha256, screening.engine_version, screening.vocabulary_sha256)
    now = (version.sha256, ENGINE_VERSION, vocabulary_sha256())
    names = ("document", "engine", "vocabulary")
    patient = screening.key_holder
    return Derivation(
        outcome=outcome,
        is_same=json_digest(outcome, of=patient) == screening.outcome_digest
        and json_digest(screening.answers, of=patient) == screening.answers_digest,
        changed=tuple(name for name, a, b in zip(names, then, now, strict=True) if a != b),
    )
