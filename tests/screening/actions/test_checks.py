"""The checks of a version, as the worker runs them."""

import pytest
from django_tasks_db.models import DBTaskResult

from screening import actions
from screening.actions import checks, proofs
from screening.actions.checks import run_check
from screening.actions.proofs import CHECKS_VERSION
from screening.models import VersionCheck
from screening.models.version_check import FinishedCheckError
from screening.rules import ENGINE_VERSION
from tests.versions import changed, draft_of, never_raised, save, small, work


@pytest.fixture(autouse=True)
def _nothing_is_proved_yet():
    proofs._decided.clear()


def waiting_tasks():
    return DBTaskResult.objects.filter(task_path="screening.actions.checks.run_check")


def test_each_save_enqueues_its_checks_beside_the_mails(lakeside, dana):
    draft = save(draft_of(lakeside, dana, small()), changed(), dana)

    first, second = VersionCheck.objects.all()
    assert (first.state, second.state) == ("QUEUED", "QUEUED")
    assert second.sha256 == draft.sha256
    assert [task.args_kwargs["args"] for task in waiting_tasks().order_by("enqueued_at")] == [
        [first.pk, lakeside.pk],
        [second.pk, lakeside.pk],
    ]
    assert {task.queue_name for task in waiting_tasks()} == {"proofs"}


def test_sound_document_passes(lakeside, dana):
    draft_of(lakeside, dana, small())
    work()

    check = VersionCheck.objects.get()
    assert check.state == "PASSED"
    assert {remark["code"] for remark in check.remarks} == {"case-missing"}
    assert (check.engine_version, check.checks_version) == (ENGINE_VERSION, CHECKS_VERSION)
    assert check.seconds >= 0


def test_mistake_is_found_with_its_place(lakeside, dana):
    draft_of(lakeside, dana, never_raised())
    work()

    check = VersionCheck.objects.get()
    assert check.state == "FAILED"
    assert ("rules[0].when", "rule-never-raised") in {
        (remark["path"], remark["code"]) for remark in check.remarks
    }


def test_document_that_cannot_be_read_fails_with_its_problems(lakeside, dana):
    when = {"question": "danger", "equals": "perhaps"}
    save(draft_of(lakeside, dana, small()), small(when=when), dana)
    work()

    check = VersionCheck.objects.last()
    assert check.state == "FAILED"
    (remark,) = check.remarks
    assert (remark["code"], remark["path"]) == (
        "value-not-offered",
        "rules[0].when.equals",
    )


def test_what_is_not_decided_has_not_passed(lakeside, dana, monkeypatch):
    monkeypatch.setattr(proofs, "SECONDS", 0.0)
    draft = draft_of(lakeside, dana, small())
    work()

    assert VersionCheck.objects.get().state == "UNDECIDED"
    monkeypatch.setattr(proofs, "SECONDS", 60.0)
    actions.check_again(version=draft)
    work()
    assert [check.state for check in VersionCheck.objects.all()] == ["UNDECIDED", "PASSED"]


def test_checks_that_break_off_have_not_passed(lakeside, dana, monkeypatch, caplog):
    def broken(path):
        raise RuntimeError(path)

    monkeypatch.setattr(proofs, "import_string", broken)
    draft_of(lakeside, dana, small())
    work()

    check = VersionCheck.objects.get()
    assert check.state == "UNDECIDED"
    assert "broke off" in check.remarks[0]["message"]
    assert "broke off" in caplog.text


def test_same_bytes_are_not_proved_twice(lakeside, dana, monkeypatch):
    draft = draft_of(lakeside, dana, small())
    work()
    proofs._decided.clear()
    monkeypatch.setattr(checks, "prove", None)

    copy = actions.start_draft(version=draft, by=dana)

    first, second = VersionCheck.objects.all()
    assert (second.version, second.state) == (copy, "PASSED")
    assert second.remarks == first.remarks
    assert waiting_tasks().count() == 1


def test_other_clinics_result_is_not_taken(lakeside, harbor, dana, charlie):
    draft_of(lakeside, dana, small())
    work()
    proofs._decided.clear()

    draft_of(harbor, charlie, small())

    assert VersionCheck.objects.get(clinic=harbor).state == "QUEUED"


def test_bytes_that_are_no_longer_in_the_draft_are_not_proved(lakeside, dana):
    save(draft_of(lakeside, dana, small()), changed(), dana)
    work()

    assert [check.state for check in VersionCheck.objects.all()] == ["OVERTAKEN", "PASSED"]


def test_check_again_leaves_what_passed_or_is_under_way(lakeside, dana):
    draft = draft_of(lakeside, dana, small())
    waiting = VersionCheck.objects.get()

    assert actions.check_again(version=draft) == waiting
    work()
    assert actions.check_again(version=draft) == waiting
    assert VersionCheck.objects.count() == 1


def test_check_that_a_dead_worker_left_is_run_again(lakeside, dana):
    draft = draft_of(lakeside, dana, small())
    dead = VersionCheck.objects.get()
    dead.state, dead.started_at = "RUNNING", dead.queued_at - checks.LONGEST
    dead.save()

    actions.check_again(version=draft)

    assert VersionCheck.objects.count() == 2
    again = VersionCheck.objects.last()
    assert run_check.call(again.pk, again.clinic_id) == "PASSED"


def test_result_never_changes(lakeside, dana):
    draft_of(lakeside, dana, never_raised())
    work()
    check = VersionCheck.objects.get()
    check.state = "PASSED"

    with pytest.raises(FinishedCheckError):
        check.save()
    assert run_check.call(check.pk, check.clinic_id) == "FAILED"
