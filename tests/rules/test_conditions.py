"""Kleene's tables, and silence as a reason."""

import pytest

from screening.rules import compile_engine, parse_document
from tests.rules.small import (
    TODAY,
    blood_pressure,
    choice,
    choices,
    document,
    engine,
    question,
    recognise,
    rule,
    truth,
)

WORDS = {"TRUE": "yes", "FALSE": "no", "UNKNOWN": "not_sure"}
T, U, F = "TRUE", "UNKNOWN", "FALSE"


def combined(condition, *truths):
    """The truth of a condition over questions q0, q1, ... that have these truths."""
    names = [f"q{index}" for index in range(len(truths))]
    built = engine([choice(name) for name in names], [rule("it", condition)])
    answers = {name: WORDS[truth] for name, truth in zip(names, truths, strict=True)}
    return built.truths(answers, TODAY)["it"].name


def leaf(index):
    return {"question": f"q{index}", "equals": "yes"}


@pytest.mark.parametrize(
    ("one", "two", "both", "either"),
    [
        (T, T, T, T),
        (T, U, U, T),
        (T, F, F, T),
        (U, T, U, T),
        (U, U, U, U),
        (U, F, F, U),
        (F, T, F, T),
        (F, U, F, U),
        (F, F, F, F),
    ],
)
def test_all_is_the_least_and_any_the_most(one, two, both, either):
    assert combined({"all": [leaf(0), leaf(1)]}, one, two) == both
    assert combined({"any": [leaf(0), leaf(1)]}, one, two) == either


@pytest.mark.parametrize(("inside", "expected"), [(T, F), (U, U), (F, T)])
def test_not_swaps_the_ends(inside, expected):
    assert combined({"not": leaf(0)}, inside) == expected


@pytest.mark.parametrize(
    ("truths", "expected"),
    [
        ((T, T, F), T),
        ((T, T, U), T),
        ((T, U, F), U),
        ((U, U, F), U),
        ((T, F, F), F),
        ((U, F, F), F),
        ((U, U, U), U),
    ],
)
def test_at_least_of_counts(truths, expected):
    condition = {"at_least_of": {"count": 2, "of": [leaf(0), leaf(1), leaf(2)]}}
    assert combined(condition, *truths) == expected


@pytest.mark.parametrize("inside", [T, U, F])
def test_a_reference_is_as_true_as_its_rule(inside):
    rules = [rule("second", {"rule": "first"}), rule("first", leaf(0))]
    truths = engine([choice("q0")], rules).truths({"q0": WORDS[inside]}, TODAY)
    assert (truths["first"].name, truths["second"].name) == (inside, inside)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("yes", F), ("no", F), ("not_sure", T), (None, T), ("bogus", T), ("does_not_apply", T)],
)
def test_silence_is_a_reason_when_asked(answer, expected):
    assert truth(choice("q"), {"unanswered": "q"}, answer) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"systolic": 120, "diastolic": 80, "measured_on": "2026-11-20"}, F),
        ({"systolic": 120, "diastolic": 80}, T),
        ({"known": False}, T),
        (None, T),
    ],
)
def test_one_attribute_can_be_silent(answer, expected):
    assert truth(blood_pressure(), {"unanswered": "bp.days_ago"}, answer) == expected
    method = {"unanswered": "bp.method"}
    assert truth(blood_pressure(), method, answer) == T


def test_a_set_is_silent_when_more_could_be_in_it():
    medicines = question("m", "medicines")
    assert truth(medicines, {"unanswered": "m.classes"}, [{"name": "Xanax"}]) == F
    assert truth(medicines, {"unanswered": "m.classes"}, [{"name": "Xanax"}, {"dose": "5"}]) == T
    assert truth(choices("q"), {"unanswered": "q"}, ["a", "not_sure"]) == T


GATED = [
    choice("gate"),
    choice("inner", enable_when={"question": "gate", "equals": "yes"}),
]
INNER = [
    rule("inner-yes", {"question": "inner", "equals": "yes"}),
    rule("inner-silent", {"unanswered": "inner"}),
]


@pytest.mark.parametrize(
    ("answers", "sent", "expected"),
    [
        ({"gate": "yes", "inner": "yes"}, None, (T, F)),
        ({"gate": "no", "inner": "yes"}, None, (F, F)),
        ({"gate": "not_sure", "inner": "yes"}, None, (T, F)),
        ({"gate": "not_sure"}, None, (U, T)),
        ({"gate": "not_sure", "inner": "does_not_apply"}, None, (F, F)),
        ({"gate": "yes", "inner": "does_not_apply"}, None, (U, T)),
        ({"gate": "yes"}, {"gate"}, (U, U)),
        ({"gate": "yes"}, {"gate", "inner"}, (U, T)),
        ({"gate": "yes", "inner": "yes"}, {"gate"}, (U, U)),
        ({"gate": "no"}, {"gate"}, (F, F)),
        ({}, set(), (U, U)),
        ({}, None, (U, T)),
    ],
)
def test_a_question_counts_only_when_asked_and_sent(answers, sent, expected):
    truths = engine(GATED, INNER).truths(answers, TODAY, sent)
    assert (truths["inner-yes"].name, truths["inner-silent"].name) == expected


HIGH = {"question": "bp.systolic", "at_least": {"parameter": "limit"}}
AT_150 = {"bp": {"systolic": 150, "diastolic": 90, "measured_on": "2026-11-20", "method": "wrist"}}


def test_a_clinic_sets_its_own_parameters():
    parsed = parse_document(document([blood_pressure()], [rule("high", HIGH)]))
    shipped = compile_engine(parsed, recognise).screen(AT_150, TODAY)
    stricter = compile_engine(parsed, recognise, {"limit": 151}).screen(AT_150, TODAY)
    assert [finding.evidence[0].operand for finding in shipped.raised] == [140]
    assert stricter.raised == ()


def test_a_parameter_that_the_document_lacks_is_refused():
    parsed = parse_document(document([blood_pressure()], [rule("high", HIGH)]))
    with pytest.raises(ValueError, match="no parameter ceiling in 'small'"):
        compile_engine(parsed, recognise, {"ceiling": 1})
