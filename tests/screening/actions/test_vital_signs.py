import datetime

import pytest
from django.utils import timezone

from clinics.models import AuditEvent
from screening import actions
from screening.models import Flag, Notification, Screening, Trigger, VitalSign
from tests.intakes import begin, reading, submit
from tests.reviewing import fresh


def measure(intake, by, systolic=118, diastolic=76, **said):
    return actions.record_vital_sign(
        intake=intake,
        systolic=systolic,
        diastolic=diastolic,
        by=by,
        **{"measured_at": timezone.now(), **said},
    )


def screened(intake):
    return fresh(intake).current_screening.answers["blood_pressure"]


def test_measurement_is_screened_in_place_of_the_patients_own(intake, alice):
    submit(intake, {"blood_pressure": reading(intake.clinic, 150, 95)})

    measured = measure(intake, alice, 122, 81, heart_rate=66, note=" Sitting. ")

    stored = VitalSign.objects.get()
    assert stored == measured
    assert (stored.systolic, stored.diastolic, stored.heart_rate, stored.note) == (
        122,
        81,
        66,
        "Sitting.",
    )
    screening = fresh(intake).current_screening
    assert (screening.trigger, screening.number) == (Trigger.VITAL_SIGN, 2)
    assert screened(intake) == {
        "systolic": 122,
        "diastolic": 81,
        "measured_on": intake.clinic.today().isoformat(),
        "method": "clinic_or_pharmacy",
    }
    assert fresh(intake).answers["blood_pressure"]["systolic"] == 150
    events = AuditEvent.objects.order_by("-pk")[:2]
    assert [event.action for event in events] == ["intake.screened", "vital_sign.recorded"]
    assert events[1].details == {"vital_sign": stored.pk}


def test_crisis_reading_is_flagged_at_once_and_asks_about_symptoms(intake, alice):
    submit(intake)

    measure(intake, alice, 190, 125)

    stored = fresh(intake)
    assert (stored.level, stored.rank, stored.needs_review) == ("urgent", 1, True)
    urgent = {flag.rule for flag in stored.open_urgent_flags}
    assert urgent == {"severe-blood-pressure", "hypertensive-crisis-symptoms"}
    assert Notification.objects.count() == 1


def test_newest_measurement_counts_whenever_it_was_typed(intake, alice):
    submit(intake)
    measure(intake, alice, 124, 82)

    measure(intake, alice, 165, 99, measured_at=timezone.now() - datetime.timedelta(days=3))

    assert screened(intake)["systolic"] == 124


def test_older_measurement_does_not_clear_the_patients_newer_reading(intake, alice):
    submit(intake, {"blood_pressure": reading(intake.clinic, 170, 105, days_ago=1)})

    measure(intake, alice, 120, 80, measured_at=timezone.now() - datetime.timedelta(days=3))

    assert screened(intake)["systolic"] == 170
    assert fresh(intake).level == "contraindication"


def test_date_in_the_future_is_no_newer_reading(intake, alice):
    submit(intake, {"blood_pressure": reading(intake.clinic, 170, 105, days_ago=-5)})

    measure(intake, alice, 120, 80)

    assert screened(intake)["systolic"] == 120


def test_later_reading_that_cannot_be_right_does_not_clear_a_measured_one(intake, alice):
    submit(intake, {"blood_pressure": reading(intake.clinic, 80, 118, days_ago=0)})

    measure(intake, alice, 170, 105, measured_at=timezone.now() - datetime.timedelta(days=3))

    stored = fresh(intake)
    assert stored.level == "contraindication"
    answer = screened(intake)
    assert (answer["systolic"], answer["beside"]["systolic"]) == (170, 80)
    assert "blood_pressure" in stored.current_screening.outcome["unknown_questions"]
    assert actions.derive(stored.current_screening).is_same


def test_later_reading_that_cannot_be_right_is_not_passed_over(intake, alice):
    submit(intake, {"blood_pressure": reading(intake.clinic, 80, 118, days_ago=0)})

    measure(intake, alice, 118, 76, measured_at=timezone.now() - datetime.timedelta(days=3))

    assert fresh(intake).level == "possible_contraindication"


def test_measuring_again_settles_it(intake, alice):
    submit(intake, {"blood_pressure": reading(intake.clinic, 80, 118, days_ago=0)})
    measure(intake, alice, 118, 76, measured_at=timezone.now() - datetime.timedelta(days=3))

    measure(intake, alice, 119, 77)

    assert "beside" not in screened(intake)
    assert fresh(intake).level == "none"


def test_correction_takes_the_place_of_the_old_row_which_stays(intake, alice):
    submit(intake)
    wrong = measure(intake, alice, 210, 80)

    right = measure(intake, alice, 120, 80, corrects=wrong)

    assert screened(intake)["systolic"] == 120
    assert list(fresh(intake).vital_signs.standing()) == [right]
    assert VitalSign.objects.count() == 2


def test_correcting_back_to_an_older_time_counts(intake, alice):
    submit(intake)
    measure(intake, alice, 124, 82, measured_at=timezone.now() - datetime.timedelta(hours=2))
    wrong = measure(intake, alice, 165, 99)

    measure(
        intake,
        alice,
        165,
        99,
        corrects=wrong,
        measured_at=timezone.now() - datetime.timedelta(days=3),
    )

    assert screened(intake)["systolic"] == 124


def test_row_is_corrected_once(intake, alice):
    submit(intake)
    wrong = measure(intake, alice, 210, 80)
    measure(intake, alice, 120, 80, corrects=wrong)

    with pytest.raises(actions.AlreadyCorrected):
        measure(intake, alice, 130, 80, corrects=wrong)

    assert VitalSign.objects.count() == 2


def test_correction_is_of_the_same_intake(intake, alice, version, maria, bob):
    other = begin(version, maria, bob)
    wrong = measure(other, alice)

    with pytest.raises(actions.MeasurementRefused):
        measure(intake, alice, corrects=wrong)


def test_same_measurement_twice_is_once(intake, alice):
    submit(intake)
    now = timezone.now()

    first = measure(intake, alice, 140, 90, measured_at=now)
    second = measure(intake, alice, 140, 90, measured_at=now)

    assert first == second
    assert Screening.objects.count() == 2


@pytest.mark.parametrize("numbers", [(0, 76), (118, -1), (1200, 80), (118, 76, 0), (118, 76, 1000)])
def test_number_that_no_device_shows_is_refused(intake, alice, numbers):
    systolic, diastolic, *rest = numbers

    with pytest.raises(actions.MeasurementRefused):
        measure(intake, alice, systolic, diastolic, heart_rate=rest[0] if rest else None)

    assert VitalSign.objects.count() == 0


def test_measurement_in_the_future_is_refused(intake, alice):
    with pytest.raises(actions.MeasurementRefused):
        measure(intake, alice, measured_at=timezone.now() + datetime.timedelta(minutes=5))


def test_implausible_measurement_is_kept_and_clears_nothing(intake, alice):
    submit(intake)

    measure(intake, alice, 80, 118)

    assert VitalSign.objects.count() == 1
    assert fresh(intake).level == "possible_contraindication"


def test_measurement_while_the_patient_is_answering_flags_only_what_is_urgent(intake, alice):
    measure(intake, alice, 170, 105)
    assert Flag.objects.count() == 0
    assert fresh(intake).needs_review is False

    measure(intake, alice, 190, 125)

    assert [flag.rule for flag in Flag.objects.all()] == ["severe-blood-pressure"]
    assert fresh(intake).needs_review is True


def test_measurement_of_a_withdrawn_intake_is_refused(intake, alice):
    actions.withdraw(intake=intake)

    with pytest.raises(actions.IntakeNotOpen):
        measure(intake, alice)


def undated(clinic, systolic, diastolic):
    return {**reading(clinic, systolic, diastolic), "measured_on": "not_sure"}


def days(number):
    return datetime.timedelta(days=number)


@pytest.mark.parametrize(
    ("day", "truth"),
    [
        ("not_sure", "RAISED"),
        (None, "RAISED"),
        ("someday", "RAISED"),
        (lambda: timezone.now().date() + days(9), "UNDETERMINED"),
    ],
)
def test_reading_of_an_unknown_day_is_not_cleared_by_an_older_measurement(
    intake, alice, day, truth
):
    own = reading(intake.clinic, 170, 105)
    own["measured_on"] = day().isoformat() if callable(day) else day
    submit(intake, {"blood_pressure": own})

    measure(intake, alice, 118, 76, measured_at=timezone.now() - days(3))

    assert (screened(intake)["systolic"], screened(intake)["beside"]) == (118, own)
    found = {flag.rule: flag.truth for flag in fresh(intake).current_flags}
    assert found["uncontrolled-hypertension"] == truth


def test_reading_of_an_unknown_day_clears_no_older_measurement(intake, alice):
    submit(intake, {"blood_pressure": undated(intake.clinic, 118, 76)})

    measure(intake, alice, 170, 105, measured_at=timezone.now() - days(3))

    assert (screened(intake)["systolic"], screened(intake)["beside"]["systolic"]) == (170, 118)
    assert fresh(intake).level == "contraindication"
    assert actions.derive(fresh(intake).current_screening).is_same


def test_measurement_after_the_reading_was_sent_is_newer_whatever_its_day(intake, alice):
    submit(intake, {"blood_pressure": undated(intake.clinic, 170, 105)})

    measure(intake, alice, 118, 76)

    assert screened(intake)["systolic"] == 118
    assert "beside" not in screened(intake)
    assert fresh(intake).level == "none"


def test_reading_of_the_day_of_a_measurement_may_be_the_newer_one(intake, alice):
    today = timezone.localdate(timezone.now(), intake.clinic.zone)
    own = {**reading(intake.clinic, 170, 105, days_ago=0), "measured_on": today.isoformat()}
    morning = timezone.now() - datetime.timedelta(seconds=1)
    if timezone.localdate(morning, intake.clinic.zone) != today:
        morning = timezone.now()
    measure(intake, alice, 118, 76, measured_at=morning)

    submit(intake, {"blood_pressure": own})

    assert (screened(intake)["systolic"], screened(intake)["beside"]["systolic"]) == (118, 170)


@pytest.mark.parametrize("own", [None, {"known": False}])
def test_what_is_no_reading_lies_beside_nothing(intake, alice, own):
    measure(intake, alice, 118, 76, measured_at=timezone.now() - days(3))

    submit(intake, {"blood_pressure": own, "blood_pressure_symptoms_now": "no"})

    assert "beside" not in screened(intake)
