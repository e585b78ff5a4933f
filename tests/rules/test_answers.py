"""What each kind of answer, good or odd, makes of a comparison."""

import pytest

from tests.rules.small import blood_pressure, choice, choices, question, truth

T, U, F = "TRUE", "UNKNOWN", "FALSE"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("yes", T),
        ("no", F),
        ("not_sure", U),
        ("prefer_not_to_say", U),
        ("", U),
        ("  ", U),
        (None, U),
        ("maybe", U),
        ("YES", U),
        (True, U),
        (["yes"], U),
        ({"yes": 1}, U),
        (1.5, U),
    ],
)
def test_choice(answer, expected):
    assert truth(choice("q"), {"question": "q", "equals": "yes"}, answer) == expected


@pytest.mark.parametrize(
    ("answer", "includes_a", "includes_any"),
    [
        (["a"], T, T),
        (["b"], F, T),
        (["a", "b"], T, T),
        (["none"], F, F),
        (["not_sure"], U, U),
        (["a", "not_sure"], T, T),
        (["none", "not_sure"], U, U),
        (["b", "bogus"], U, T),
        (["none", 7], U, U),
        (["none", None], U, U),
        ([["a"]], U, U),
        ([], U, U),
        (None, U, U),
        ("a", U, U),
        ({"a": True}, U, U),
    ],
)
def test_choices(answer, includes_a, includes_any):
    assert truth(choices("q"), {"question": "q", "includes": "a"}, answer) == includes_a
    condition = {"question": "q", "includes_any": ["a", "b"]}
    assert truth(choices("q"), condition, answer) == includes_any


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("1990-01-01", T),
        ("2008-11-21", T),
        ("2008-11-22", F),
        ("2026-11-21", F),
        ("2026-11-22", U),
        ("1916-11-22", T),
        ("1915-11-21", U),
        ("2026-02-31", U),
        ("1990-1-1", U),
        ("19900101", U),
        ("1990-W01-1", U),
        ("٢٠٠٠-٠١-٠١", U),  # noqa: RUF001
        ("not_sure", U),
        ("", U),
        (19900101, U),
        (None, U),
        (["1990-01-01"], U),
    ],
)
def test_date(answer, expected):
    condition = {"question": "born.age_years", "at_least": 18}
    assert truth(question("born", "date"), condition, answer) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Ketamine (hives)", T),
        ("KETAMINA", T),
        ("kétamine", T),
        ("penicillin", F),
        ("not_sure", U),
        ("prefer_not_to_say", U),
        ("does_not_apply", U),
        ("   ", U),
        (None, U),
        (5, U),
        (["ketamine"], U),
    ],
)
def test_text(answer, expected):
    condition = {"question": "q", "contains_any": ["ketamine", "ketamina"]}
    assert truth(question("q", "text"), condition, answer) == expected


def reading(top, bottom, day="2026-11-20", method="arm_cuff"):
    return {"systolic": top, "diastolic": bottom, "measured_on": day, "method": method}


@pytest.mark.parametrize(
    ("answer", "plausible", "high", "method", "stale"),
    [
        (reading(150, 90), T, T, F, F),
        (reading(118, 76), T, F, F, F),
        (reading(118, 76, method="wrist"), T, F, T, F),
        (reading(118, 76, method="not_sure"), T, F, U, F),
        (reading(118, 76, method="bogus"), T, F, U, F),
        (reading(118, 76, method=None), T, F, U, F),
        (reading(118, 76, day="2026-10-21"), T, F, F, T),
        (reading(118, 76, day="2026-10-22"), T, F, F, F),
        (reading(118, 76, day="2026-02-31"), T, F, F, U),
        (reading(118, 76, day=None), T, F, F, U),
        (reading(118, 76, day="2026-11-22"), F, U, U, U),
        (reading(78, 118), F, U, U, U),
        (reading(85, 76), F, U, U, U),
        (reading(86, 76), T, F, F, F),
        (reading(261, 90), F, U, U, U),
        (reading(260, 160), T, T, F, F),
        (reading(260, 161), F, U, U, U),
        (reading(60, 30), T, F, F, F),
        (reading(59, 30), F, U, U, U),
        (reading(60, 29), F, U, U, U),
        (reading(1200, 80), F, U, U, U),
        (reading(118, None), F, U, U, U),
        (reading("118", "76"), F, U, U, U),
        (reading(True, False), F, U, U, U),
        (reading(float("nan"), 76), F, U, U, U),
        (reading(10**400, 76), F, U, U, U),
        ({"known": False}, U, U, U, U),
        ({}, U, U, U, U),
        (None, U, U, U, U),
        ("118/76", U, U, U, U),
        ([118, 76], U, U, U, U),
    ],
)
def test_blood_pressure(answer, plausible, high, method, stale):
    asked = blood_pressure()
    assert truth(asked, {"question": "bp.plausible", "equals": True}, answer) == plausible
    above = {"question": "bp.systolic", "at_least": {"parameter": "limit"}}
    assert truth(asked, above, answer) == high
    assert truth(asked, {"question": "bp.method", "equals": "wrist"}, answer) == method
    assert truth(asked, {"question": "bp.days_ago", "more_than": 30}, answer) == stale


@pytest.mark.parametrize(
    ("answer", "highest_over_180", "lowest_over_120"),
    [
        (reading(192, 124), T, T),
        (reading(124, 192), T, T),
        (reading(180, 120), F, F),
        (reading(200, None), T, U),
        (reading(None, 130), U, U),
        (reading(110, None), U, F),
        (reading(301, 190), T, U),
        (reading(-5, 100), U, F),
        (reading(None, None), U, U),
        ({"known": False}, U, U),
    ],
)
def test_typed_numbers_in_either_order(answer, highest_over_180, lowest_over_120):
    asked = blood_pressure()
    assert truth(asked, {"question": "bp.highest", "more_than": 180}, answer) == highest_over_180
    assert truth(asked, {"question": "bp.lowest", "more_than": 120}, answer) == lowest_over_120


def row(name, **more):
    return {"name": name, "dose": "", "frequency": "", **more}


@pytest.mark.parametrize(
    ("answer", "benzodiazepine", "two_or_more", "unrecognised"),
    [
        ([row("Xanax 0.5")], T, F, F),
        ([row("Zoloft")], F, F, F),
        ([row("Zoloft"), row("xanax?")], T, T, T),
        ([row("little blue pill")], F, F, T),
        ([row("Zoloft"), row("")], F, F, F),
        ([row("Zoloft"), row("", dose="5 mg")], U, T, T),
        ([row("Zoloft"), "Xanax"], U, T, T),
        ([row("Zoloft"), {"name": 5}], U, T, T),
        ([row("")], U, U, U),
        ([], U, U, U),
        ("Xanax", U, U, U),
        ("not_sure", U, U, U),
        (None, U, U, U),
    ],
)
def test_medicines(answer, benzodiazepine, two_or_more, unrecognised):
    asked = question("m", "medicines")
    condition = {"question": "m.classes", "includes": "benzodiazepine"}
    assert truth(asked, condition, answer) == benzodiazepine
    assert truth(asked, {"question": "m.count", "at_least": 2}, answer) == two_or_more
    assert truth(asked, {"question": "m.unrecognised", "at_least": 1}, answer) == unrecognised


@pytest.mark.parametrize(
    ("asked", "condition", "blank"),
    [
        (question("q", "text", required=False), {"question": "q", "contains_any": ["x"]}, ""),
        (choice("q", required=False), {"question": "q", "equals": "yes"}, None),
        (choices("q", required=False), {"question": "q", "includes": "a"}, []),
        (
            question("q", "medicines", required=False),
            {"question": "q.count", "at_least": 1},
            [row("")],
        ),
        (question("q", "date", required=False), {"question": "q.days_ago", "at_most": 9}, None),
        (blood_pressure("q", required=False), {"question": "q.systolic", "more_than": 1}, {}),
    ],
)
def test_a_blank_optional_answer_is_a_definite_nothing(asked, condition, blank):
    assert truth(asked, condition, blank) == F
    assert truth(asked, {"unanswered": "q"}, blank) == F


def test_an_optional_medicine_list_left_blank_counts_none():
    asked = question("q", "medicines", required=False)
    assert truth(asked, {"question": "q.count", "equals": 0}, None) == T
