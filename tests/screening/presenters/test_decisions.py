"""Decisions as they are listed, the void ones with the reason why they are."""

import pytest
from django.utils import timezone

from screening import actions
from screening.presenters.decisions import decisions
from screening.presenters.intake_rows import read_rows, with_people
from screening.rules import Engine
from tests.intakes import submit
from tests.reviewing import assess_all, decide


def listed(intake):
    rows = read_rows(with_people(intake.clinic.intakes.all()).get(pk=intake.pk))
    return decisions(rows.intake, rows.reviews, rows.screenings)


def measure(intake, by, systolic=172, diastolic=104):
    actions.record_vital_sign(
        intake=intake, systolic=systolic, diastolic=diastolic, measured_at=timezone.now(), by=by
    )


@pytest.fixture
def cleared(intake, alice):
    intake = submit(intake)
    decide(intake, "SUITABLE", by=alice)
    return intake


def test_newest_comes_first(cleared, alice):
    decide(cleared, "NOT_SUITABLE", by=alice, reason="Changed my mind.")

    newest, oldest = listed(cleared)
    assert (newest.number, newest.tag.text, newest.by) == (2, "Not suitable", "Alice")
    assert (oldest.number, oldest.tag.text) == (1, "Suitable")


def test_decision_that_stands_has_no_reason_to_be_void(cleared):
    assert listed(cleared)[0].why_void == ""


def test_void_decision_names_what_came_after_it(cleared, alice):
    measure(cleared, alice)

    assert listed(cleared)[0].why_void == (
        "After it staff measured something, and the rules said something else."
    )


def test_only_the_decision_on_older_findings_is_void(cleared, alice):
    measure(cleared, alice)
    assess_all(cleared, by=alice)
    decide(cleared, "NOT_SUITABLE", by=alice, reason="Too high.")

    newest, oldest = listed(cleared)
    assert newest.why_void == ""
    assert oldest.why_void


def test_decision_stays_void_once_the_reading_is_corrected(cleared, alice):
    measure(cleared, alice)
    actions.record_vital_sign(
        intake=cleared,
        systolic=118,
        diastolic=76,
        measured_at=timezone.now(),
        by=alice,
        corrects=cleared.vital_signs.get(),
    )

    assert listed(cleared)[0].why_void == (
        "After it staff measured something, and the rules said something else."
    )


def test_clearing_decision_is_void_where_the_rules_could_not_run(cleared, alice, monkeypatch):
    def explode(*args, **options):
        raise RuntimeError

    monkeypatch.setattr(Engine, "screen", explode)
    measure(cleared, alice)

    assert listed(cleared)[0].why_void == "The rules could not be run on what is here now."
