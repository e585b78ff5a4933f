"""What happened to an intake, newest first."""

import pytest
from django.utils import timezone

from screening import actions
from screening.presenters.intake_rows import read_rows, with_people
from screening.presenters.timeline import timeline
from tests.intakes import ANEURYSM, submit
from tests.reviewing import assess, decide


def events(intake):
    rows = read_rows(with_people(intake.clinic.intakes.all()).get(pk=intake.pk))
    return timeline(rows)


def said(intake):
    return [f"{event.text} ({event.by})" for event in reversed(events(intake))]


def test_whole_story_is_told_with_who_did_what(intake, alice):
    intake = submit(intake, ANEURYSM)
    actions.claim(intake=intake, by=alice)
    actions.record_vital_sign(
        intake=intake, systolic=150, diastolic=92, measured_at=timezone.now(), by=alice
    )
    assess(intake.flags.get(rule="aneurysmal-vascular-disease"), by=alice)
    decide(intake, "MORE_INFORMATION", by=alice)

    story = said(intake)

    assert story[:2] == ["Invited (Bob)", "Started (the patient)"]
    title = "Aneurysm, arteriovenous malformation or brain bleed"
    assert set(story[2:]) == {
        "Sent, signed as Maria O'Brien (the patient)",
        "Screened: Contraindication. The patient sent everything. (the rules)",
        "Claimed (Alice)",
        "Measured blood pressure 150/92 (Alice)",
        "Screened: Contraindication. A measurement by staff. (the rules)",
        f"Overridden: {title}. Spoke with the patient. (Alice)",
        "Decided: More information needed (Alice)",
    }


def test_newest_is_first(intake, alice):
    intake = submit(intake)
    decide(intake, "SUITABLE", by=alice)

    moments = [event.at for event in events(intake)]

    assert moments == sorted(moments, reverse=True)
    assert events(intake)[0].text == "Decided: Suitable"


def test_correction_is_told_as_one(intake, alice):
    intake = submit(intake)
    wrong = actions.record_vital_sign(
        intake=intake, systolic=210, diastolic=92, measured_at=timezone.now(), by=alice
    )
    actions.record_vital_sign(
        intake=intake,
        systolic=120,
        diastolic=80,
        measured_at=timezone.now(),
        by=alice,
        corrects=wrong,
    )

    assert "Measured blood pressure 210/92 (Alice)" in said(intake)
    assert "Corrected the blood pressure to 120/80 (Alice)" in said(intake)


def test_late_page_and_withdrawal_are_told(intake):
    actions.withdraw(intake=intake)
    with pytest.raises(actions.IntakeWithdrawn):
        actions.save_page(intake=intake, link_id="ride_home", answer="yes")

    assert said(intake)[2:] == [
        "Withdrawn (the patient)",
        "Kept a page: came after withdrawing (the patient)",
    ]
