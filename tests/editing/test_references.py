"""What refers to a part of a draft."""

from screening.editing.parts import Part, PartKind
from screening.editing.references import referrers
from tests.rules.small import blood_pressure, choice, document, rule

A = {"question": "a", "equals": "yes"}
HIGH = {"question": "bp.systolic", "at_least": {"parameter": "limit"}}
DRAFT = document(
    [choice("a"), choice("b", enable_when={"not": A}), blood_pressure()],
    [
        rule("one", {"any": [HIGH, {"unanswered": "a"}]}),
        rule("two", {"all": [{"rule": "one"}, {"question": "b", "equals": "a"}]}),
        rule("three", HIGH, never_asked=[{"question": "bp", "unless": A, "reason": "-"}]),
    ],
)


def found(kind, key):
    return [one.key for one in referrers(DRAFT, Part(kind, key))]


def test_conditions_that_speak_of_a_part_are_found():
    assert found(PartKind.QUESTION, "a") == ["b", "one", "three"]
    assert found(PartKind.QUESTION, "bp") == ["one", "three"]
    assert found(PartKind.RULE, "one") == ["two"]
    assert found(PartKind.PARAMETER, "limit") == ["one", "three"]
    assert found(PartKind.RULE, "two") == []


def test_rules_that_name_a_text_are_found():
    assert found(PartKind.PATIENT_TEXT, "review") == ["one", "two", "three"]
    assert found(PartKind.PATIENT_TEXT, "a") == []
