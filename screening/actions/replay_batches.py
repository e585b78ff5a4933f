"""A stretch of past intakes run again and put on record at once.

Rules run outside of any transaction. A batch is then written, and only if nobody else has done it
meanwhile; nothing about past decisions changes.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from screening.actions.rerunning import Rerun, rerun
from screening.models import (
    Intake,
    IntakeStatus,
    QuestionSetVersion,
    Replay,
    ReplayDifference,
    Screening,
)

BATCH = 250
"""A tenth of a second's work, so that whoever is stopped leaves little to be done again. Of many
more PostgreSQL would rather read the table by several processes, which takes longer to begin."""

# Making whole rows of a few columns is most of what reading them takes: these are all that is read.
OF_INTAKE = (
    "version",
    "current_screening",
    "patient__clinic",
    "patient__public_id",
    "patient__keyring",
    "patient__erased_at",
)
OF_SCREENING = (
    "clinic",
    "intake",
    "number",
    "today",
    "is_complete",
    "parameters",
    "answers",
    "outcome",
    "level",
)
PROGRESS = (
    "beat_at",
    "finished_at",
    "total",
    "cursor",
    "done",
    "differing",
    "failed",
    "by_rule",
)


@dataclass(frozen=True)
class Done:
    screening: Screening
    rerun: Rerun


def past_intakes(version: QuestionSetVersion) -> QuerySet[Intake]:
    """That were sent, on any version of the same question set, and screened."""
    return Intake.objects.filter(
        clinic_id=version.clinic_id,
        status=IntakeStatus.SUBMITTED,
        version__question_set_id=version.question_set_id,
        current_screening__isnull=False,
    )


def rerun_batch(replay: Replay) -> Iterator[Done]:
    """What counts now for each of the next intakes.

    A screening refers to its intake and not the other way round, so that both are gone without
    the garbage collector when nobody holds them any more.
    """
    versions = replay.version.question_set.versions.defer("document").in_bulk()
    intakes = next_intakes(replay)
    wanted = [intake.current_screening_id for intake in intakes]
    screenings = Screening.objects.only(*OF_SCREENING).in_bulk(wanted)
    for intake in intakes:
        intake.version = versions[intake.version_id]
        screening = screenings[intake.current_screening_id]
        screening.intake = intake
        yield Done(screening, rerun(screening, replay.version))


def next_intakes(replay: Replay) -> list[Intake]:
    left = past_intakes(replay.version).filter(pk__gt=replay.cursor, pk__lte=replay.last)
    return list(left.select_related("patient").only(*OF_INTAKE).order_by("pk")[:BATCH])


@transaction.atomic
def write_batch(replay: Replay, batch: list[Done]) -> bool:
    """Nothing, and False, if another worker has come on since `replay` was read, which is then
    brought up to date."""
    cursor = replay.cursor
    locked = Replay.objects.select_for_update(no_key=True)
    replay.refresh_from_db(fields=PROGRESS, from_queryset=locked)
    if replay.cursor != cursor or replay.is_finished:
        return False
    differing = [done for done in batch if done.rerun.differs]
    ReplayDifference.objects.bulk_create(difference_of(replay, done) for done in differing)
    replay.beat_at = timezone.now()
    replay.cursor = batch[-1].screening.intake_id if batch else replay.last
    replay.done += len(batch)
    replay.total = max(replay.total, replay.done)
    replay.differing += len(differing)
    replay.failed += sum(done.rerun.has_failed for done in differing)
    replay.by_rule = counted(replay.by_rule, differing)
    if len(batch) < BATCH:
        replay.finished_at, replay.total = replay.beat_at, replay.done
    replay.save(update_fields=PROGRESS)
    return True


def difference_of(replay: Replay, done: Done) -> ReplayDifference:
    return ReplayDifference(
        clinic_id=replay.clinic_id,
        replay=replay,
        intake_id=done.screening.intake_id,
        screening=done.screening,
        level_before=done.screening.level,
        level_after=done.rerun.level,
        rules={rule: list(truths) for rule, truths in done.rerun.rules.items()},
    )


def counted(so_far: dict[str, dict[str, int]], batch: list[Done]) -> dict[str, dict[str, int]]:
    counts = {rule: Counter(changes) for rule, changes in so_far.items()}
    for done in batch:
        for rule, (before, after) in done.rerun.rules.items():
            counts.setdefault(rule, Counter())[f"{before}>{after}"] += 1
    return {rule: dict(changes) for rule, changes in counts.items()}
