"""Mistakes that need no solver: in the words, in the order of questions, in the cases' answers."""

import pytest

from clinics.models.clinic import PLACEHOLDER
from screening.proofs.case_answers import check_case_answers
from screening.proofs.order import check_order
from screening.proofs.units import check_units, check_written_limits
from screening.proofs.unused import check_unused
from screening.proofs.urgency import check_urgency
from screening.proofs.wording import FILLED_IN, check_wording
from screening.rules import parse_document
from tests.proofs.shipped import shipped
from tests.rules.small import blood_pressure, choice, document, question, rule

A, B = {"question": "a", "equals": "yes"}, {"question": "b", "equals": "yes"}
CALL = "Call us on {phone}, or call {crisis_line}."


def told(check, *questions, **more):
    data = document(list(questions), [rule("r", A)], **more)
    return [(one.severity.value, one.code, one.path) for one in check(parse_document(data))]


def test_shipped_set_has_no_such_mistake():
    parsed = parse_document(shipped())
    checks = (check_wording, check_order, check_case_answers, check_units)
    checks += (check_unused, check_urgency, check_written_limits)
    assert [str(one) for check in checks for one in check(parsed)] == []


def test_a_parameter_in_another_unit_than_the_answers_is_found():
    data = shipped()
    data["parameters"]["minimum_age"]["unit"] = "days"
    data["parameters"]["high_systolic"]["unit"] = "MMHG"
    found = [(one.severity.value, one.code, one.path) for one in check_units(parse_document(data))]
    assert found == [("warning", "unit-differs", "parameters.minimum_age.unit")]


@pytest.mark.parametrize(
    ("when", "is_found"),
    [
        ({"question": "bp.systolic", "at_least": 140}, True),
        ({"question": "bp.systolic", "at_least": {"parameter": "limit"}}, False),
        ({"question": "bp.systolic", "at_least": 141}, False),
        ({"question": "bp.days_ago", "at_least": 140}, False),
    ],
    ids=str,
)
def test_a_number_that_should_be_a_parameter_is_found(when, is_found):
    data = document([blood_pressure()], [rule("r", when)])
    found = [(one.code, one.path) for one in check_written_limits(parse_document(data))]
    assert found == ([("limit-written-out", "rules[0].when.at_least")] if is_found else [])


def test_numbers_and_texts_that_nothing_uses_are_found():
    data = shipped()
    data["parameters"]["lowest_age"] = {"value": 16, "unit": "years", "help": "Below: no"}
    for rule_ in data["rules"]:
        if rule_["patient_text"] == "withdrawal":
            rule_["patient_text"] = "crisis"
    found = [(one.severity.value, one.code, one.path) for one in check_unused(parse_document(data))]
    assert found == [
        ("error", "parameter-unused", "parameters.lowest_age"),
        ("warning", "text-unused", "patient_texts.withdrawal"),
    ]


def test_a_number_that_only_a_gate_uses_is_used():
    high = {"question": "bp.systolic", "at_least": {"parameter": "limit"}}
    questions = [blood_pressure(), choice("a", enable_when=high)]
    assert told(check_unused, *questions) == []


def test_an_urgent_rule_says_now_and_names_a_number():
    data = document(
        [choice("a")],
        [
            rule("one", A, "urgent", priority="now", patient_text="call"),
            rule("other", {"not": A}, "urgent", priority="same_day"),
            rule("mild", {"unanswered": "a"}, "contraindication"),
        ],
        patient_texts={"review": {"en": "Thank you."}, "call": {"en": CALL}},
    )
    assert [(one.code, one.path) for one in check_urgency(parse_document(data))] == [
        ("urgent-can-wait", "rules[1].priority"),
        ("urgent-without-number", "rules[1].patient_text"),
    ]


def test_a_number_to_call_stands_in_every_language():
    texts = {"en": CALL, "es": "Gracias."}
    rules = [rule("r", A, "urgent", priority="now")]
    data = document([choice("a")], rules, patient_texts={"review": texts})
    (found,) = check_urgency(parse_document(data))
    assert found.code == "urgent-without-number"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"en": CALL, "es": "Llame al {crisis_line} o al {phone}."}, []),
        (
            {"en": CALL, "es": "Llame al {phone}."},
            [("error", "placeholder-missing", "patient_texts.review.es")],
        ),
        (
            {"en": CALL, "es": "Llame al {phone} o al {crisisline}."},
            [
                ("error", "placeholder-unknown", "patient_texts.review.es"),
                ("error", "placeholder-missing", "patient_texts.review.es"),
            ],
        ),
        (
            {"en": "Call us.", "es": "Llame al {phone}."},
            [("error", "placeholder-missing", "patient_texts.review.en")],
        ),
        ({"en": "{Not one}", "es": "{ }"}, []),
        (
            {"en": "Talk to your doctor.", "es": "Talk to your doctor."},
            [("warning", "text-copied", "patient_texts.review.es")],
        ),
        ({"en": "No, no alcohol", "es": "No, no alcohol"}, []),
        ({"en": "Over 140 is high.", "es": "Más de 140 es alto."}, []),
        ({"en": "Over 99 is high."}, []),
        (
            {"en": "Call 911 now."},
            [("warning", "number-written-out", "patient_texts.review.en")],
        ),
    ],
    ids=str,
)
def test_words_of_a_translation_are_compared(texts, expected):
    assert told(check_wording, choice("a"), patient_texts={"review": texts}) == expected


def test_placeholders_are_those_that_a_clinic_fills_in():
    assert PLACEHOLDER.pattern == rf"\{{({'|'.join(FILLED_IN)})\}}"


def test_options_that_read_the_same_are_found():
    options = [
        {"value": "yes", "label": {"en": "Yes", "es": "A menudo"}},
        {"value": "once", "label": {"en": "yes", "es": "Una vez"}},
        {"value": "no", "label": {"en": "No", "es": "No"}},
    ]
    assert told(check_wording, choice("a", options=[*options])) == [
        ("error", "label-repeats", "sections[0].questions[0].options[1].label.en")
    ]


def test_gate_on_a_later_question_is_found():
    too_early = ("error", "gate-too-early", "sections[0].questions[0].enable_when")
    assert told(check_order, choice("a", enable_when=B), choice("b")) == [too_early]
    assert told(check_order, choice("b"), choice("a", enable_when=B)) == []


def test_gate_that_looks_ahead_through_a_rule_is_found():
    first = choice("a", optional_when={"any": [{"rule": "ahead"}, {"unanswered": "c"}]})
    data = document([first, choice("b"), choice("c")], [rule("ahead", B), rule("r", A)])
    (found,) = check_order(parse_document(data))
    assert found.path == "sections[0].questions[0].optional_when"
    assert "'a' comes before 'b', 'c'" in found.message


def test_misspelt_keys_in_the_answers_of_cases_are_found():
    case = {
        "id": "c-1",
        "today": "2026-11-21",
        "answers": {
            "a": {"anything": "odd"},
            "bp": {"systolik": 118, "beside": {"known": False, "unknown": True}},
            "m": [{"name": "zoloft", "dose": ""}, {"nmae": "norco"}],
        },
        "level": "none",
        "raised": [],
        "undetermined": [],
        "unknown_questions": [],
    }
    at = "cases[0].answers"
    found = told(
        check_case_answers,
        choice("a"),
        blood_pressure(),
        question("m", "medicines"),
        cases=[case],
    )
    assert found == [
        ("error", "case-key-unknown", f"{at}.bp.systolik"),
        ("error", "case-key-unknown", f"{at}.bp.beside.unknown"),
        ("error", "case-key-unknown", f"{at}.m[1].nmae"),
    ]
