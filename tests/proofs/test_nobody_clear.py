"""A document with which nobody can end at the lowest level."""

import pytest

from screening.proofs.nobody_clear import check_nobody_clear
from tests.proofs.studying import remarks, study_of
from tests.rules.small import choice, document, question, rule

A, NOT_A = {"question": "a", "equals": "yes"}, {"question": "a", "equals": "no"}
A_OR_B = [choice("a"), choice("b")]


@pytest.mark.parametrize(
    ("rules", "is_found"),
    [
        ([rule("r", A)], False),
        ([rule("one", A), rule("other", NOT_A)], True),
        ([rule("one", A, "needs_information"), rule("other", NOT_A, "urgent")], True),
        ([rule("r", {"any": [A, NOT_A, {"unanswered": "a"}]})], True),
        ([rule("r", {"any": [A, {"unanswered": "b"}]})], False),
    ],
    ids=str,
)
def test_rules_that_leave_nobody_clear_are_found(rules, is_found):
    expected = [("nobody-clear", "rules")] if is_found else []
    assert remarks(check_nobody_clear, A_OR_B, rules) == expected


def test_the_nearest_patient_is_shown():
    rules = [rule("grave", A, "urgent"), rule("mild", NOT_A, "needs_information")]
    (found,) = check_nobody_clear(study_of(document(A_OR_B, rules)))
    assert found.example.answers["a"] == "no"
    assert "the lowest is 'needs_information', where this patient is with 'mild'" in found.message


def test_a_question_that_nobody_can_answer_leaves_nobody_clear():
    rules = [rule("r", A)]
    nothing = {**choice("b"), "options": [{**choice("b")["options"][2]}]}
    assert remarks(check_nobody_clear, [choice("a"), nothing], rules) == [("nobody-clear", "rules")]
    assert remarks(check_nobody_clear, [choice("a"), question("t", "text")], rules) == []
