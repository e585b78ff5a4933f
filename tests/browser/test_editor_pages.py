"""Every page on which a draft is edited."""

import pytest
from playwright.sync_api import Page

from screening import actions
from tests.browser.albums import Album
from tests.browser.contents import shows
from tests.browser.pressing import press
from tests.intakes import ANEURYSM, submit
from tests.rules.small import blood_pressure, document, rule
from tests.versions import draft_of

LIMIT = "parameters/high_systolic/"


@pytest.fixture
def draft(version, dana):
    return actions.start_draft(version=version, by=dana)


@pytest.fixture
def edit(draft) -> str:
    return f"{draft.get_absolute_url()}edit/"


@pytest.fixture
def album(staff_tab, dana) -> Album:
    return Album(staff_tab(dana))


@shows(
    "edit-draft",
    "editor/outline.html",
    "edit-part",
    "new-part",
    "new-part-in",
    "editor/part.html",
    "remove-part",
    "editor/remove.html",
)
def test_parts_of_a_draft(album, edit):
    album.look("outline of a draft", edit)
    album.look("change the set", f"{edit}set/set/")
    album.look("change a question", f"{edit}questions/previous_ketamine/")
    album.look("change a rule", f"{edit}rules/command-voices/")
    album.look("change a text", f"{edit}texts/crisis/")
    album.look("add a question", f"{edit}questions/new/in/about-you/")
    album.send("add a rule left blank", f"{edit}rules/new/", button="Save")
    album.look("remove a question", f"{edit}questions/previous_ketamine/remove/")

    assert not album.problems, album.report


def test_draft_that_somebody_saved_meanwhile(album, edit, draft, dana):
    album.page.goto(f"{edit}{LIMIT}")
    actions.set_parameters(
        version=draft, values={"high_systolic": 165}, by=dana, seen_revision=draft.revision
    )
    album.page.get_by_label("Value").fill("170")
    press(album.page.get_by_role("button", name="Save"))

    album.keep("part saved meanwhile")

    assert album.page.get_by_role("heading", name="Saved meanwhile by somebody else").count() == 1
    assert not album.problems, album.report


@shows(
    "edit-condition",
    "editor/condition.html",
    "edit-comparison",
    "editor/comparison.html",
    "editor/fact.html",
)
def test_conditions_of_a_draft(album, edit):
    rule = f"{edit}rules/recent-suicide-attempt"
    question = f"{edit}questions/previous_ketamine"

    album.look("long condition", f"{edit}rules/uncontrolled-hypertension/when/condition/")
    album.look("condition", f"{rule}/when/condition/")
    album.look("no condition yet", f"{question}/enable_when/condition/")
    album.look("choose a fact", f"{question}/enable_when/comparison/")
    album.look("compare with options", f"{rule}/when/comparison/?fact=suicide_attempt")
    album.look("compare with a number", f"{rule}/when/comparison/?fact=blood_pressure.systolic")
    album.send(
        "comparison left blank",
        f"{question}/enable_when/comparison/?fact=completed_by",
        nothing_chosen,
        button="Save",
    )

    assert not album.problems, album.report


def nothing_chosen(page: Page) -> None:
    """What a form in the making may hold."""


@shows(
    "edit-cases",
    "editor/cases.html",
    "new-case",
    "edit-case",
    "editor/case.html",
    "edit-never-asked",
    "editor/never_asked.html",
    "import-document",
    "editor/import.html",
)
def test_cases_acknowledgements_and_files_of_a_draft(album, edit):
    album.look("cases", f"{edit}cases/")
    album.look("change a case", f"{edit}cases/v-12/")
    album.send("add a case left blank", f"{edit}cases/new/", button="Save")
    album.look("acknowledge a question", f"{edit}rules/uncontrolled-hypertension/never-asked/")
    album.look("bring a file in", f"{edit}import/")
    album.send("no file", f"{edit}import/", button="Put it in place of the draft")

    assert not album.problems, album.report


@shows("case-candidates", "editor/candidates.html")
def test_candidates_for_cases(album, lakeside, dana):
    high = {"question": "bp.systolic", "at_least": {"parameter": "limit"}}
    small = draft_of(lakeside, dana, document([blood_pressure()], [rule("high", high)]))

    album.look("candidates for cases", f"{small.get_absolute_url()}edit/cases/candidates/")

    assert not album.problems, album.report


@shows("make-case", "reviews/make_case.html")
def test_case_made_from_an_intake(staff_tab, alice, intake, draft):
    sent = submit(intake, ANEURYSM)
    album = Album(staff_tab(alice))

    album.look("make a case", f"{sent.get_absolute_url()}make-case/")

    assert not album.problems, album.report


@shows("try-rule", "editor/try.html")
def test_rule_that_is_tried(album, edit):
    trying = f"{edit}rules/uncontrolled-hypertension/try/"
    album.look("try a rule", trying)
    album.send("rule that was tried", trying, button="Try it", is_wrong=False)

    assert not album.problems, album.report


@shows(
    "preview",
    "preview/start.html",
    "preview-question",
    "preview/question.html",
    "preview-crisis",
    "preview/crisis.html",
    "preview-end",
    "preview/end.html",
)
def test_preview_of_a_draft(album, draft):
    preview = f"{draft.get_absolute_url()}preview/"
    album.send("begin a preview left blank", preview, button="Begin")
    album.send("preview", preview, write_birth_date, button="Begin", is_wrong=False)
    album.send("preview left blank", album.page.url)
    album.look("preview of help", f"{preview}crisis/")
    album.look("end of a preview", f"{preview}end/")

    assert not album.problems, album.report


def write_birth_date(page: Page) -> None:
    for label, text in (("Month", "May"), ("Day", "4"), ("Year", "1985")):
        page.get_by_label(label, exact=True).fill(text)
