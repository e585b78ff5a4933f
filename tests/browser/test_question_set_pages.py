"""Every page on which a version of a question set is read, weighed and moved on."""

import copy

import pytest
from playwright.sync_api import Page

from screening import actions
from screening.actions import engines
from screening.actions.replays import run_replay, start_replay
from screening.models import question_set as version_store
from tests.browser.albums import Album
from tests.browser.contents import shows
from tests.damage import damage_versions
from tests.intakes import ANEURYSM, begin, bring_in, shipped, submit
from tests.versions import approved, changed, draft_of, in_review, never_raised, save, small, work

SMALL = "/question-sets/small/versions/"


@pytest.fixture
def album(staff_tab, dana) -> Album:
    return Album(staff_tab(dana))


@shows("question-sets", "question_sets/list.html")
def test_list(album, lakeside, dana):
    album.look("no question sets", "/question-sets/")
    draft_of(lakeside, dana, small())
    album.look("question sets", "/question-sets/")

    assert not album.problems, album.report


@shows(
    "question-set-version",
    "question_sets/version.html",
    "question-set-traceability",
    "question_sets/traceability.html",
)
def test_version_that_patients_get(album, version):
    album.look("version", version.get_absolute_url())
    album.look("traceability", f"{version.get_absolute_url()}traceability/")

    assert not album.problems, album.report


@pytest.fixture
def other(version, lakeside, maria, alice):
    """A draft with another limit, without a rule and with a case that does not hold."""
    submit(begin(version, maria, alice), ANEURYSM)
    data = copy.deepcopy(shipped())
    data["cases"] = data["cases"][:2]
    data["rules"] = [one for one in data["rules"] if one["slug"] != "aneurysmal-vascular-disease"]
    data["parameters"]["high_systolic"]["value"] = 165
    return actions.load_document(clinic=lakeside, data=data)


@shows(
    "choose-difference",
    "question_sets/choose_difference.html",
    "version-difference",
    "question_sets/difference.html",
    "replay",
    "question_sets/replay.html",
    "question-set-parameters",
    "question_sets/parameters.html",
)
def test_two_versions_side_by_side(album, version, other, dana):
    draft = other.get_absolute_url()
    replay = start_replay(version=other, by=dana)

    album.look("choose a difference", f"{draft}difference/")
    album.look("difference", f"{draft}difference/{version.number}/")
    album.look("replay that runs", replay.get_absolute_url())
    run_replay(replay, seconds=60)
    album.look("replay", replay.get_absolute_url())
    album.look("limits", f"{draft}parameters/")
    album.send("limits that are none", f"{draft}parameters/", no_limit, button="Save in the draft")

    assert not album.problems, album.report


def no_limit(page: Page) -> None:
    page.locator("input[name^=parameter-]").first.fill("high")


@shows("question-set-checks", "question_sets/checks.html", "question_sets/unfinished.html")
def test_checks(album, lakeside, dana):
    draft = draft_of(lakeside, dana, changed("Waits"))
    album.look("checks that wait", f"{SMALL}1/checks/")
    work()
    album.look("checks that found nothing grave", f"{SMALL}1/checks/")
    save(draft, never_raised(), dana)
    work()
    album.look("checks not passed", f"{SMALL}1/checks/")
    draft.refresh_from_db()
    save(draft, small(rules=[]), dana)
    work()
    album.look("checks of an unfinished draft", f"{SMALL}1/checks/")
    album.look("unfinished draft", f"{SMALL}1/")

    assert not album.problems, album.report


@shows(
    "send-for-review",
    "approve-version",
    "reject-version",
    "return-version",
    "publish-version",
    "roll-back-version",
    "start-draft",
    "question_sets/step.html",
)
def test_steps(album, staff_tab, lakeside, dana, erin):
    first = actions.publish(version=approved(lakeside, dana, erin, small()), by=dana)
    actions.publish(version=approved(lakeside, dana, erin, changed("Two")), by=dana)
    approved(lakeside, dana, erin, changed("Three"))
    in_review(lakeside, dana, changed("Four"))
    draft_of(lakeside, dana, changed("Five"))
    work()

    album.look("bring a document back", f"{first.get_absolute_url()}roll-back/")
    album.send("no reason", f"{SMALL}1/roll-back/", button="Bring this document back")
    album.look("start a draft", f"{SMALL}2/start-draft/")
    album.look("publish", f"{SMALL}3/publish/")
    album.look("back to draft", f"{SMALL}3/back-to-draft/")
    album.look("ones own work", f"{SMALL}4/")
    album.look("send for review", f"{SMALL}5/send-for-review/")
    second = Album(staff_tab(erin))
    second.look("approve", f"{SMALL}4/approve/")
    second.look("reject", f"{SMALL}4/reject/")

    assert not album.problems + second.problems, "\n".join(album.problems + second.problems)


def test_version_approved_by_its_only_author(album, lakeside, dana):
    in_review(lakeside, dana, small())

    album.look("approve alone", f"{SMALL}1/approve/")

    assert not album.problems, album.report


@shows("question_sets/unreadable.html")
def test_version_that_is_damaged(staff_tab, lakeside, dana):
    album = Album(staff_tab(dana, foreseen=503))
    bring_in(lakeside, small())
    engines._engines.clear()
    version_store._parsed.clear()
    damage_versions(document="{}")

    album.look("damaged version", f"{SMALL}1/", status=503)

    assert not album.problems, album.report
