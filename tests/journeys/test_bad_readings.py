"""Blood pressures as people get them wrong: asked about, never swapped, never guessed."""

import datetime as dt

import pytest

from tests.journeys.mistakes import refused, typed_in
from tests.journeys.people import PatientVisitor, date_boxes

SWAPPED = "The top number is smaller than the bottom number. Please check them."
UNUSUAL = "The top number is very unusual. Please check it."


def pressure(patient: PatientVisitor, **boxes: str) -> PatientVisitor:
    given = {
        "systolic": "118",
        "diastolic": "78",
        "method": "arm_cuff",
        **date_boxes("measured_on", patient.intake.clinic.today()),
        **boxes,
    }
    patient.press("Continue", given)
    return patient


@pytest.mark.parametrize(
    ("top", "bottom", "message"), [("78", "118", SWAPPED), ("1200", "80", UNUSUAL)]
)
def test_far_off_blood_pressure_is_asked_about_never_swapped(at, top, bottom, message):
    patient = pressure(at("blood_pressure"), systolic=top, diastolic=bottom)

    refused(patient, message)
    assert (typed_in(patient, "systolic"), typed_in(patient, "diastolic")) == ([top], [bottom])
    assert typed_in(patient, "method") == ["arm_cuff"]
    assert typed_in(patient, "confirmed") == []


@pytest.mark.parametrize(("top", "bottom"), [("78", "118"), ("1200", "80")])
def test_confirmed_blood_pressure_is_kept_as_typed_and_clears_nothing(at, clinician, top, bottom):
    patient = pressure(at("blood_pressure"), systolic=top, diastolic=bottom)
    patient.press("Continue", {"confirmed": f"{top}/{bottom}"})
    stored = patient.answers["blood_pressure"]
    assert (stored["systolic"], stored["diastolic"]) == (int(top), int(bottom))

    patient.answer({"blood_pressure_symptoms_now": "no"})
    patient.sign()

    assert patient.intake.level != "none"
    clinician.open(patient.intake.get_absolute_url())
    unsettled = clinician.text.partition("Cannot rule out")[2].partition("Checked and clear")[0]
    assert "What was your last blood pressure reading?" in unsettled
    assert f"{top}/{bottom}" in clinician.text


def test_tick_does_not_confirm_other_numbers(at):
    patient = pressure(at("blood_pressure"), systolic="78", diastolic="118")

    patient.press("Continue", {"confirmed": "78/118", "systolic": "79"})

    refused(patient, SWAPPED)


@pytest.mark.parametrize(
    ("boxes", "messages"),
    [
        ({"systolic": "118/78"}, ["The top number must be digits only, like 120."]),
        ({"diastolic": "about 80"}, ["The bottom number must be digits only, like 80."]),
        ({"systolic": "-118"}, ["The top number must be digits only, like 120."]),
        ({"systolic": ""}, ["Write the top number."]),
        ({"systolic": "9" * 500}, ["Use 100 characters or fewer. You wrote 500."]),
        (
            {"measured_on_day": "31", "measured_on_month": "February"},
            ["31 February is not a date. Check the day and the month."],
        ),
        ({"measured_on_year": "2999"}, ["This date is in the future. Check the year."]),
        ({"measured_on_year": "26"}, ["The year must have 4 numbers, like 1984."]),
        (
            {"measured_on_month": "Febtember"},
            ["The month must be a number from 1 to 12, or its name."],
        ),
        ({"measured_on_day": "0"}, ["The day must be a number from 1 to 31."]),
        ({"measured_on_day": "٣\u202e1"}, ["The day must be a number from 1 to 31."]),
    ],
    ids=str,
)
def test_reading_that_cannot_be_is_refused_with_what_was_typed(at, boxes, messages):
    patient = pressure(at("blood_pressure"), **boxes)

    refused(patient, *messages)
    assert {name: typed_in(patient, name)[0] for name in boxes} == boxes


@pytest.mark.parametrize("month", ["May", "may", "mayo", "5", "05", "MAY."])
def test_month_may_be_written_by_name(at, month):
    boxes = {"measured_on_day": "4", "measured_on_month": month, "measured_on_year": "2025"}
    patient = pressure(at("blood_pressure"), **boxes)

    assert patient.answers["blood_pressure"]["measured_on"] == "2025-05-04"


def test_tomorrow_is_in_the_future(at):
    patient = at("blood_pressure")
    tomorrow = patient.intake.clinic.today() + dt.timedelta(days=1)

    pressure(patient, **{k: str(v) for k, v in date_boxes("measured_on", tomorrow).items()})

    refused(patient, "This date is in the future. Check the year.")
