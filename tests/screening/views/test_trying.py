"""Trying a rule of a draft out."""

import pytest

from clinics.models import AuditEvent
from screening.models import Intake, QuestionSetVersion
from tests.rules.small import blood_pressure, choice, choices, document, question, rule
from tests.staff_pages import between, read
from tests.versions import draft_of, save, small

PAGE = "/question-sets/small/versions/1/edit/rules/it/try/"
B = {"question": "b", "equals": "yes"}


@pytest.fixture
def draft(lakeside, dana):
    """Its rule rests on a question that only some are asked."""
    gated = choice("b", enable_when={"question": "danger", "equals": "yes"})
    gated["text"] = {"en": "Is it new?"}
    return draft_of(lakeside, dana, drafted([choice("danger"), gated, choice("other")], B))


def drafted(questions, when):
    return {**document(questions, [rule("it", when)]), "slug": "small"}


def outcome(page):
    return between(page, "Nothing is saved.", "The rule is raised when")


def test_only_questions_that_the_rule_rests_on_are_asked(admin, draft):
    form = admin.get(PAGE).context["form"]
    assert [*form.fields] == ["danger", "b"]
    assert "These answers" not in read(admin.get(PAGE))


def test_answers_that_raise_it_are_shown_with_what_was_compared(admin, draft):
    page = admin.post(PAGE, {"danger": "yes", "b": "yes"})
    assert (
        outcome(page)
        == "Raised These answers raise the rule. Is it new? yes The answer is “yes”? Yes"
    )


def test_question_that_is_not_asked_does_not_count(admin, draft):
    said = outcome(admin.post(PAGE, {"danger": "no", "b": "yes"}))
    assert said.startswith("Clear These answers leave the rule clear.")
    assert "Is it new? Not asked" in said


def test_what_would_settle_it_is_named(admin, draft):
    said = outcome(admin.post(PAGE, {"danger": "yes"}))
    assert said.startswith("Cannot be ruled out These answers neither raise")
    assert "A definite answer to one of these could settle it: Is it new?" in said
    assert outcome(admin.post(PAGE, {})).startswith("Cannot be ruled out")


def test_each_kind_of_answer_can_be_tried(admin, lakeside, dana):
    facts = {
        "d.age_years": ("at_least", 40),
        "c": ("includes", "a"),
        "t": ("contains_any", ["nuts"]),
        "bp.systolic": ("at_least", 140),
        "bp.days_ago": ("at_most", 7),
        "bp.method": ("equals", "wrist"),
        "m.classes": ("includes", "benzodiazepine"),
    }
    when = {"all": [{"question": fact, name: limit} for fact, (name, limit) in facts.items()]}
    kinds = [question("d", "date"), question("t", "text"), question("m", "medicines")]
    draft_of(lakeside, dana, drafted([*kinds, choices("c"), blood_pressure()], when))
    answers = {
        "d": "1970-01-02",
        "t": "Nuts",
        "m": "Xanax 0.5\nsertraline",
        "c": ["a"],
        "bp.systolic": "150",
        "bp.diastolic": "90",
        "bp.days": "3",
        "bp.method": "wrist",
    }
    assert outcome(admin.post(PAGE, answers)).startswith("Raised")
    for name in answers:
        fewer = {one: said for one, said in answers.items() if one != name}
        assert outcome(admin.post(PAGE, fewer)).startswith("Cannot be ruled out"), name
    assert outcome(admin.post(PAGE, {**answers, "bp.systolic": "139"})).startswith("Clear")


def test_number_that_is_none_is_an_error(admin, lakeside, dana):
    when = {"question": "bp.systolic", "at_least": 140}
    draft_of(lakeside, dana, drafted([blood_pressure()], when))
    page = admin.post(PAGE, {"bp.systolic": "high"})
    assert (page.status_code, "These answers" in read(page)) == (422, False)
    assert "Write a whole number." in read(page)


def test_trying_stores_nothing(admin, draft):
    before = QuestionSetVersion.objects.get().sha256, AuditEvent.objects.count()
    admin.post(PAGE, {"danger": "yes", "b": "yes"})
    assert (QuestionSetVersion.objects.get().sha256, AuditEvent.objects.count()) == before
    assert not Intake.objects.exists()


def test_rule_of_an_unfinished_draft_cannot_be_tried_yet(admin, lakeside, dana):
    save(draft_of(lakeside, dana, small()), small(patient_texts={}), dana)
    page = admin.get(PAGE, follow=True)
    assert "A rule can be tried when nothing in the draft is unfinished." in read(page)
    assert admin.get(PAGE.replace("/it/", "/none/")).status_code == 404
