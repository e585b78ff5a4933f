"""Past intakes under another version: recorded inputs in, nothing of the past changed."""

import copy
import datetime
import gc
import weakref
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from clinics.models import AuditEvent
from screening.actions import replay_batches, replays, rerunning
from screening.actions.question_sets import load_document
from screening.actions.replays import go_on_with_replay, run_replay, start_replay, watch_replay
from screening.models import Flag, Replay, ReplayDifference, Review, Screening
from tests.intakes import ANEURYSM, begin, shipped, submit

pytestmark = pytest.mark.django_db

RULE = "aneurysmal-vascular-disease"


def draft_of(clinic, edit):
    data = copy.deepcopy(shipped())
    data["cases"] = []
    edit(data)
    return load_document(clinic=clinic, data=data)


@pytest.fixture
def draft(lakeside, version):
    return lambda edit: draft_of(lakeside, edit)


@pytest.fixture
def intakes(version, maria, alice):
    """Two without any risk, and one with an aneurysm between them."""
    return [submit(begin(version, maria, alice), answers) for answers in (None, ANEURYSM, None)]


def without_the_rule(data):
    data["rules"] = [rule for rule in data["rules"] if rule["slug"] != RULE]


def without_cases(data):
    """The rules stay as they are."""


def lower_limit(data):
    data["parameters"]["elevated_systolic"]["value"] = 110


def finished(version):
    replay = start_replay(version=version)
    run_replay(replay, seconds=60)
    return replay


def go_on(replay):
    """As the task that was put in line when the replay stood where it stands now."""
    cursor = Replay.objects.get(pk=replay.pk).cursor
    return go_on_with_replay.call(replay.pk, replay.clinic_id, cursor)


def differences(replay):
    return [
        (one.intake_id, one.level_before, one.level_after, one.rules)
        for one in replay.differences.order_by("intake")
    ]


def past():
    """All that a replay must leave alone."""
    rows = [row for model in (Screening, Flag, Review) for row in model.objects.order_by("pk")]
    return [[(f.attname, getattr(row, f.attname)) for f in row._meta.fields] for row in rows]


def test_same_rules_differ_for_nobody(draft, intakes):
    replay = finished(draft(without_cases))

    assert replay.is_finished
    assert (replay.total, replay.done, replay.differing, replay.failed) == (3, 3, 0, 0)
    assert differences(replay) == []


def test_rule_that_went_is_told_with_before_and_after(draft, intakes):
    replay = finished(draft(without_the_rule))

    assert differences(replay) == [
        (intakes[1].pk, "contraindication", "none", {RULE: ["raised", "clear"]})
    ]
    assert replay.by_rule == {RULE: {"raised>clear": 1}}
    assert (replay.done, replay.differing) == (3, 1)


def test_changed_number_has_its_effect_though_the_old_one_is_on_record(draft, intakes):
    replay = finished(draft(lower_limit))

    assert replay.by_rule == {"elevated-blood-pressure": {"clear>raised": 3}}
    assert [(before, after) for _, before, after, _ in differences(replay)] == [
        ("none", "caution"),
        ("contraindication", "contraindication"),
        ("none", "caution"),
    ]


def test_ages_are_counted_to_the_day_on_record(draft, intakes, lakeside):
    def years_later(_clinic):
        return datetime.date(2046, 1, 1)

    with mock.patch.object(type(lakeside), "today", years_later):
        assert finished(draft(without_cases)).differing == 0


def test_nothing_of_the_past_changes(draft, intakes):
    before = past()

    finished(draft(without_the_rule))

    assert past() == before


def test_intake_that_cannot_be_screened_is_a_difference(draft, intakes):
    version = draft(without_cases)
    with mock.patch.object(rerunning, "engine_for", side_effect=RuntimeError):
        replay = finished(version)

    assert (replay.done, replay.differing, replay.failed) == (3, 3, 3)
    assert {after for _, _, after, _ in differences(replay)} == {""}


def test_unfinished_intakes_and_other_clinics_are_left_out(draft, intakes, intake, harbor):
    assert start_replay(version=draft(without_cases)).total == 3
    assert start_replay(version=draft_of(harbor, without_cases)).total == 0


def test_second_start_finds_the_first(draft, intakes):
    version = draft(without_cases)

    first, second = start_replay(version=version), start_replay(version=version)

    assert first == second
    assert AuditEvent.objects.filter(action="replay.started").count() == 1


def test_batch_is_written_once_however_many_workers(draft, intakes, monkeypatch):
    replay = start_replay(version=draft(without_the_rule))
    rival = Replay.objects.select_related("version", "clinic").get(pk=replay.pk)
    theirs = list(replays.rerun_batch(rival))

    run_replay(replay, seconds=60)
    assert replays.write_batch(rival, theirs) is False

    stored = Replay.objects.get(pk=replay.pk)
    assert (stored.done, stored.differing) == (3, 1)
    assert ReplayDifference.objects.count() == 1


@pytest.fixture
def killed(draft, intakes, monkeypatch):
    """A replay of three whose worker did one and was killed over the next."""
    monkeypatch.setattr(replay_batches, "BATCH", 1)
    monkeypatch.setattr(replays, "SLICE", 0.0)
    replay = start_replay(version=draft(without_the_rule))
    go_on(replay)
    stopped = mock.patch.object(replays, "write_batch", side_effect=SystemExit)
    with stopped, pytest.raises(SystemExit):
        go_on(replay)
    DBTaskResult.objects.all().delete()
    return replay


def waiting():
    return sorted(DBTaskResult.objects.values_list("task_path", flat=True))


GOING_ON = "screening.actions.replays.go_on_with_replay"
WATCHING = "screening.actions.replays.watch_replay"


def test_killed_worker_is_followed_by_one_who_goes_on(killed, monkeypatch):
    assert watch_replay.call(killed.pk, killed.clinic_id) is False
    assert waiting() == [WATCHING]

    monkeypatch.setattr(replays, "GIVEN_UP_AFTER", datetime.timedelta())
    assert watch_replay.call(killed.pk, killed.clinic_id) is True
    assert waiting() == [GOING_ON, WATCHING, WATCHING]

    while not go_on(killed):
        pass
    stored = Replay.objects.get()
    assert (stored.done, stored.differing, stored.is_finished) == (3, 1, True)


def test_watch_ends_with_the_replay(draft, intakes):
    replay = finished(draft(without_the_rule))
    DBTaskResult.objects.all().delete()

    assert watch_replay.call(replay.pk, replay.clinic_id) is False
    assert waiting() == []


def test_start_sets_going_what_nobody_works_at(killed, monkeypatch):
    assert start_replay(version=killed.version) == killed
    assert waiting() == []

    monkeypatch.setattr(replays, "GIVEN_UP_AFTER", datetime.timedelta())
    assert start_replay(version=killed.version) == killed
    assert waiting() == [GOING_ON, WATCHING]


def test_of_two_workers_at_once_one_goes_on(draft, intakes, monkeypatch):
    monkeypatch.setattr(replay_batches, "BATCH", 1)
    replay = start_replay(version=draft(without_the_rule))
    rerun_batch = replays.rerun_batch

    def overtaken(slow):
        batch = list(rerun_batch(slow))
        fast = Replay.objects.select_related("version", "clinic").get(pk=slow.pk)
        replays.write_batch(fast, batch)
        return batch

    monkeypatch.setattr(replays, "rerun_batch", overtaken)
    DBTaskResult.objects.all().delete()

    assert go_on(replay) is False
    assert Replay.objects.get().done == 1
    assert waiting() == []


def test_task_leaves_it_to_whoever_has_gone_on_from_there(killed):
    assert go_on_with_replay.call(killed.pk, killed.clinic_id, 0) is False

    assert Replay.objects.get().done == 1
    assert waiting() == []


def test_whoever_goes_on_leaves_the_next_slice_to_a_task(killed):
    assert go_on(killed) is False

    stored = Replay.objects.get()
    assert stored.done == 2
    assert waiting() == [GOING_ON]
    assert DBTaskResult.objects.get().args_kwargs["args"][-1] == stored.cursor


def queries_of_a_batch(replay):
    with CaptureQueriesContext(connection) as queries:
        batch = list(replays.rerun_batch(replay))
    return len(batch), len(queries)


def test_rows_are_read_together(draft, intakes, monkeypatch):
    replay = start_replay(version=draft(lower_limit))
    list(replays.rerun_batch(replay))
    assert queries_of_a_batch(replay) == (3, 3)

    monkeypatch.setattr(replay_batches, "BATCH", 1)
    assert queries_of_a_batch(replay) == (1, 3)


@pytest.fixture
def no_collector():
    gc.disable()
    yield
    gc.enable()


def test_rows_of_a_batch_need_no_garbage_collector(draft, intakes, no_collector):
    batch = list(replays.rerun_batch(start_replay(version=draft(without_cases))))
    rows = [row for done in batch for row in (done.screening, done.screening.intake)]
    there = [weakref.ref(row) for row in (*rows, *(row.intake.patient for row in rows[::2]))]

    del batch, rows

    assert [row() for row in there] == [None] * 9


def test_garbage_collector_is_back_after_a_replay(draft, intakes):
    replay = start_replay(version=draft(without_cases))
    stopped = mock.patch.object(replays, "write_batch", side_effect=SystemExit)
    with stopped, pytest.raises(SystemExit):
        run_replay(replay, seconds=60)

    assert gc.isenabled()


def test_finished_replay_is_not_run_again(draft, intakes):
    replay = finished(draft(without_the_rule))

    assert go_on(replay) is True
    assert ReplayDifference.objects.count() == 1


def test_new_run_after_a_finished_one_is_another(draft, intakes):
    version = draft(without_cases)

    assert finished(version).pk != start_replay(version=version).pk
