"""What waits for an answer that nobody can give: found, with a patient whom that fails."""

import pytest

from screening.proofs import Weight, check_data
from tests.rules.small import blood_pressure, choice, choices, document, rule

A, B = {"question": "a", "equals": "yes"}, {"question": "b", "equals": "yes"}
GONE = {"question": "b", "equals": "long_ago"}
BEHIND = choice("b", enable_when=A)


def found(questions, when, **more):
    remarks = check_data(document(questions, [rule("r", when)], **more))
    assert {one.severity for one in remarks} == {Weight.ERROR}
    return [(one.code, one.path, one.example and one.example.answers) for one in remarks]


@pytest.mark.parametrize(
    ("when", "path", "answers"),
    [
        (GONE, "when.equals", {"a": "yes", "b": "no"}),
        ({"question": "b", "in": ["no", "long_ago"]}, "when.in[1]", {"a": "yes", "b": "yes"}),
        ({"all": [{"not": GONE}, B]}, "when.all[0].not.equals", {"a": "yes", "b": "yes"}),
        ({"any": [GONE, B]}, "when.any[0].equals", {"a": "yes", "b": "no"}),
        ({"all": [GONE, B]}, "when.all[0].equals", {"a": "yes", "b": "yes"}),
        ({"question": "b", "equals": "not_sure"}, "when.equals", {"a": "yes", "b": "no"}),
    ],
    ids=str,
)
def test_rule_that_waits_for_what_is_not_offered_is_found(when, path, answers):
    assert found([choice("a"), BEHIND], when) == [
        ("value-not-offered", f"rules[0].{path}", answers)
    ]


def test_whoever_would_raise_the_rule_but_for_the_value_is_shown():
    """The other half of the condition holds for this patient."""
    questions = [choice("a"), choice("b")]
    assert found(questions, {"all": [GONE, {"not": A}]})[0][2] == {"a": "no", "b": "no"}


def test_gate_that_waits_for_what_is_not_offered_is_found():
    questions = [choices("a"), choice("b", enable_when={"question": "a", "includes": "c"})]
    ((code, path, answers),) = found(questions, B)
    assert (code, path) == (
        "value-not-offered",
        "sections[0].questions[1].enable_when.includes",
    )
    assert "b" not in answers


def test_way_of_measuring_that_is_not_offered_is_found():
    when = {"question": "bp.method", "equals": "ankle"}
    ((code, _, answers),) = found([blood_pressure()], when)
    assert (code, answers["bp"]["method"]) == ("value-not-offered", "arm_cuff")


def test_every_such_value_is_found_at_once():
    values = [path for _, path, _ in found([choice("a"), choice("b")], {"any": [GONE, GONE]})]
    assert values == ["rules[0].when.any[0].equals", "rules[0].when.any[1].equals"]


def test_with_another_mistake_beside_it_nobody_is_shown():
    assert found([choice("b")], GONE, colour="red") == [
        ("schema", "colour", None),
        ("schema", "rules[0].when.equals", None),
    ]


def test_without_time_the_mistake_is_certain_all_the_same():
    data = document([choice("b")], [rule("r", GONE)])
    (remark,) = check_data(data, seconds=0)
    assert (remark.code, remark.example) == ("value-not-offered", None)


def test_value_that_is_no_text_is_refused():
    assert found([choice("b")], {"question": "b", "equals": 3})[0][0] == "schema"
