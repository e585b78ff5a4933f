"""One row of the queue: how long it waits, when a look is due, and why."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone

from screening import actions
from screening.models import Intake
from screening.presenters import queue
from screening.presenters.queue import MOST_TITLES, Titles, queue_rows, read_why
from tests.intakes import ANEURYSM, submit

UNKNOWN = {
    "vascular_history": ["not_sure"],
    "heart_history": ["not_sure"],
    "cardiac_event_when": "not_sure",
    "cardiac_symptoms_now": "not_sure",
    "mania_past_month": "not_sure",
}


def row(intake):
    found = [Intake.objects.get(pk=intake.pk)]
    return queue_rows(intake.clinic, found, read_why(intake.clinic, found), {})[0]


def later(monkeypatch, **span):
    now = timezone.now() + dt.timedelta(**span)
    monkeypatch.setattr(queue, "timezone", SimpleNamespace(now=lambda: now))


@pytest.mark.parametrize(
    ("answers", "hours"),
    [({"suicide_attempt": "under_3_months"}, 1), (ANEURYSM, 24), (UNKNOWN, 24), ({}, 72)],
)
def test_look_is_due_by_the_level(intake, monkeypatch, answers, hours):
    intake = submit(intake, answers)

    later(monkeypatch, hours=hours, minutes=-1)
    assert not row(intake).is_overdue
    later(monkeypatch, hours=hours, minutes=1)
    assert row(intake).is_overdue
    assert "Overdue" in [tag.text for tag in row(intake).tags]


def test_what_cannot_be_ruled_out_is_named_up_to_a_few(intake):
    intake = submit(intake, UNKNOWN)

    unsettled = row(intake).unsettled

    grave = [
        finding
        for finding in intake.current_screening.outcome["undetermined"]
        if finding["severity"] in ("urgent", "contraindication")
    ]
    assert len(unsettled.shown) == MOST_TITLES
    assert unsettled.more == len(grave) - MOST_TITLES > 0


def test_finding_of_an_older_screening_is_not_named(intake, alice):
    intake = submit(intake, {"blood_pressure": high(intake)})
    assert "Blood pressure not controlled" in row(intake).raised.shown

    actions.record_vital_sign(
        intake=intake, systolic=118, diastolic=76, measured_at=timezone.now(), by=alice
    )

    assert row(intake).raised == Titles()


def high(intake):
    day = intake.clinic.today().isoformat()
    return {"systolic": 168, "diastolic": 104, "measured_on": day, "method": "arm_cuff"}


def test_half_a_record_says_nothing_of_what_cannot_be_ruled_out(intake):
    for link_id, answer in (
        ("mania_past_month", "not_sure"),
        ("suicide_attempt", "under_3_months"),
    ):
        intake = actions.save_page(intake=intake, link_id=link_id, answer=answer).intake

    assert row(intake).raised.shown == ("Suicide attempt in the past 3 months",)
    assert row(intake).unsettled == Titles()


def test_row_without_reasons_leads_to_the_patient_and_names_no_level(intake):
    intake = submit(intake, ANEURYSM)

    (shown,) = queue_rows(intake.clinic, [Intake.objects.get(pk=intake.pk)], None, {})

    assert shown.url == intake.patient.get_absolute_url()
    assert (shown.raised, shown.unsettled) == (Titles(), Titles())
    assert shown.level.text in ("Tell a clinician now", "Waits for a clinician")
