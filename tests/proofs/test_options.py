"""Options that patients need, and options that stand alone or should."""

import pytest

from screening.proofs.standing_alone import check_standing_alone
from screening.proofs.unsure import check_unsure
from tests.proofs.shipped import question_of, shipped
from tests.proofs.studying import remarks, study_of
from tests.rules.small import choice, choices, document, option, question, rule

A = {"question": "a", "equals": "yes"}
REFUSES = {**option("prefer_not_to_say"), "unknown": True}
UNSURE = {**option("no_idea"), "unknown": True}
YES_NO = [option("yes"), option("no")]
OPTIONS = "sections[0].questions[0].options"


@pytest.mark.parametrize(
    ("unknown", "severity", "is_found"),
    [
        ([REFUSES], "contraindication", True),
        ([REFUSES], "urgent", True),
        ([REFUSES], "caution", False),
        ([REFUSES, UNSURE], "contraindication", False),
        ([UNSURE], "contraindication", False),
        ([], "contraindication", False),
    ],
    ids=str,
)
def test_a_grave_question_at_which_one_can_only_refuse_is_found(unknown, severity, is_found):
    questions = [choice("a", options=[*YES_NO, *unknown])]
    found = remarks(check_unsure, questions, [rule("r", A, severity)])
    assert found == ([("unsure-missing", OPTIONS)] if is_found else [])


def test_a_question_behind_a_gate_of_a_grave_rule_counts_too():
    questions = [choice("a", options=[*YES_NO, REFUSES]), choice("b", enable_when=A)]
    behind = rule("r", {"question": "b", "equals": "yes"}, "urgent")
    assert remarks(check_unsure, questions, [behind]) == [("unsure-missing", OPTIONS)]


@pytest.mark.parametrize("severity", ["needs_information", "caution"])
def test_an_answer_that_has_to_be_found_out_says_that_one_is_unsure(severity):
    options = [*YES_NO, option("perhaps"), REFUSES]
    rules = [
        rule("r", A, "contraindication"),
        rule("ask", {"question": "a", "equals": "perhaps"}, severity),
    ]
    found = remarks(check_unsure, [choice("a", options=options)], rules)
    assert bool(found) is (severity == "caution")


def test_an_answer_that_is_found_out_for_some_only_does_not():
    when = {"all": [{"question": "a", "equals": "no"}, {"question": "b", "equals": "yes"}]}
    rules = [rule("r", A, "contraindication"), rule("ask", when, "needs_information")]
    questions = [choice("a", options=[*YES_NO, REFUSES]), choice("b")]
    assert remarks(check_unsure, questions, rules) == [("unsure-missing", OPTIONS)]


def test_the_patient_who_is_unsure_is_shown():
    questions = [choice("a", options=[*YES_NO, REFUSES])]
    (found,) = check_unsure(study_of(document(questions, [rule("r", A, "urgent")])))
    assert found.example.answers.get("a") not in ("yes", "no")


PLAIN = {
    "id": "c-1",
    "today": "2026-11-21",
    "answers": {"c": ["none"]},
    "level": "none",
    "raised": [],
    "undetermined": [],
    "unknown_questions": [],
}


def alone(*which):
    """`a`, `b`, `none` and `not_sure` of a question with several answers; these stand alone."""
    plain = choices("c")["options"]
    return choices(
        "c",
        options=[
            {**{key: one[key] for key in one if key != "exclusive"}, "exclusive": True}
            if one["value"] in which
            else {key: one[key] for key in one if key != "exclusive"}
            for one in plain
        ],
    )


INCLUDES_A = rule("a", {"question": "c", "includes": "a"})
INCLUDES_B = rule("b", {"question": "c", "includes": "b"}, "urgent")


def standing(questions, *rules):
    return remarks(check_standing_alone, questions, list(rules), cases=[PLAIN])


def test_none_of_these_has_to_stand_alone():
    assert standing([alone("none", "not_sure")], INCLUDES_A) == []
    assert standing([alone("not_sure")], INCLUDES_A) == [("not-alone", f"{OPTIONS}[2]")]


def test_none_of_these_is_known_by_its_label_too():
    other = choices("d", options=[option("x"), {**option("nothing"), "label": {"en": "None"}}])
    assert standing([alone("none", "not_sure"), other], INCLUDES_A) == [
        ("not-alone", "sections[0].questions[1].options[1]")
    ]


def test_not_sure_stands_alone_at_all_questions_or_at_none():
    other = choices("d")
    assert standing([alone("none"), other], INCLUDES_A) == [("not-alone", f"{OPTIONS}[3]")]
    assert standing([alone("none")], INCLUDES_A) == []


def test_an_option_that_keeps_another_flag_from_being_told_is_found():
    (found,) = standing([alone("a", "none")], INCLUDES_A, INCLUDES_B)
    assert found == ("stands-alone", f"{OPTIONS}[0]")


def test_an_option_that_tells_all_that_the_others_tell_may_stand_alone():
    both = rule("b", {"question": "c", "includes_any": ["a", "b"]}, "urgent")
    assert standing([alone("a", "none")], INCLUDES_A, both) == []


def test_a_box_that_has_to_be_ticked_does_not_stand_alone():
    boxes = question("a", "acknowledgements", options=[{**option("x"), "exclusive": True}])
    one = choice("b", options=[{**option("yes"), "exclusive": True}, option("no")])
    assert remarks(check_standing_alone, [boxes, one], [rule("r", {"unanswered": "b"})]) == [
        ("stands-alone", f"{OPTIONS}[0]"),
        ("stands-alone-needless", "sections[0].questions[1].options[0]"),
    ]


def planted(link_id, without):
    data = shipped()
    data["cases"] = data["cases"][:1]
    options = question_of(data, link_id)["options"]
    question_of(data, link_id)["options"] = [one for one in options if one["value"] != without]
    return study_of(data)


@pytest.mark.parametrize("link_id", ["suicide_attempt", "alcohol_frequency", "heart_history"])
def test_not_sure_is_missed_at_the_shipped_set(link_id):
    (found,) = check_unsure(planted(link_id, "not_sure"))
    assert f"'{link_id}'" in found.message
