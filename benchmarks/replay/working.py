"""Workers that run a draft over the past: one left alone, and one that is killed half-way."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection

from benchmarks.replay.past import Past
from benchmarks.reporting import Row, at_most, table
from clinics import scopes
from screening.actions.replays import start_replay
from screening.models import QuestionSetVersion, Replay

PATIENCE = 300.0
"""Seconds after which whoever has not finished will not."""


def report(*, intakes: int) -> str:
    call_command("migrate", verbosity=0)
    past = Past(intakes=intakes)
    with scopes.at_clinic(past.clinic):
        alone, seen = left_alone(past.draft)
        killed, told = killed_half_way(past.draft)
    return table(
        f"{connection.vendor}, {intakes:,} intakes of one clinic, one worker",
        [
            Row("all of them", f"{alone:.1f} s", figure=alone, goal=at_most(60)),
            Row(
                "its worker killed half-way, another one started",
                f"{killed:.1f} s",
                figure=killed,
                goal=at_most(60),
            ),
            Row("times that progress was seen to move", f"{seen} and {told}"),
        ],
    )


def left_alone(draft: QuestionSetVersion) -> tuple[float, int]:
    """Seconds from the asking to the end, and how often progress moved."""
    start = time.perf_counter()
    replay = start_replay(version=draft)
    with working():
        steps = watch(replay, lambda done: done.is_finished)
    seconds = time.perf_counter() - start
    check(replay)
    return seconds, steps


def killed_half_way(draft: QuestionSetVersion) -> tuple[float, int]:
    start = time.perf_counter()
    replay = start_replay(version=draft)
    with working():
        steps = watch(replay, lambda replay: replay.done * 2 >= replay.total)
    with working():
        steps += watch(replay, lambda replay: replay.is_finished)
    seconds = time.perf_counter() - start
    check(replay)
    return seconds, steps


@contextmanager
def working() -> Iterator[None]:
    """A worker, killed at the end of the block as by a failing machine."""
    command = [sys.executable, "manage.py", "db_worker", "--interval", "0.5"]
    worker = subprocess.Popen(command, env=os.environ)  # noqa: S603
    try:
        yield
    finally:
        worker.kill()
        worker.wait()


def watch(replay: Replay, is_enough: Callable[[Replay], bool]) -> int:
    """How often `done` was seen to have grown until it was enough."""
    deadline = time.monotonic() + PATIENCE
    steps, done = 0, replay.done
    while not is_enough(replay):
        if time.monotonic() > deadline:
            raise TimeoutError(str(replay))
        time.sleep(0.2)
        replay.refresh_from_db()
        steps += replay.done > done
        done = replay.done
    return steps


def check(replay: Replay) -> None:
    """Each intake once, and each difference on record."""
    assert (replay.done, replay.failed) == (replay.total, 0)  # noqa: S101
    assert replay.differing == replay.differences.count() > 0  # noqa: S101
