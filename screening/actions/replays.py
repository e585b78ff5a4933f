"""Running a version over past intakes, a batch at a time, so that whoever is stopped goes on."""

import datetime
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from django.db import IntegrityError, transaction
from django.db.models import Count, Max
from django.utils import timezone

from clinics import audit, scopes
from clinics.models import User
from clinics.tasks import task
from screening.actions.engines import vocabulary_sha256
from screening.actions.replay_batches import past_intakes, rerun_batch, write_batch
from screening.models import QuestionSetVersion, Replay
from screening.rules import ENGINE_VERSION

SLICE = 5.0
"""Seconds that one task takes before others have their turn: a mail must not wait for a replay."""

GIVEN_UP_AFTER = datetime.timedelta(seconds=4)
"""Whoever has not come on for so long was stopped: many times what a batch takes. If they were
only slow, or their next slice waits behind something else, nothing is done twice: of two at the
same place the first to write goes on, and whoever finds that somebody has passed leaves it."""

WATCH_EVERY = datetime.timedelta(seconds=2)

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


def set_going(replay: Replay) -> None:
    go_on_with_replay.enqueue(replay.pk, replay.clinic_id, replay.cursor)
    watch_at = timezone.now() + WATCH_EVERY
    watch_replay.using(run_after=watch_at).enqueue(replay.pk, replay.clinic_id)


def is_given_up(replay: Replay) -> bool:
    return timezone.now() - replay.beat_at >= GIVEN_UP_AFTER


@task(priority=LOW)
def go_on_with_replay(replay_id: int, clinic_id: int, cursor: int) -> bool:
    """A slice of a replay, from where it stood, unless somebody has gone on from there; whether
    it is finished."""
    with scopes.at_clinic(clinic_id):
        replay = Replay.objects.select_related("clinic", "version__question_set").get(pk=replay_id)
        stands_there = replay.cursor == cursor
        if stands_there and run_replay(replay, SLICE) and not replay.is_finished:
            go_on_with_replay.enqueue(replay_id, clinic_id, replay.cursor)
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
            go_on_with_replay.enqueue(replay_id, clinic_id, replay.cursor)
            return True
    return False


def run_replay(replay: Replay, seconds: float) -> bool:
    """Batches until it is finished or the time is up; `replay` is brought up to date.

    False if another worker came on meanwhile, who is the one to go on.
    """
    ends = monotonic() + seconds
    with leaving_rubbish():
        while not replay.is_finished:
            if not write_batch(replay, list(rerun_batch(replay))):
                return False
            if monotonic() >= ends:
                break
    return True


@contextmanager
def leaving_rubbish() -> Iterator[None]:
    """Python's garbage collector does not look for cycles, over and over, among rows that have
    none: that was more than a third of a replay's time. It is for a few seconds."""
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looking:
            gc.enable()
