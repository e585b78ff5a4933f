"""A blood pressure that staff measured."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from screening import actions
from screening.models import VitalSign
from tests.intakes import submit
from tests.reviewing import decide, fresh
from tests.staff_pages import problems, read, sent

MEASURED = {"systolic": "150", "diastolic": "92", "heart_rate": "71", "note": "Left arm, sitting."}


@pytest.fixture
def complete(intake):
    return submit(intake)


def page_of(intake, corrects=None):
    query = f"?corrects={corrects.pk}" if corrects else ""
    return reverse("vital-signs", args=[intake.public_id]) + query


def filled(client, page, **typed):
    return sent(client.get(page), "Record", typed)


def measured(intake, by, systolic=150):
    return actions.record_vital_sign(
        intake=intake, systolic=systolic, diastolic=92, measured_at=timezone.now(), by=by
    )


def test_measurement_is_stored_and_screened(complete, alice, clinician):
    page = page_of(complete)

    response = clinician.post(page, filled(clinician, page, **MEASURED), follow=True)

    row = complete.vital_signs.get()
    assert (row.systolic, row.diastolic, row.heart_rate) == (150, 92, 71)
    assert (row.note, row.recorded_by) == ("Left arm, sitting.", alice)
    assert timezone.now() - row.measured_at < dt.timedelta(minutes=2)
    assert fresh(complete).current_screening.trigger == "VITAL_SIGN"
    assert fresh(complete).answers == complete.answers
    assert "The measurement is on record, and the rules were run with it." in read(response)


def test_page_begins_with_now_in_the_clinics_time(complete, lakeside, clinician):
    said = filled(clinician, page_of(complete))
    now = timezone.now().astimezone(lakeside.zone)
    day = [said[f"measured_on_{part}"][0] for part in ("year", "month", "day")]
    assert [int(number) for number in day] == [now.year, now.month, now.day]
    assert said["systolic"] == [""]


def test_high_reading_raises_a_flag_and_makes_a_decision_void(complete, alice, clinician):
    decide(complete, "SUITABLE", by=alice)
    page = page_of(complete)

    clinician.post(page, filled(clinician, page, systolic="172", diastolic="104"))

    assert fresh(complete).latest_review.is_void is True
    assert fresh(complete).needs_review is True
    assert complete.flags.filter(rule="uncontrolled-hypertension", truth="RAISED").exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"systolic": "", "diastolic": ""}, "Write the top number."),
        ({"systolic": "1200"}, "Write digits only, like 120."),
        ({"systolic": "12o"}, "Write digits only, like 120."),
        ({"systolic": "-5"}, "Write digits only, like 120."),
        ({"systolic": "0"}, "Write digits only, like 120."),
        ({"systolic": "١٢٠"}, "Write digits only, like 120."),
        ({"heart_rate": "fast"}, "Write digits only, like 70."),
        ({"measured_on_day": "31", "measured_on_month": "2"}, ""),
        ({"measured_on_year": "2999"}, ""),
        ({"measured_time": "25:00"}, "Write the time like 15:20 or 3:20 pm."),
        ({"measured_time": ""}, "Write the time."),
        ({"note": "x" * 100_000}, "1000"),
        ({"systolic": "\0"}, "Write the top number."),
    ],
)
def test_wrong_input_stores_nothing_and_keeps_what_was_typed(complete, clinician, typed, said):
    page = page_of(complete)

    response = clinician.post(page, filled(clinician, page, **{**MEASURED, **typed}))

    assert response.status_code == 422
    assert said.lower() in " ".join(problems(response)).lower()
    assert not VitalSign.objects.exists()
    assert fresh(complete).current_screening == complete.current_screening
    if "note" not in typed:
        assert "Left arm, sitting." in response.content.decode()


def test_time_to_come_is_refused(complete, lakeside, clinician):
    page = page_of(complete)
    later = timezone.now().astimezone(lakeside.zone) + dt.timedelta(minutes=10)
    typed = {**MEASURED, "measured_time": later.strftime("%H:%M")}
    typed |= {"measured_on_day": later.day, "measured_on_month": later.month}

    response = clinician.post(page, filled(clinician, page, **typed))

    assert response.status_code == 422
    assert problems(response)
    assert not VitalSign.objects.exists()


@pytest.mark.parametrize(
    ("systolic", "diastolic", "rate", "doubt"),
    [
        ("78", "118", "", "The top number 78 is smaller than the bottom number 118."),
        ("120", "118", "", "120 and 118 are very close together."),
        ("300", "80", "", "A top number of 300 is very unusual."),
        ("120", "80", "290", "A heart rate of 290 is very unusual."),
    ],
)
def test_far_off_numbers_are_asked_about_once_and_then_kept(
    complete, clinician, systolic, diastolic, rate, doubt
):
    page = page_of(complete)
    typed = {"systolic": systolic, "diastolic": diastolic, "heart_rate": rate}

    response = clinician.post(page, filled(clinician, page, **typed))
    assert response.status_code == 422
    assert doubt in " ".join(problems(response))
    assert not VitalSign.objects.exists()

    written = f"{systolic}/{diastolic}" + (f", heart rate {rate}" if rate else "")
    again = sent(response, "Record", {"confirmed": written})
    assert clinician.post(page, again).status_code == 302
    assert str(complete.vital_signs.get()) == f"{systolic}/{diastolic}"


def test_tick_confirms_no_other_numbers(complete, clinician):
    page = page_of(complete)
    typed = {"systolic": "60", "diastolic": "110", "confirmed": "78/118"}
    posted = filled(clinician, page) | typed

    assert clinician.post(page, posted).status_code == 422
    assert not VitalSign.objects.exists()


def test_sent_twice_is_one_measurement(complete, clinician):
    page = page_of(complete)
    typed = filled(clinician, page, **MEASURED)

    for _ in range(2):
        assert clinician.post(page, typed).status_code == 302

    assert VitalSign.objects.count() == 1


# Corrections


def test_correction_begins_with_the_old_numbers_and_leaves_the_row(complete, alice, clinician):
    wrong = measured(complete, alice, systolic=210)
    page = page_of(complete, wrong)
    assert "Correct 210/92 The old reading stays on record, struck through." in read(
        clinician.get(page)
    )

    clinician.post(page, filled(clinician, page, systolic="120", diastolic="80"))

    old, new = complete.vital_signs.order_by("pk")
    assert (str(old), str(new), new.corrects) == ("210/92", "120/80", old)
    source = clinician.get(complete.get_absolute_url()).content.decode()
    assert "<del><strong>210/92</strong></del>" in source
    assert "in place of 210/92" in source


def test_reading_is_corrected_only_once(complete, alice, clinician):
    wrong = measured(complete, alice, systolic=210)
    page = page_of(complete, wrong)
    clinician.post(page, filled(clinician, page, systolic="120", diastolic="80"))

    response = clinician.post(page, filled(clinician, page, systolic="125", diastolic="80"))

    assert problems(response) == ["Somebody corrected this measurement before. Correct theirs."]
    assert complete.vital_signs.count() == 2


@pytest.mark.parametrize("number", ["x", "-1", "0", "9" * 40, "٣", "1 OR 1=1"])
def test_correction_of_nothing_is_not_there(complete, clinician, number):
    page = page_of(complete)
    assert clinician.get(page, {"corrects": number}).status_code == 404


def test_reading_of_another_intake_is_not_there(complete, version, maria, bob, alice, clinician):
    invitation, _ = actions.invite(patient=maria, version=version, language="en", by=bob)
    other, _ = actions.open_with_birth_date(
        invitation=invitation, date_of_birth=maria.date_of_birth
    )
    assert clinician.get(page_of(other, measured(complete, alice))).status_code == 404


def test_withdrawn_intake_takes_no_measurement(intake, clinician):
    page = page_of(intake)
    typed = filled(clinician, page, **MEASURED)
    actions.withdraw(intake=intake)

    response = clinician.post(page, typed)

    assert problems(response) == ["This intake is closed, so nothing is measured for it any more."]
    assert not VitalSign.objects.exists()


def test_look_is_recorded(complete, clinician, lakeside):
    clinician.get(page_of(complete))
    assert lakeside.audit_events.filter(action="intake.viewed").count() == 1
