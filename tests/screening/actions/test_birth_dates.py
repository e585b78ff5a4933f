"""A date of birth that staff correct after the patient has begun."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from clinics.models import AuditEvent
from screening import actions
from screening.models import HumanReason, SentPage, Trigger
from screening.rules import Engine
from tests.intakes import begin, send_pages, submit
from tests.reviewing import decide, fresh

CHILD = datetime.date(2012, 3, 27)
OLDER = datetime.date(1983, 3, 27)


def correct(patient, born, by):
    return actions.correct_patient(patient=patient, changes={"date_of_birth": born}, by=by)


def test_corrected_date_is_screened_at_once_and_the_signed_one_stays(intake, maria, bob):
    submit(intake)

    assert correct(maria, CHILD, bob).date_of_birth == CHILD

    stored = fresh(intake)
    screening = stored.current_screening
    assert (screening.number, screening.trigger) == (2, Trigger.BIRTH_DATE)
    assert screening.answers["date_of_birth"] == "2012-03-27"
    assert stored.answers["date_of_birth"] == "1984-03-27"
    assert stored.level == "contraindication"
    events = AuditEvent.objects.filter(clinic=intake.clinic).order_by("-sequence")[:3]
    assert [event.action for event in events] == [
        "intake.birth_date_corrected",
        "intake.screened",
        "patient.changed",
    ]
    assert (events[0].actor, events[2].details) == (bob, {"fields": ["date_of_birth"]})


def test_decision_is_void_where_the_outcome_differs(intake, maria, alice, bob):
    submit(intake)
    decide(intake, "SUITABLE", by=alice)

    correct(maria, CHILD, bob)

    assert fresh(intake).standing_review is None
    assert fresh(intake).needs_review is True


def test_decision_stands_where_the_outcome_does_not(intake, maria, alice, bob):
    submit(intake)
    review = decide(intake, "SUITABLE", by=alice)

    correct(maria, OLDER, bob)

    assert fresh(intake).standing_review == review


def test_corrected_date_is_read_ever_after(intake, maria, alice, bob):
    submit(intake)
    correct(maria, CHILD, bob)

    actions.screen_again(intake=intake, by=alice)

    assert fresh(intake).current_screening.answers["date_of_birth"] == "2012-03-27"
    assert fresh(intake).level == "contraindication"


def test_other_changes_screen_nothing(intake, maria, bob):
    submit(intake)

    changes = {"phone": "555-010-0177", "date_of_birth": maria.date_of_birth}
    actions.correct_patient(patient=maria, changes=changes, by=bob)

    assert fresh(intake).screenings.count() == 1
    assert fresh(intake).session_digest is not None


def test_refused_change_screens_nothing(intake, maria, bob):
    changes = {"date_of_birth": CHILD, "given_name": ""}
    with pytest.raises(ValidationError):
        actions.correct_patient(patient=maria, changes=changes, by=bob)

    maria.refresh_from_db()
    assert maria.date_of_birth == datetime.date(1984, 3, 27)
    assert intake.screenings.count() == 0


def test_who_proved_the_old_date_has_to_prove_the_new_one(invited, maria, bob):
    invitation, _ = invited
    _, session = actions.open_with_birth_date(
        invitation=invitation, date_of_birth=maria.date_of_birth
    )

    correct(maria, OLDER, bob)

    assert actions.load_session(token=session) is None
    with pytest.raises(actions.WrongBirthDate):
        actions.open_with_birth_date(
            invitation=invitation, date_of_birth=datetime.date(1984, 3, 27)
        )
    again, _ = actions.open_with_birth_date(invitation=invitation, date_of_birth=OLDER)
    assert again.answers["date_of_birth"] == "1983-03-27"
    history = SentPage.objects.filter(intake=again, link_id="date_of_birth").order_by("number")
    assert [page.answer for page in history] == ["1984-03-27", "1983-03-27"]


def test_coming_back_with_the_same_date_records_nothing(invited, maria):
    for _ in range(2):
        intake, _ = actions.open_with_birth_date(
            invitation=invited[0], date_of_birth=maria.date_of_birth
        )

    assert SentPage.objects.filter(intake=intake).count() == 1


def test_date_corrected_just_before_sending_counts(intake, maria, bob):
    ready = send_pages(intake)
    correct(maria, CHILD, bob)

    actions.submit(intake=ready, signed_name="Maria", declaration="So it is.")

    assert fresh(intake).level == "contraindication"


def test_every_open_intake_of_the_patient_is_screened(intake, version, maria, bob):
    submit(intake)
    other = submit(begin(version, maria, bob))

    correct(maria, CHILD, bob)

    levels = [fresh(one).level for one in (intake, other)]
    assert levels == ["contraindication", "contraindication"]


def test_withdrawn_intake_is_left_as_it_was(intake, maria, bob):
    actions.withdraw(intake=intake)

    correct(maria, CHILD, bob)

    assert intake.screenings.count() == 0


def test_rules_that_cannot_be_run_hand_the_intake_to_a_person(intake, maria, bob, monkeypatch):
    submit(intake)
    monkeypatch.setattr(Engine, "screen", broken)

    correct(maria, CHILD, bob)

    stored = fresh(intake)
    assert (stored.needs_human, stored.human_reason) == (True, HumanReason.EVALUATION)


def broken(*args):
    raise RuntimeError("planted")
