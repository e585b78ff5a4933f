"""Cases of a draft in the editor: read, changed, asked about, and taken over."""

import json

import pytest

from screening import actions
from screening.models import QuestionSetVersion
from tests.rules.small import blood_pressure, choice, document, question, rule
from tests.screening.views.test_editor import filled
from tests.staff_pages import between, problems, read
from tests.versions import draft_of

HIGH = {"question": "bp.systolic", "at_least": 160}
DANGER = {"question": "danger", "equals": "yes"}
CASE = {
    "id": "c-1",
    "today": "2026-11-21",
    "answers": {"danger": "yes", "bp": {"known": False}},
    "level": "urgent",
    "raised": ["it"],
    "undetermined": ["high"],
    "unknown_questions": ["bp"],
}
ODD = {
    "danger": "perhaps",
    "bp": {"systolic": 118, "diastolic": None, "measured_on": "", "method": "arm_cuff"},
    "pills": [{"name": "Xanax", "dose": "1 mg", "frequency": "", "confirmed": ["alprazolam"]}],
    "said": "",
    "born": None,
    "plain": ["yes"],
}
EDIT = "/question-sets/small/versions/1/edit/cases/"


def data(*cases):
    questions = [
        choice("danger"),
        blood_pressure("bp"),
        question("pills", "medicines", required=False),
        question("said", "text", required=False),
        question("born", "date", required=False),
        choice("plain", required=False),
    ]
    rules = [rule("it", DANGER, "urgent"), rule("high", HIGH, "contraindication")]
    found = {**document(questions, rules), "slug": "small", "parameters": {}}
    return {**found, "cases": list(cases)} if cases else found


@pytest.fixture
def draft(lakeside, dana):
    return draft_of(lakeside, dana, data(CASE))


def cases():
    return json.loads(QuestionSetVersion.objects.get(number=1).document)["cases"]


def saved(draft, dana, *said):
    """As somebody saved them, whether or not they hold."""
    return actions.save_draft(
        version=draft, document=data(*said), by=dana, seen_revision=draft.revision
    )


def test_cases_are_listed_as_they_come_out(admin, draft):
    said = read(admin.get(EDIT))

    assert "All 1 hold, run just now." in said
    assert "1 example patient" in read(admin.get("/question-sets/small/versions/1/edit/"))


def test_case_that_fails_comes_first_with_the_difference(admin, draft, dana):
    wrong = {**CASE, "id": "c-2", "level": "none", "raised": [], "undetermined": ["high"]}
    saved(draft, dana, CASE, wrong)

    page = admin.get(EDIT)

    assert "1 of 2 fail." in read(page)
    assert [line.name for line in page.context["cases"]] == ["c-2", "c-1"]
    said = between(page, "c-2", "Fails")
    assert "Level Expected and not found: No flags. Found and not expected: Urgent." in said
    assert "Raised Expected and not found: none" not in said
    assert "Raised Found and not expected: it." in said


@pytest.mark.parametrize("answers", [CASE["answers"], ODD, {}], ids=["plain", "odd", "none"])
def test_case_opened_and_saved_changes_no_byte(admin, draft, dana, answers):
    before = saved(draft, dana, {**CASE, "answers": answers, "raised": ["it"]})
    page = admin.get(EDIT + "c-1/")

    answer = admin.post(EDIT + "c-1/", filled(page))

    assert answer.url == EDIT
    stored = QuestionSetVersion.objects.get(number=1)
    assert (stored.sha256, stored.revision) == (before.sha256, before.revision)


def test_answers_are_chosen_and_written_by_their_questions(admin, draft):
    page = admin.get(EDIT + "c-1/")
    typed = {
        "answer_danger": '"no"',
        "answer_bp": "165/90, 2026-11-15, arm_cuff",
        "answer_pills": "Xanax; 1 mg\nZoloft",
        "answer_said": "nothing",
        "answer_born": "1988-04-12",
    }

    admin.post(EDIT + "c-1/", filled(page, **typed))

    assert cases()[0]["answers"] == {
        "danger": "no",
        "bp": {
            "systolic": 165,
            "diastolic": 90,
            "measured_on": "2026-11-15",
            "method": "arm_cuff",
        },
        "pills": [
            {"name": "Xanax", "dose": "1 mg", "frequency": ""},
            {"name": "Zoloft", "dose": "", "frequency": ""},
        ],
        "said": "nothing",
        "born": "1988-04-12",
    }


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"answer_bp": "165"}, "Write it as in 118/76, 2026-11-15, arm_cuff, or “none”."),
        ({"answer_born": "12 April"}, "Write a date as in 1988-04-12."),
        ({"answer_pills": "a; b; c; d"}, "Write one medicine a line: name; dose; how often."),
        ({"today": "today"}, "Write a date as in 2026-11-21."),
        ({"raised": "it\nthat"}, "The document has no that."),
        ({"unknown_questions": "it"}, "The document has no it."),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_cannot_be_read_is_an_error_that_changes_nothing(admin, draft, typed, problem):
    page = admin.get(EDIT + "c-1/")

    answer = admin.post(EDIT + "c-1/", filled(page, **typed))

    assert answer.status_code == 422
    assert problems(answer) == [problem]
    assert cases() == [CASE]


def test_what_the_rules_say_is_shown_and_fills_in_nothing(admin, draft):
    page = admin.get(EDIT + "c-1/")

    asked = admin.post(EDIT + "c-1/", filled(page, answer_danger='"no"', do="ask"))

    assert asked.status_code == 200
    said = between(asked, "What the rules say now", "Who this is")
    assert "Level Expected and not found: Urgent." in said
    assert "Found and not expected: Possible contraindication." in said
    assert "Raised Expected and not found: it." in said
    assert asked.context["form"]["level"].value() == "urgent"
    assert cases() == [CASE]


def test_outcome_is_taken_over_and_counts_only_when_it_is_saved(admin, draft):
    page = admin.get(EDIT + "c-1/")

    taken = admin.post(EDIT + "c-1/", filled(page, answer_danger='"no"', do="take"))

    assert "Taken over, not saved yet" in read(taken)
    assert cases() == [CASE]
    admin.post(EDIT + "c-1/", filled(taken))
    (case,) = cases()
    assert (case["level"], case["raised"]) == ("possible_contraindication", [])
    assert case["undetermined"] == ["high"]
    assert case["answers"] == {"danger": "no", "bp": {"known": False}}
    assert "All 1 hold" in read(admin.get(EDIT))


def test_case_is_added_and_removed(admin, draft):
    page = admin.get(EDIT + "new/")
    typed = {
        "key": "c-2",
        "description": "Nothing to report.",
        "today": "2026-11-21",
        "answer_danger": '"no"',
        "undetermined": "high",
        "unknown_questions": "bp",
        "level": "possible_contraindication",
    }

    assert admin.post(EDIT + "new/", filled(page, **typed)).url == EDIT

    assert cases()[1] == {
        "id": "c-2",
        "description": "Nothing to report.",
        "today": "2026-11-21",
        "answers": {"danger": "no"},
        "level": "possible_contraindication",
        "raised": [],
        "undetermined": ["high"],
        "unknown_questions": ["bp"],
    }
    page = admin.get(EDIT + "c-1/remove/")
    admin.post(EDIT + "c-1/remove/", {"seen_revision": page.context["version"].revision})
    assert [case["id"] for case in cases()] == ["c-2"]


def test_name_that_is_taken_is_an_error(admin, draft):
    page = admin.get(EDIT + "new/")

    answer = admin.post(EDIT + "new/", filled(page, key="c-1", today="2026-11-21"))

    assert problems(answer) == ["Another case has this name."]
    assert cases() == [CASE]


def test_second_writer_of_a_case_sees_what_the_first_one_saved(admin, draft, dana):
    page = admin.get(EDIT + "c-1/")
    saved(draft, dana, {**CASE, "description": "Written meanwhile."})

    late = admin.post(EDIT + "c-1/", filled(page, description="Mine."))

    assert late.status_code == 409
    assert "Description Written meanwhile." in read(late)
    assert cases()[0]["description"] == "Written meanwhile."
    assert admin.post(EDIT + "c-1/", filled(late)).url == EDIT
    assert cases()[0]["description"] == "Mine."


def test_rules_that_cannot_be_run_are_said_so(admin, draft, dana):
    broken = data(CASE)
    broken["rules"][0]["when"] = {"question": "gone", "equals": "yes"}
    actions.save_draft(version=draft, document=broken, by=dana, seen_revision=0)

    assert "The rules cannot be run on them yet" in read(admin.get(EDIT))
    page = admin.get(EDIT + "c-1/")
    asked = admin.post(EDIT + "c-1/", filled(page, do="ask"))
    assert "The rules of this draft cannot be run yet." in read(asked)
    assert "because the draft is unfinished" in read(admin.get(EDIT + "candidates/"))


def test_candidate_is_read_before_it_becomes_a_case(admin, draft):
    page = admin.get(EDIT + "candidates/")
    names = [line.name for line in page.context["candidates"]]
    assert names == [f"candidate-bp-systolic-{number}" for number in (159, 160, 161)]
    assert [line.raised for line in page.context["candidates"]] == [(), ("high",), ("high",)]

    new = admin.get(EDIT + "new/?candidate=candidate-bp-systolic-160")
    assert "a person has to say whether it should come out like this" in read(new)
    assert len(cases()) == 1
    admin.post(EDIT + "new/?candidate=candidate-bp-systolic-160", filled(new, key="at-160"))

    case = cases()[1]
    assert (case["id"], case["answers"]["bp"]["systolic"]) == ("at-160", 160)
    assert case["raised"] == ["high"]
    lines = admin.get(EDIT + "candidates/").context["candidates"]
    assert [line.is_there for line in lines] == [False, True, False]
