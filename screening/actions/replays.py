"""Running a version over past intakes, a batch at a time, so that whoever is stopped goes on.

Rules run outside of any transaction; a batch is then written at once, and only if nobody else
has done it meanwhile. Nothing about past decisions changes.
"""

import datetime
import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from clinics import audit, scopes
from clinics.models import User
from clinics.tasks import task
from screening.actions.engines import vocabulary_sha256
from screening.actions.rerunning import Rerun, rerun
from screening.models import (
    Intake,
    IntakeStatus,
    QuestionSetVersion,
    Replay,
    ReplayDifference,
    Screening,
)
from screening.rules import ENGINE_VERSION

BATCH = 1000
SLICE = 5.0
"""Seconds that one task takes before others have their turn: a mail must not wait for a replay."""

GIVEN_UP_AFTER = datetime.timedelta(seconds=10)
"""Whoever has not come on for so long was stopped: many times what a batch takes. If they were
only slow, the first of the two to write goes on, and the other leaves it to them."""

WATCH_EVERY = datetime.timedelta(seconds=5)

LOW = -50
"""Below everything that somebody waits for."""


def start_replay(*, version: QuestionSetVersion, by: User | None = None) -> Replay:
    """Over the intakes that the clinic has been sent by now; the one running already, if any,
    which is set going again where nobody works at it.

    Raises DocumentError or DocumentMismatchError for a document that cannot be read.
    """
    document = version.parsed
    now = timezone.now()
    about = past_intakes(version).aggregate(total=Count("pk"), last=Max("pk"))
    replay = Replay(
        clinic_id=version.clinic_id,
        version=version,
        document_sha256=document.sha256,
        engine_version=ENGINE_VERSION,
        vocabulary_sha256=vocabulary_sha256(),
        started_at=now,
        started_by=by,
        beat_at=now,
        total=about["total"],
        last=about["last"] or 0,
    )
    try:
        with transaction.atomic():
            replay.save()
            set_going(replay)
            audit.record(
                clinic=version.clinic,
                action="replay.started",
                actor=by,
                obj=replay,
                details={"version": version.pk, "intakes": replay.total},
            )
    except IntegrityError:
        running = version.replays.get(finished_at=None)
        if is_given_up(running):
            set_going(running)
        return running
    return replay


def past_intakes(version: QuestionSetVersion) -> QuerySet[Intake]:
    """That were sent, on any version of the same question set, and screened."""
    return Intake.objects.filter(
        clinic_id=version.clinic_id,
        status=IntakeStatus.SUBMITTED,
        version__question_set_id=version.question_set_id,
        current_screening__isnull=False,
    )


def set_going(replay: Replay) -> None:
    go_on_with_replay.enqueue(replay.pk, replay.clinic_id)
    watch_at = timezone.now() + WATCH_EVERY
    watch_replay.using(run_after=watch_at).enqueue(replay.pk, replay.clinic_id)


def is_given_up(replay: Replay) -> bool:
    return timezone.now() - replay.beat_at >= GIVEN_UP_AFTER


@task(priority=LOW)
def go_on_with_replay(replay_id: int, clinic_id: int) -> bool:
    """A slice of a replay; whether it is finished."""
    with scopes.at_clinic(clinic_id):
        replay = Replay.objects.select_related("clinic", "version").get(pk=replay_id)
        if run_replay(replay, SLICE) and not replay.is_finished:
            go_on_with_replay.enqueue(replay_id, clinic_id)
    return replay.is_finished


@task(priority=LOW)
def watch_replay(replay_id: int, clinic_id: int) -> bool:
    """Until it is finished: has somebody go on whose worker was killed. Whether it did so."""
    with scopes.at_clinic(clinic_id):
        replay = Replay.objects.get(pk=replay_id)
        if replay.is_finished:
            return False
        watch_at = timezone.now() + WATCH_EVERY
        watch_replay.using(run_after=watch_at).enqueue(replay_id, clinic_id)
        if is_given_up(replay):
            go_on_with_replay.enqueue(replay_id, clinic_id)
            return True
    return False


def run_replay(replay: Replay, seconds: float) -> bool:
    """Batches until it is finished or the time is up; `replay` is brought up to date.

    False if another worker came on meanwhile, who is the one to go on.
    """
    ends = monotonic() + seconds
    with passing_over_what_is_there():
        while not replay.is_finished:
            is_ours = write_batch(replay, list(rerun_batch(replay)))
            replay.refresh_from_db()
            if not is_ours or monotonic() >= ends:
                return is_ours
    return True


@contextmanager
def passing_over_what_is_there() -> Iterator[None]:
    """Python's garbage collector does not look, over and over, through what the process had
    before: that was a third of a replay's time."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@dataclass(frozen=True)
class Done:
    screening: Screening
    rerun: Rerun


def rerun_batch(replay: Replay) -> Iterator[Done]:
    """What counts now for each of the next intakes."""
    found = past_intakes(replay.version).filter(pk__gt=replay.cursor, pk__lte=replay.last)
    found = found.select_related("patient", "version", "current_screening")
    for intake in found.defer("answers", "version__document").order_by("pk")[:BATCH]:
        if screening := intake.current_screening:
            screening.intake = intake
            yield Done(screening, rerun(screening, replay.version))


@transaction.atomic
def write_batch(replay: Replay, batch: list[Done]) -> bool:
    """Nothing, and False, if another worker has come on since `replay` was read."""
    held = Replay.objects.select_for_update(no_key=True).get(pk=replay.pk)
    if held.cursor != replay.cursor or held.is_finished:
        return False
    differing = [done for done in batch if done.rerun.differs]
    ReplayDifference.objects.bulk_create(difference_of(held, done) for done in differing)
    held.beat_at = timezone.now()
    held.cursor = batch[-1].screening.intake_id if batch else held.last
    held.done += len(batch)
    held.total = max(held.total, held.done)
    held.differing += len(differing)
    held.failed += sum(done.rerun.has_failed for done in differing)
    held.by_rule = counted(held.by_rule, differing)
    if len(batch) < BATCH:
        held.finished_at, held.total = held.beat_at, held.done
    held.save()
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
