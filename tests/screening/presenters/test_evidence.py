"""Why a rule is raised, in words."""

import datetime as dt

from screening.presenters.answers import Record
from screening.presenters.evidence import Check, reasons, say_check
from screening.rules import Recognition, compile_engine
from tests.screening.presenters.shipped import shipped

TODAY = dt.date(2026, 11, 21)


def engine():
    return compile_engine(shipped(), lambda row: Recognition(frozenset(), certain=True))


def explain(slug: str, answers: dict):
    evidence = [item.as_json() for item in engine().explain(slug, answers, TODAY)]
    definite = engine().branch(answers, TODAY).definite
    return reasons(evidence, Record(shipped(), answers, "en"), definite)


def test_number_is_compared_with_its_limit_and_shown():
    reading = {"systolic": 196, "diastolic": 100, "measured_on": "2026-11-20"}

    (reason,) = explain("severe-blood-pressure", {"blood_pressure": reading})

    assert reason.said.words.lines[0] == "196/100"
    assert reason.checks[0] == Check("the top blood pressure number is more than 180", "Yes, 196")


def test_silence_is_said_as_silence():
    answers = {"suicidal_thoughts_past_month": "yes", "suicide_plan": "prefer_not_to_say"}

    (reason,) = explain("suicide-plan", answers)

    assert reason.said.words.lines == ("Prefer not to say",)
    assert reason.checks[0].verdict == "Yes"


def test_clear_rule_shows_the_answer_that_clears_it():
    (reason,) = explain("breastfeeding", {"breastfeeding": "no"})

    assert reason.said.words.lines == ("No",)
    assert reason.checks == (Check("the answer is “Yes”", "No"),)


def test_clear_rule_on_a_question_not_asked_says_so():
    (reason,) = explain("suicide-plan", {"suicidal_thoughts_past_month": "no"})

    assert not reason.asked
    assert [check.verdict for check in reason.checks] == ["No, not asked", "No, not asked"]


def test_answered_question_is_not_called_silent():
    answers = {"suicidal_thoughts_past_month": "yes", "suicide_plan": "no"}

    (reason,) = explain("suicide-plan", answers)

    assert [check.verdict for check in reason.checks] == ["No", "No"]


def test_unknown_operator_is_shown_and_not_guessed():
    item = {
        "question": "ride_home",
        "attribute": "",
        "operator": "starts_with",
        "operand": "n",
        "answer": "no",
        "asked": True,
    }

    check = say_check(shipped(), item, frozenset())

    assert check.verdict == "Compared"
    assert check.words.endswith("starts with “n”")
