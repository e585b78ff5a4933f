"""The pages of a draft's cases, looked at on a phone and on a desk."""

from tests.browser.albums import Album
from tests.rules.small import blood_pressure, choice, document, rule
from tests.versions import draft_of, save

HIGH = {"question": "bp.systolic", "at_least": 160}
GATE = {"question": "danger", "equals": "yes"}
CASE = {
    "id": "c-1",
    "today": "2026-11-21",
    "answers": {"danger": "yes"},
    "level": "none",
    "raised": [],
    "undetermined": [],
    "unknown_questions": [],
}


def test_cases_of_a_draft(staff_tab, dana, lakeside):
    questions = [choice("danger"), blood_pressure("bp", enable_when=GATE)]
    data = document(questions, [rule("high", HIGH, "contraindication")])
    whole = {**data, "slug": "small", "parameters": {}}
    draft = draft_of(lakeside, dana, whole)
    save(draft, {**whole, "cases": [CASE]}, dana)
    album, edit = Album(staff_tab(dana)), f"{draft.get_absolute_url()}edit/"

    album.look("cases, one of which fails", f"{edit}cases/")
    asking = "What the rules say now"
    album.send("what the rules say", f"{edit}cases/c-1/", button=asking, is_wrong=False)
    album.look("candidates", f"{edit}cases/candidates/")
    album.send("no acknowledgement", f"{edit}rules/high/never-asked/", button="Acknowledge")
    album.send("no file", f"{edit}import/", button="Put it in place of the draft")

    assert not album.problems, album.report
