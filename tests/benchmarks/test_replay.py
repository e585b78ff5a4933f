"""The past that the replay benchmark makes is one that a replay can be run over."""

import pytest

pytest.importorskip("formtools")

from benchmarks.replay.past import Past
from screening.actions.replays import run_replay, start_replay
from screening.actions.screenings import derive
from screening.models import Screening


@pytest.mark.django_db
def test_its_intakes_are_screened_and_some_come_out_otherwise():
    past = Past(intakes=40)
    replay = start_replay(version=past.draft)

    run_replay(replay, seconds=60)

    assert (replay.total, replay.done, replay.failed) == (40, 40, 0)
    assert 0 < replay.differing < 40
    assert {name for name in replay.by_rule if "blood-pressure" in name} == set(replay.by_rule)
    assert all(derive(screening).is_same for screening in Screening.objects.all())
