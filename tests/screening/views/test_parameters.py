"""A clinic's own limits."""

import pytest

from screening import actions
from screening.models import QuestionSetVersion, Screening
from tests.intakes import begin, bring_in
from tests.rules.small import blood_pressure, document, rule
from tests.staff_pages import between, problems
from tests.versions import draft_of, save, small, work

PAGE = "/question-sets/small/versions/{}/parameters/"
HIGH = {"question": "bp.systolic", "at_least": {"parameter": "limit"}}


def limited(limit=140):
    data = document([blood_pressure()], [rule("high", HIGH)])
    data["parameters"]["limit"]["value"] = limit
    return data


def limit(number):
    return QuestionSetVersion.objects.get(number=number).parsed.parameters["limit"].value


@pytest.fixture
def draft(lakeside, dana):
    return draft_of(lakeside, dana, limited())


def test_limit_is_changed_in_the_draft_and_checked(admin, draft):
    page = admin.get(PAGE.format(1))
    assert "At or above: high" in between(page, "Limit (mmHg)", "Save in the draft")

    answer = admin.post(PAGE.format(1), {"revision": 0, "parameter-limit": "150"})
    work()

    assert answer.url == "/question-sets/small/versions/1/"
    assert limit(1) == 150
    assert "Checks passed" in between(admin.get(answer.url), "Where it stands", "History")


def test_limit_that_divides_nothing_does_not_pass(admin, draft):
    admin.post(PAGE.format(1), {"revision": 0, "parameter-limit": "999"})
    work()

    found = between(admin.get("/question-sets/small/versions/1/checks/"), "What was found", "high")
    assert "A limit that divides nothing" in found


@pytest.mark.parametrize("typed", ["", "high", "-5", "0", "1000", "14.5"])
def test_what_is_no_limit_is_refused(admin, draft, typed):
    answer = admin.post(PAGE.format(1), {"revision": 0, "parameter-limit": typed})

    assert answer.status_code == 422
    assert len(problems(answer)) == 1
    assert limit(1) == 140


def test_limit_saved_over_somebody_elses_is_refused(admin, draft, erin):
    save(draft, limited(145), erin)

    answer = admin.post(PAGE.format(1), {"revision": 0, "parameter-limit": "150"})

    assert problems(answer) == [
        "Somebody else saved this draft meanwhile. Nothing of yours is stored."
        " It holds now: limit 145 mmHg."
    ]
    assert limit(1) == 145


def test_limits_of_a_published_version_are_changed_in_a_draft(lakeside, admin):
    bring_in(lakeside, limited())

    for answer in (
        admin.get(PAGE.format(1)),
        admin.post(PAGE.format(1), {"revision": 0, "parameter-limit": "150"}),
    ):
        assert answer.url == "/question-sets/small/versions/1/"
    assert limit(1) == 140


def test_unfinished_draft_says_so(lakeside, dana, admin):
    save(draft_of(lakeside, dana, small()), small(rules=[]), dana)

    assert admin.get(PAGE.format(1)).url == "/question-sets/small/versions/1/"


def test_each_clinic_screens_with_its_own_limit_which_is_evidence(lakeside, harbor, maria, bob):
    bring_in(harbor, limited(160))
    version = bring_in(lakeside, limited(150))
    intake = begin(version, maria, bob)
    reading = {"systolic": 155, "diastolic": 80, "measured_on": "2026-11-20", "method": "arm_cuff"}
    actions.save_page(intake=intake, link_id="bp", answer=reading)
    actions.submit(intake=intake, signed_name="Maria O'Brien", declaration="True.")

    screening = Screening.objects.get()

    assert screening.parameters == {"limit": 150}
    (found,) = screening.outcome["raised"]
    assert (found["rule"], found["evidence"][0]["operand"]) == ("high", 150)
