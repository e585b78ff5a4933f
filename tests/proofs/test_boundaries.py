"""Candidates for cases, at the limits of a document."""

import json
from datetime import date

from screening.actions.engines import compile_with_medicines
from screening.proofs.boundaries import boundary_cases
from screening.rules import failing_cases, parse_document
from tests.intakes import shipped
from tests.rules.small import blood_pressure, choice, document, question, rule


def limited(*rules, **more):
    questions = [question("born", "date"), choice("has_bp"), blood_pressure("bp", **more)]
    return parse_document(document(questions, list(rules)))


def outcomes(cases):
    return [(case["id"].rpartition("-")[2], case["raised"]) for case in cases]


def test_three_patients_stand_around_an_age():
    cases = boundary_cases(limited(rule("young", {"question": "born.age_years", "less_than": 18})))

    assert outcomes(cases) == [("17", ["young"]), ("18", []), ("19", [])]
    born = date.fromisoformat(cases[1]["answers"]["born"])
    today = date.fromisoformat(cases[1]["today"])
    assert (today.year - born.year, today.month, today.day) == (18, born.month, born.day)


def test_three_patients_stand_around_a_parameter_behind_a_gate():
    gate = {"question": "has_bp", "equals": "yes"}
    high = rule("high", {"question": "bp.systolic", "at_least": {"parameter": "limit"}})

    cases = boundary_cases(limited(high, enable_when=gate))

    assert outcomes(cases) == [("139", []), ("140", ["high"]), ("141", ["high"])]
    assert {case["answers"]["has_bp"] for case in cases} == {"yes"}
    assert [case["answers"]["bp"]["diastolic"] for case in cases] == [99, 100, 101]


def test_both_numbers_and_the_age_of_a_reading_have_their_own():
    low = rule("low", {"question": "bp.diastolic", "at_most": 60})
    old = rule("old", {"question": "bp.days_ago", "more_than": 30})

    assert outcomes(boundary_cases(limited(low))) == [("59", ["low"]), ("60", ["low"]), ("61", [])]
    assert outcomes(boundary_cases(limited(old))) == [("29", []), ("30", []), ("31", ["old"])]


def test_each_says_that_it_is_a_candidate():
    (case, *_) = boundary_cases(limited(rule("y", {"question": "born.age_years", "at_least": 65})))

    assert case["id"] == "candidate-born-age-years-64"
    assert case["description"].startswith("CANDIDATE, generated: born.age_years is 64")


def test_document_with_its_candidates_still_holds():
    data = shipped()
    cases = boundary_cases(parse_document(data))
    data["cases"] = json.loads(json.dumps(cases))

    taken = parse_document(data)

    assert len(cases) >= 30
    assert failing_cases(compile_with_medicines(taken)) == ()
