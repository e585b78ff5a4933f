"""What a document must be, and where exactly it is not."""

import copy
import hashlib
import json
from pathlib import Path

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from screening.rules import DocumentError, canonical, parse_document
from screening.rules.conditions import Unanswered
from tests.rules.small import blood_pressure, choice, choices, document, option, question, rule
from tests.rules.strategies import documents

SHIPPED = Path(__file__).parents[2] / "fixtures/question_sets/ketamine-pre-treatment.json"


def good():
    questions = [
        choice("q"),
        choices("several", enable_when={"question": "q", "equals": "yes"}),
        blood_pressure(),
        question("m", "medicines"),
        question("note", "text", required=False),
    ]
    rules = [rule("first", {"question": "q", "equals": "yes"}), rule("second", {"rule": "first"})]
    case = {
        "id": "c-1",
        "today": "2026-11-21",
        "answers": {"q": "no"},
        "level": "none",
        "raised": [],
        "undetermined": [],
        "unknown_questions": [],
    }
    return document(questions, rules, cases=[case])


def problems(data):
    with pytest.raises(DocumentError) as caught:
        parse_document(data)
    return [str(problem) for problem in caught.value.problems]


def planted(path, value):
    """The good document with one value changed; a missing key or index is added."""
    data = good()
    target = data
    for step in path[:-1]:
        target = target[step]
    if isinstance(target, list) and path[-1] == len(target):
        target.append(value)
    else:
        target[path[-1]] = value
    return data


def never(link_id):
    return {"question": link_id, "unless": {"unanswered": "q"}, "reason": "None"}


Q = ("sections", 0, "questions")
IN_Q = "sections[0].questions"


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("colour",), "blue", "colour: unknown key"),
        (("slug",), "Not a slug", "slug: must be lower-case letters"),
        (("title",), {"es": "Pequeño"}, "title: the text in 'en' is missing"),
        (("title", "en"), " ", "title.en: must be a text that is not empty"),
        (("title", "English"), "x", "title.English: must be a language code"),
        (("language",), 5, "language: must be a language code"),
        (("sections",), [], "sections: must be a list that is not empty"),
        (("sections", 1), "x", "sections[1]: must be an object"),
        ((*Q, 0, "type"), "slider", f"{IN_Q}[0].type: must be one of date, choice"),
        ((*Q, 0, "colour"), "blue", f"{IN_Q}[0].colour: unknown key"),
        ((*Q, 0, "required"), "yes", f"{IN_Q}[0].required: must be true or false"),
        ((*Q, 0, "text"), None, f"{IN_Q}[0].text: must be an object of texts"),
        ((*Q, 0, "text", "en"), "a\0b", f"{IN_Q}[0].text.en: must be a text"),
        ((*Q, 0, "text", "en"), "\ud800", f"{IN_Q}[0].text.en: must be a text"),
        ((*Q, 0, "options"), [], f"{IN_Q}[0].options: must be a list"),
        ((*Q, 0, "options", 3), option("yes"), f"{IN_Q}[0].options[3].value: option 'yes' stands"),
        ((*Q, 0, "options", 0, "value"), "Y E S", f"{IN_Q}[0].options[0].value: must be lower"),
        ((*Q, 0, "options", 0, "value"), "", f"{IN_Q}[0].options[0].value: must be lower"),
        ((*Q, 0, "options", 3), option("does_not_apply"), f"{IN_Q}[0].options: the value 'does_"),
        ((*Q, 0, "options", 2), option("not_sure"), f"{IN_Q}[0].options: 'not_sure' is no def"),
        ((*Q, 1, "options", 4), option("prefer_not_to_say"), f"{IN_Q}[1].options: 'prefer_not_to"),
        ((*Q, 3, "options"), [option("a")], f"{IN_Q}[3].options: a question of type medicines has"),
        ((*Q, 5), choice("q"), f"{IN_Q}[5].link_id: question 'q' stands here twice"),
        ((*Q, 1, "enable_when"), {"question": "z", "equals": "yes"}, "enable_when.question: no qu"),
        (
            (*Q, 1, "enable_when"),
            {"question": "q", "equals": "maybe"},
            "'q' does not offer 'maybe'",
        ),
        ((*Q, 1, "enable_when"), {"question": "q", "equals": "not_sure"}, "is no definite answer"),
        (
            (*Q, 1, "enable_when"),
            {"question": "q", "in": ["yes", "yes"]},
            "in[1]: 'yes' stands here",
        ),
        ((*Q, 1, "enable_when"), {"question": "q", "at_least": 1}, "at_least: does not fit 'q'"),
        ((*Q, 1, "enable_when"), {"question": "q"}, "enable_when: must have one operator beside"),
        ((*Q, 1, "enable_when"), {"question": "q", "is": "yes"}, "must have one operator beside"),
        ((*Q, 1, "enable_when"), {"question": "q.age_years", "at_least": 1}, "has no attribute"),
        ((*Q, 1, "enable_when"), {"question": "bp", "at_least": 1}, "must name what is compared"),
        ((*Q, 1, "enable_when"), {"all": []}, "enable_when.all: must be a list that is not empty"),
        ((*Q, 1, "enable_when"), {"some": []}, "enable_when: must have one key"),
        ((*Q, 1, "enable_when"), [], "enable_when: must be an object"),
        (("rules", 0, "when"), {"question": "bp.systolic", "more_than": "high"}, "a whole number"),
        (("rules", 0, "when"), {"question": "bp.systolic", "more_than": 2**53}, "a whole number"),
        (
            ("rules", 0, "when"),
            {"question": "bp.systolic", "more_than": {"parameter": "top"}},
            "rules[0].when.more_than.parameter: no parameter 'top'",
        ),
        (("rules", 0, "when"), {"question": "bp.plausible", "equals": "no"}, "true or false"),
        (
            ("rules", 0, "when"),
            {"at_least_of": {"count": 2, "of": [{"unanswered": "q"}]}},
            "rules[0].when.at_least_of.count: must be from 1 to 1",
        ),
        (("rules", 0, "when"), {"rule": "third"}, "rules[0].when.rule: no rule 'third'"),
        (("rules", 0, "when"), {"unanswered": "z"}, "rules[0].when.unanswered: no question 'z'"),
        (("rules", 0, "severity"), "mild", "rules[0].severity: must be one of urgent"),
        (("rules", 0, "patient_text"), "none", "rules[0].patient_text: no patient text 'none'"),
        (("rules", 0, "sources"), [], "rules[0].sources: must be a list that is not empty"),
        (("rules", 2), rule("first", {"unanswered": "q"}), "rules[2].slug: rule 'first' stands"),
        (("rules", 0, "never_asked"), [], "rules[0].never_asked: must be a list that is not empty"),
        (("rules", 0, "never_asked"), [{}], "rules[0].never_asked[0]: key 'reason' is missing"),
        (("rules", 0, "never_asked"), [never("z")], "never_asked[0].question: no question 'z'"),
        (("rules", 0, "never_asked"), [never(["q"])], "never_asked[0].question: no question"),
        (
            ("rules", 0, "never_asked"),
            [never("q"), never("q")],
            "rules[0].never_asked[1].question: question 'q' stands here twice",
        ),
        (
            ("rules", 0, "never_asked"),
            [{**never("q"), "unless": {"unanswered": "z"}}],
            "rules[0].never_asked[0].unless.unanswered: no question 'z'",
        ),
        (("parameters", "limit", "value"), "140", "parameters.limit.value: must be a whole number"),
        (("parameters", "limit", "value"), 1.5, "parameters.limit.value: must be a whole number"),
        (("cases", 0, "answers", "z"), "no", "cases[0].answers.z: no question 'z'"),
        (("cases", 0, "raised"), ["third"], "cases[0].raised[0]: no rule 'third'"),
        (("cases", 0, "today"), "yesterday", "cases[0].today: must be a date"),
        (("cases", 0, "level"), "approved", "cases[0].level: must be one of urgent"),
    ],
)
def test_a_mistake_is_named_with_its_path(path, value, expected):
    found = problems(planted(path, value))
    assert any(expected in problem for problem in found), found


@pytest.mark.parametrize("data", [None, [], "document", 5, {}, {"sections": 1, "rules": {}}])
def test_what_is_no_document_is_refused(data):
    assert problems(data)


@pytest.mark.parametrize("key", ["slug", "title", "sections", "rules", "patient_texts"])
def test_a_missing_key_is_named(key):
    data = good()
    del data[key]
    assert f"document: key '{key}' is missing" in problems(data)


def test_what_is_never_asked_is_kept_with_its_reason():
    parsed = parse_document(planted(("rules", 0, "never_asked"), [never("several")]))
    (known,) = parsed.rules["first"].never_asked
    assert (known.question, known.unless, known.reason) == (
        "several",
        Unanswered("q", ""),
        "None",
    )


def test_every_problem_is_reported_at_once():
    data = planted(("slug",), "X")
    data["rules"][0]["severity"] = "mild"
    assert len(problems(data)) == 2


def test_a_loop_of_gates_is_named():
    data = good()
    data["sections"][0]["questions"][0]["enable_when"] = {"question": "several", "includes": "a"}
    assert problems(data) == ["document: a loop: question q -> question several -> question q"]


def test_a_loop_of_rules_is_named():
    data = planted(("rules", 0, "when"), {"rule": "second"})
    assert problems(data) == ["document: a loop: rule first -> rule second -> rule first"]


def test_a_rule_that_refers_to_itself_is_a_loop():
    data = planted(("rules", 0, "when"), {"not": {"rule": "first"}})
    assert problems(data) == ["document: a loop: rule first -> rule first"]


def test_a_condition_nested_without_end_is_refused():
    condition = {"unanswered": "q"}
    for _ in range(500):
        condition = {"not": condition}
    assert (
        "is nested more than 20 levels deep"
        in problems(planted(("rules", 0, "when"), condition))[0]
    )


def test_the_hash_is_of_the_canonical_bytes():
    data = json.loads(SHIPPED.read_text())
    expected = hashlib.sha256(rfc8785.dumps(data)).hexdigest()
    assert parse_document(data).sha256 == expected
    assert parse_document(dict(reversed(data.items()))).sha256 == expected


def test_another_word_is_another_hash():
    data = good()
    changed = copy.deepcopy(data)
    changed["title"]["en"] = "Small."
    assert parse_document(data).sha256 != parse_document(changed).sha256


@given(documents(), st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_our_canonical_json_agrees_with_the_standard(data, text):
    data["title"]["en"] = text
    assert canonical(data) == rfc8785.dumps(data)


@given(documents())
def test_random_documents_are_sound(data):
    assert parse_document(data).source == data


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (float("nan"), "cases[0].answers.{}: must be a whole number"),
        ({"systolic": 118.5}, "cases[0].answers.{}.systolic: must be a whole number"),
        ([{"name": 2**60}], "cases[0].answers.{}[0].name: must be a whole number"),
        ("\ud800", "cases[0].answers.{}: must be text without NUL and lone surrogates"),
        ({"a\0": None}, "cases[0].answers.{}: must be text without NUL and lone surrogates"),
        (object(), "cases[0].answers.{}: must be a whole number"),
    ],
)
def test_answer_of_a_case_is_plain_json(answer, problem):
    source = json.loads(SHIPPED.read_text())
    link_id = next(iter(source["cases"][0]["answers"]))
    source["cases"][0]["answers"][link_id] = answer

    with pytest.raises(DocumentError) as refusal:
        parse_document(source)

    assert [str(one) for one in refusal.value.problems] == [problem.format(link_id)]


def test_answer_of_a_case_may_be_nested_as_deep_as_it_likes():
    source = json.loads(SHIPPED.read_text())
    deep = []
    for _ in range(50):
        deep = [deep]
    source["cases"][0]["answers"] |= {"medicines": deep}

    assert parse_document(source)
