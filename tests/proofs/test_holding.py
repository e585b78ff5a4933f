"""What the document's own cases do not hold: found, each with a patient who would."""

import pytest

from screening.proofs.holding import check_holding
from screening.proofs.severities import check_severities
from tests.proofs.studying import remarks, study_of
from tests.rules.small import blood_pressure, choice, choices, document, question, rule

A, B = {"question": "a", "equals": "yes"}, {"question": "b", "equals": "yes"}
HIGH = {"question": "bp.systolic", "at_least": {"parameter": "limit"}}
AT = "rules[0].when"


def case(number, raised=(), undetermined=(), unknown=(), **answers):
    return {
        "id": f"c-{number}",
        "today": "2026-11-21",
        "answers": answers,
        "level": "none",
        "raised": list(raised),
        "undetermined": list(undetermined),
        "unknown_questions": list(unknown),
    }


def read(*systolics):
    """Cases with these readings."""
    return [
        case(
            index,
            bp={
                "systolic": systolic,
                "diastolic": 70,
                "measured_on": "2026-11-20",
                "method": "arm_cuff",
            },
        )
        for index, systolic in enumerate(systolics)
    ]


def picked(*answers):
    return [case(index, a=a, b=b) for index, (a, b) in enumerate(answers)]


def limits(when, cases):
    questions = [blood_pressure(), question("born", "date"), question("m", "medicines")]
    return remarks(check_holding, questions, [rule("high", when)], cases=cases)


@pytest.mark.parametrize(
    ("systolics", "is_held"),
    [((), False), ((150, 130), False), ((140,), False), ((139,), False), ((140, 139), True)],
    ids=str,
)
def test_a_limit_is_held_by_a_case_on_each_side(systolics, is_held):
    expected = [] if is_held else [("limit-not-held", f"{AT}.at_least")]
    assert limits(HIGH, read(*systolics)) == expected


@pytest.mark.parametrize(
    ("systolics", "moved"), [((150,), "139 or 141"), ((139,), "141"), ((140,), "139")], ids=str
)
def test_the_open_side_is_named_and_shown(systolics, moved):
    questions = [blood_pressure()]
    data = document(questions, [rule("high", HIGH)], cases=read(*systolics))
    (found,) = check_holding(study_of(data))
    assert f"with {moved} in its place" in found.message
    assert found.example.answers["bp"]["systolic"] == (140 if moved == "141" else 139)


@pytest.mark.parametrize(
    "when",
    [
        {"question": "born.age_years", "less_than": 18},
        {"question": "bp.days_ago", "more_than": 30},
        {"question": "bp.highest", "more_than": 180},
        {"question": "m.count", "at_least": 2},
        {"question": "m.unrecognised", "equals": 1},
    ],
    ids=str,
)
def test_limits_of_all_numbers_are_looked_at(when):
    operator = next(key for key in when if key != "question")
    assert limits(when, []) == [("limit-not-held", f"{AT}.{operator}")]


def test_a_limit_behind_another_part_needs_a_case_in_which_it_decides():
    either = {"any": [{"question": "bp.diastolic", "at_least": 60}, HIGH]}
    assert limits(either, read(139, 140)) == [
        ("limit-not-held", f"{AT}.any[0].at_least"),
        ("limit-not-held", f"{AT}.any[1].at_least"),
    ]


def test_the_limit_of_a_gate_is_held_by_who_is_asked():
    questions = [blood_pressure(), choice("a", enable_when=HIGH)]
    found = remarks(check_holding, questions, [rule("r", A)], cases=read(139))
    assert found == [("limit-not-held", "sections[0].questions[1].enable_when.at_least")]
    assert remarks(check_holding, questions, [rule("r", A)], cases=read(139, 140)) == []


EITHER, BOTH = {"any": [A, B]}, {"all": [A, B]}
ANY_OF = {"question": "c", "includes_any": ["a", "b"]}


@pytest.mark.parametrize(
    ("when", "cases", "expected"),
    [
        (EITHER, picked(("yes", "no"), ("no", "yes")), []),
        (EITHER, picked(("yes", "yes")), [f"{AT}.any[0]", f"{AT}.any[1]"]),
        (EITHER, picked(("yes", "no")), [f"{AT}.any[1]"]),
        (BOTH, picked(("yes", "yes"), ("yes", "no")), [f"{AT}.all[0]"]),
        (EITHER, picked(("no", "no")), []),
        (ANY_OF, [case(1, c=["a"])], [f"{AT}.includes_any[1]"]),
        (ANY_OF, [case(1, c=["a"]), case(2, c=["b"])], []),
        (A, picked(("yes", "no")), []),
    ],
    ids=str,
)
def test_a_part_of_a_grave_rule_that_no_case_needs_is_found(when, cases, expected):
    questions = [choice("a"), choice("b"), choices("c")]
    found = remarks(check_holding, questions, [rule("r", when, "urgent")], cases=cases)
    assert found == [("part-not-held", path) for path in expected]
    assert remarks(check_holding, questions, [rule("r", when)], cases=cases) == []


def test_a_part_that_makes_no_difference_is_not_told_here():
    questions = [choice("a")]
    twice = {"any": [A, {"all": [A, A]}]}
    cases = [case(1, a="yes"), case(2, a="no")]
    assert remarks(check_holding, questions, [rule("r", twice, "urgent")], cases=cases) == []


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        (picked(("yes", "no")), []),
        (picked(("yes", "yes")), [("severity-not-held", "rules[0].severity")]),
        (picked(("no", "yes")), []),
    ],
    ids=["alone", "behind another", "never raised"],
)
def test_a_severity_is_held_by_a_case_that_it_decides(cases, expected):
    rules = [rule("one", A, "contraindication"), rule("other", B, "urgent")]
    found = remarks(check_severities, [choice("a"), choice("b")], rules, cases=cases)
    assert [one for one in found if one[1] == "rules[0].severity"] == expected


def test_a_severity_that_never_decides_needs_no_case():
    rules = [rule("one", BOTH, "contraindication"), rule("other", B, "urgent")]
    cases = picked(("yes", "yes"), ("no", "yes"))
    assert remarks(check_severities, [choice("a"), choice("b")], rules, cases=cases) == []
