"""The question set that ships: every case, every theorem on it, and what it promises."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.medicines import recognise, shipped_vocabulary
from screening.rules import (
    CaseFailure,
    Engine,
    Level,
    Severity,
    compile_engine,
    failing_cases,
    parse_document,
)
from tests.rules.strategies import ODD

SHIPPED = Path(__file__).parents[2] / "fixtures/question_sets/ketamine-pre-treatment.json"
DOCUMENT = parse_document(json.loads(SHIPPED.read_text()))
ENGINE = compile_engine(DOCUMENT, lambda row: recognise(row, shipped_vocabulary()))
CASES = {case["id"]: case for case in DOCUMENT.cases}
TODAY = date(2026, 11, 21)
LOW_RISK = CASES["v-01"]["answers"]


def test_it_is_as_large_as_it_was_reviewed():
    severities = [rule.severity for rule in DOCUMENT.rules.values()]
    assert len(DOCUMENT.sections) == 9
    assert len(DOCUMENT.questions) == 48
    assert len(CASES) == 180
    assert [severities.count(severity) for severity in Severity] == [8, 18, 38, 16]
    assert DOCUMENT.languages == ("en", "es")


@pytest.mark.parametrize("name", sorted(CASES))
def test_case(name):
    case = CASES[name]
    outcome = ENGINE.screen(case["answers"], date.fromisoformat(case["today"]))
    assert {
        "level": outcome.level.value,
        "raised": [finding.rule for finding in outcome.raised],
        "undetermined": [finding.rule for finding in outcome.undetermined],
        "unknown_questions": list(outcome.unknown_questions),
    } == {key: case[key] for key in ("level", "raised", "undetermined", "unknown_questions")}


def test_a_case_with_a_wrong_expectation_is_found():
    source = json.loads(SHIPPED.read_text())
    source["cases"] = [{**source["cases"][0], "level": "caution"}]
    engine = Engine(
        parse_document(source),
        lambda row: recognise(row, shipped_vocabulary()),
        {name: parameter.value for name, parameter in DOCUMENT.parameters.items()},
    )
    assert failing_cases(engine) == (CaseFailure("v-01", "level", "caution", "none"),)


def test_all_cases_hold():
    assert failing_cases(ENGINE) == ()


def test_an_empty_record_is_urgent():
    outcome = ENGINE.screen({}, TODAY)
    assert outcome.level is Level.URGENT
    assert {finding.rule for finding in outcome.raised} >= {"suicidal-thoughts-today"}


def test_nothing_sent_yet_raises_nothing_and_clears_no_contraindication():
    outcome = ENGINE.screen({}, TODAY, sent=())
    assert outcome.raised == ()
    assert outcome.clear == ()


@pytest.mark.parametrize("removed", sorted(LOW_RISK.keys() - {"medicine_allergies"}))
def test_no_required_answer_can_be_left_out_at_level_none(removed):
    answers = {key: answer for key, answer in LOW_RISK.items() if key != removed}
    assert ENGINE.screen(answers, TODAY).level is not Level.NONE


@given(st.dictionaries(st.sampled_from(sorted(DOCUMENT.questions)), ODD))
def test_odd_answers_never_raise_and_never_clear_everything(answers):
    outcome = ENGINE.screen(answers, TODAY)
    assert outcome.level is not Level.NONE
    ENGINE.screen(answers, TODAY, sent=answers.keys())


def test_a_follow_up_that_does_not_apply_settles_its_rules():
    answers = {**LOW_RISK, "heart_history": ["not_sure"]}
    answers |= {"cardiac_event_when": "does_not_apply", "cardiac_symptoms_now": "does_not_apply"}
    outcome = ENGINE.screen(answers, TODAY)
    assert outcome.unknown_questions == ("heart_history",)
    assert "recent-cardiovascular-event" in outcome.clear
    assert "cardiac-symptoms-now" in outcome.clear
