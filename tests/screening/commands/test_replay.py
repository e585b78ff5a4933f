"""`manage.py replay`: from a shell, with a bar, going on where it stopped."""

import copy

import pytest
from django.core.management import CommandError, call_command

from screening.actions.question_sets import load_document
from screening.models import Replay
from tests.intakes import ANEURYSM, begin, shipped, submit

pytestmark = pytest.mark.django_db

SET = "ketamine-pre-treatment-screening"


@pytest.fixture
def draft(version, maria, alice, lakeside):
    submit(begin(version, maria, alice), ANEURYSM)
    data = copy.deepcopy(shipped())
    data["cases"] = []
    data["rules"] = [one for one in data["rules"] if one["slug"] != "aneurysmal-vascular-disease"]
    return load_document(clinic=lakeside, data=data)


def test_it_tells_what_would_differ(draft, capsys):
    call_command("replay", "lakeside", SET, draft.number)

    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "1 intakes, 1 would have come out otherwise, 0 of them could not be screened.",
        "aneurysmal-vascular-disease: raised to clear: 1",
    ]
    assert "1 of 1" in said.err
    assert Replay.objects.get().is_finished


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere", SET, "1"), "There is no clinic nowhere."),
        (("lakeside", SET, "9"), f"lakeside has no version 9 of {SET}."),
    ],
)
def test_what_is_not_there_is_said(draft, arguments, message):
    with pytest.raises(CommandError, match=message):
        call_command("replay", *arguments)
