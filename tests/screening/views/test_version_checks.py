"""What administrators read of the checks."""

import pytest

from screening import actions
from screening.actions import proofs
from screening.models import VersionCheck
from tests.staff_pages import between, read
from tests.versions import approved, changed, draft_of, never_raised, save, small, work

CHECKS = "/question-sets/small/versions/1/checks/"


@pytest.fixture(autouse=True)
def _nothing_decided():
    proofs._decided.clear()


def test_while_they_wait_the_page_says_so(lakeside, dana, admin):
    draft_of(lakeside, dana, changed("Waits"))

    said = read(admin.get(CHECKS))

    assert "Waiting to be checked" in said
    assert "Look again" in said


def test_mistake_is_told_in_words_with_its_place(lakeside, dana, admin):
    draft_of(lakeside, dana, never_raised())
    work()

    page = admin.get(CHECKS)

    assert "Checks not passed" in read(page)
    found = between(page, "A rule that no patient can raise", "A rule without")
    assert found.startswith("Error")
    assert "rules[0].when" in found
    assert 'href="/question-sets/small/versions/1/#rule-it"' in page.content.decode()


def test_example_patient_is_shown_page_by_page(lakeside, dana, admin):
    draft_of(lakeside, dana, small())
    work()

    found = between(admin.get(CHECKS), "No case raises rule 'it'", "No case leaves clear")

    assert "On June 15, 2026. Contraindication Raised: it. ? yes" in found


def test_problems_of_an_unfinished_draft_are_listed(lakeside, dana, admin):
    save(draft_of(lakeside, dana, small()), small(rules=[]), dana)
    work()

    assert "Must be a list that is not empty." in between(
        admin.get(CHECKS), "The document cannot be used as it is", "schema"
    )


def test_check_again_enqueues_another_run(lakeside, dana, admin, monkeypatch):
    monkeypatch.setattr(proofs, "SECONDS", 0.0)
    draft_of(lakeside, dana, small())
    work()
    assert "Not decided, so not passed" in read(admin.get(CHECKS))

    answer = admin.post(CHECKS)

    assert answer.url == CHECKS
    assert [check.state for check in VersionCheck.objects.all()] == ["UNDECIDED", "QUEUED"]


def test_new_tools_ask_for_new_checks(lakeside, dana, admin, monkeypatch):
    draft_of(lakeside, dana, small())
    work()
    monkeypatch.setattr(proofs, "CHECKS_VERSION", "another")

    assert "The tools have changed since" in read(admin.get(CHECKS))


def test_value_that_is_not_offered_comes_with_a_patient_and_the_way_to_mend_it(
    lakeside, dana, admin
):
    draft = draft_of(lakeside, dana, small())
    save(draft, small(when={"question": "danger", "equals": "long_ago"}), dana)
    work()

    page = admin.get(CHECKS)

    found = between(page, "A condition that waits for an answer which nobody can give", "? no")
    assert "'danger' does not offer 'long_ago'" in found
    assert "No flags" in found
    mend = "/question-sets/small/versions/1/edit/rules/it/when/condition/"
    assert f'href="{mend}"' in page.content.decode()
    assert f'href="{mend}"' in admin.get("/question-sets/small/versions/1/").content.decode()


def test_published_version_is_not_mended(lakeside, dana, erin, admin):
    actions.publish(version=approved(lakeside, dana, erin, small()), by=erin)

    page = admin.get(CHECKS)

    assert "No case raises rule 'it'" in read(page)
    assert "Put it right" not in read(page)
