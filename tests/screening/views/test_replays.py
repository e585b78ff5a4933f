"""A version on past intakes, as an administrator starts and reads it."""

import copy

import pytest

from screening.actions.question_sets import load_document
from screening.actions.replays import run_replay
from screening.models import Replay
from tests.intakes import ANEURYSM, begin, shipped, submit
from tests.staff_pages import read
from tests.versions import save

START = "/question-sets/ketamine-pre-treatment-screening/versions/{}/replay/"


@pytest.fixture
def draft(version, maria, alice, lakeside):
    submit(begin(version, maria, alice), ANEURYSM)
    data = copy.deepcopy(shipped())
    data["cases"] = []
    data["rules"] = [one for one in data["rules"] if one["slug"] != "aneurysmal-vascular-disease"]
    return load_document(clinic=lakeside, data=data)


def test_start_leads_to_how_far_it_is(admin, draft, dana):
    answer = admin.post(START.format(draft.number))

    replay = Replay.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, replay.get_absolute_url())
    assert replay.started_by == dana
    said = read(admin.get(answer["Location"]))
    assert "Running" in said
    assert "0 of 1 intakes" in said


def test_finished_replay_lists_what_differs_without_a_name(admin, draft, maria):
    admin.post(START.format(draft.number))
    replay = Replay.objects.get()
    run_replay(replay, seconds=60)

    said = read(admin.get(replay.get_absolute_url()))

    assert "Would have come out otherwise 1" in said
    assert "Aneurysmal vascular disease Raised before, clear now 1" in said
    assert f"{replay.differences.get().intake.reference} Contraindication No flags" in said
    assert maria.family_name not in said


def test_start_by_get_is_refused(admin, draft):
    assert admin.get(START.format(draft.number)).status_code == 405
    assert not Replay.objects.exists()


def test_unfinished_draft_is_not_called_damaged(admin, draft, dana):
    save(draft, {**shipped(), "rules": []}, dana)

    page = admin.post(START.format(draft.number), follow=True)

    assert page.redirect_chain == [(draft.get_absolute_url(), 302)]
    assert "An unfinished draft cannot be run before it is put right." in read(page)
    assert not Replay.objects.exists()


def test_other_clinics_admin_finds_neither(signed_in, draft, admin, charlie):
    admin.post(START.format(draft.number))
    outsider = signed_in(charlie)

    assert outsider.post(START.format(draft.number)).status_code in (403, 404)
    assert outsider.get(Replay.objects.get().get_absolute_url()).status_code in (403, 404)
    assert Replay.objects.count() == 1


def test_clinician_may_not(signed_in, draft, alice):
    assert signed_in(alice).post(START.format(draft.number)).status_code == 403
    assert not Replay.objects.exists()
