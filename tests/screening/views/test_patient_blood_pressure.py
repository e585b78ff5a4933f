import datetime as dt

import pytest

from tests.intakes import reading


def typed(inside, systolic, diastolic, **more):
    """A reading of six days ago, as a patient types it."""
    day = inside.intake.clinic.today() - dt.timedelta(days=6)
    return {
        "systolic": systolic,
        "diastolic": diastolic,
        "measured_on_day": day.day,
        "measured_on_month": f"{day:%B}",
        "measured_on_year": day.year,
        "method": "arm_cuff",
        **more,
    }


@pytest.fixture
def cuff(inside):
    return inside.ask("blood_pressure")


def test_reading_is_stored_as_numbers(cuff):
    cuff.send(typed(cuff, "118", " 76 "))

    assert cuff.answers["blood_pressure"] == reading(cuff.intake.clinic)
    assert 'value="118"' in cuff.ask("blood_pressure").body


@pytest.mark.parametrize(
    ("top", "bottom", "said"),
    [
        ("78", "118", "The top number is smaller than the bottom number."),
        ("1200", "80", "The top number is very unusual."),
        ("120", "18", "The bottom number is very unusual."),
        ("120", "115", "The two numbers are very close together."),
    ],
)
def test_odd_numbers_get_a_second_look_and_then_stay_as_typed(cuff, top, bottom, said):
    cuff.send(typed(cuff, top, bottom))
    assert cuff.status == 422
    assert said in cuff.text
    assert f"I checked: my reading says {top} over {bottom}" in cuff.text
    assert 'name="confirmed" value="' in cuff.body
    assert "blood_pressure" not in cuff.answers

    cuff.send(typed(cuff, top, bottom, confirmed=f"{top}/{bottom}"))

    stored = cuff.answers["blood_pressure"]
    assert (stored["systolic"], stored["diastolic"]) == (int(top), int(bottom))


def test_confirming_one_pair_does_not_confirm_another(cuff):
    cuff.send(typed(cuff, "78", "118", confirmed="79/119"))

    assert cuff.status == 422
    assert "I checked: my reading says 78 over 118" in cuff.text


def test_numbers_put_right_need_no_confirmation(cuff):
    cuff.send(typed(cuff, "78", "118")).send(typed(cuff, "118", "78"))

    assert cuff.answers["blood_pressure"]["systolic"] == 118


@pytest.mark.parametrize("text", ["12o", "118/78", "-5", "1e2", "99999", "120.5", "²", "\ud800"])
def test_what_is_no_number_is_said_to_be_none(cuff, text):
    cuff.send(typed(cuff, text.encode("utf-8", "replace").decode(), "76"))

    assert cuff.status == 422
    assert "The top number must be digits only, like 120." in cuff.text
    assert '<a href="#id_systolic">' in cuff.body


def test_overlong_number_is_no_number_and_breaks_nothing(cuff):
    cuff.send(typed(cuff, "9" * 100_000, "76"))

    assert cuff.status == 422


def test_date_in_the_future_is_an_error_that_cannot_be_confirmed(cuff):
    tomorrow = cuff.intake.clinic.today() + dt.timedelta(days=1)
    future = {
        "measured_on_day": tomorrow.day,
        "measured_on_month": tomorrow.month,
        "measured_on_year": tomorrow.year,
    }

    cuff.send(typed(cuff, "118", "76", **future, confirmed="118/76"))

    assert cuff.status == 422
    assert "This date is in the future. Check the year." in cuff.text
    assert '<a href="#id_measured_on_2">' in cuff.body


def test_thirty_first_of_february_is_no_date(cuff):
    cuff.send(typed(cuff, "118", "76", measured_on_day="31", measured_on_month="feb"))

    assert cuff.status == 422
    assert "31 February is not a date." in cuff.text
    assert 'value="feb"' in cuff.body


def test_unsure_date_is_a_stored_value(cuff):
    blank = {"measured_on_day": "", "measured_on_month": "", "measured_on_year": ""}

    cuff.send(typed(cuff, "118", "76", **blank, date_unknown="on"))

    assert cuff.answers["blood_pressure"]["measured_on"] == "not_sure"
    assert 'id="id_date_unknown" checked' in cuff.ask("blood_pressure").body


def test_date_beside_an_unsure_date_is_an_error(cuff):
    assert cuff.send(typed(cuff, "118", "76", date_unknown="on")).status == 422


def test_no_reading_is_an_answer(cuff):
    cuff.send({"instead": "no_reading"})

    assert cuff.answers["blood_pressure"] == {"known": False}
    assert 'value="no_reading" id="id_instead_0" checked' in cuff.ask("blood_pressure").body


def test_no_reading_beside_numbers_is_an_error(cuff):
    cuff.send(typed(cuff, "118", "76", instead="no_reading"))

    assert cuff.status == 422
    assert "Clear the reading, or untick it." in cuff.text
    assert "blood_pressure" not in cuff.answers


def test_no_reading_beside_a_method_alone_is_none(cuff):
    """A radio button cannot be cleared again."""
    cuff.send({"instead": "no_reading", "method": "arm_cuff"})

    assert cuff.answers["blood_pressure"] == {"known": False}


def test_blank_page_says_one_thing(cuff):
    cuff.send({})

    assert cuff.status == 422
    assert cuff.body.count('<li><a href="#') == 1
    assert "Write your reading, or tick “I don't know my numbers”." in cuff.text


def test_each_missing_part_is_named(cuff):
    cuff.send({"systolic": "118"})

    for said in ("bottom number", "date of the reading", "how it was measured"):
        assert said in cuff.text
    assert cuff.body.count('<li><a href="#') == 3


def test_crisis_pair_in_the_wrong_order_still_asks_about_symptoms(cuff):
    cuff.send(typed(cuff, "125", "195", confirmed="125/195")).ask("blood_pressure_symptoms_now")

    assert cuff.asked == "blood_pressure_symptoms_now"
