"""What stays of a patient's answers in a case, and what does not."""

from datetime import date, timedelta

import pytest

from screening.editing.stripping import CASE_DAY, TAKEN_OUT, stripped
from screening.rules import parse_document
from screening.rules.answers import age_in_years
from tests.rules.small import blood_pressure, choice, choices, document, question, rule

TODAY = date(2026, 11, 21)
QUESTIONS = [
    choice("danger"),
    choices("history"),
    blood_pressure("bp"),
    question("pills", "medicines"),
    question("said", "text"),
    question("date_of_birth", "date"),
    question("last", "date"),
]
DOCUMENT = parse_document(
    document(QUESTIONS, [rule("it", {"question": "danger", "equals": "yes"})])
)


def row(given):
    return {"name": "plain", "dose": "", "frequency": ""}


def strip(**answers):
    return stripped(DOCUMENT, answers, TODAY, row)


@pytest.mark.parametrize(
    "born", ["1988-11-21", "1988-11-22", "1988-02-29", "2010-01-01", "1926-11-22"]
)
def test_birth_date_is_another_with_the_same_age(born):
    found = strip(date_of_birth=born)["date_of_birth"]

    assert found[4:] == CASE_DAY.isoformat()[4:]
    day = date.fromisoformat(born)
    assert age_in_years(date.fromisoformat(found), CASE_DAY) == age_in_years(day, TODAY)


@pytest.mark.parametrize("days", [0, 6, 400, -3])
def test_other_dates_keep_how_long_ago_they_were(days):
    day = (TODAY - timedelta(days=days)).isoformat()

    found = strip(last=day, bp={"systolic": 118, "diastolic": 76, "measured_on": day})

    then = (CASE_DAY - timedelta(days=days)).isoformat()
    assert found["last"] == found["bp"]["measured_on"] == then


def test_words_of_the_patient_are_taken_out():
    reading = {
        "systolic": 118,
        "diastolic": 76,
        "method": "arm_cuff",
        "note": "Maria",
        "beside": {"systolic": 200, "diastolic": "Maria", "measured_on": "Maria"},
    }

    found = strip(
        said="My name is Maria", pills=[{"name": "Maria's pills"}], bp=reading, gone="Maria"
    )

    assert found == {
        "said": TAKEN_OUT,
        "pills": [{"name": "plain", "dose": "", "frequency": ""}],
        "bp": {
            "systolic": 118,
            "diastolic": 76,
            "method": "arm_cuff",
            "beside": {"systolic": 200},
        },
    }


@pytest.mark.parametrize("name", ["danger", "history", "bp", "pills", "date_of_birth", "last"])
@pytest.mark.parametrize("answer", ["Maria", {"Maria": "Maria"}, 7, ["Maria"]])
def test_answer_that_no_page_can_give_becomes_unknown(name, answer):
    found = strip(**{name: answer})[name]

    assert "Maria" not in str(found)
    assert found in ("not_sure", ["not_sure"], {}, [row(answer)])


@pytest.mark.parametrize("answer", [None, "", [], {}, [{"name": ""}]])
def test_blank_stays_blank(answer):
    assert strip(said=answer, bp=answer) == {"said": None, "bp": None}


def test_chosen_answers_stay():
    given = {"danger": "prefer_not_to_say", "history": ["a", "b"], "bp": {"known": False}}

    assert strip(**given) == given


@pytest.mark.parametrize("born", ["2027-01-01", "1900-01-01", "no date"])
def test_birth_date_that_cannot_be_is_unknown(born):
    assert strip(date_of_birth=born) == {"date_of_birth": "not_sure"}
