import datetime

import pytest
from django.utils import timezone

from screening import actions
from screening.actions.sessions import IDLE
from screening.models import Intake
from tests.intakes import submit
from tests.reviewing import fresh


@pytest.fixture
def session(invited, maria):
    _, token = actions.open_with_birth_date(
        invitation=invited[0], date_of_birth=maria.date_of_birth
    )
    return token


def last_seen(ago):
    Intake.objects.update(session_seen_at=timezone.now() - ago)


def test_load_session_brings_the_intake_in_one_statement(session, django_assert_num_queries):
    with django_assert_num_queries(1):
        intake = actions.load_session(token=session)
        assert intake.clinic.name == "Lakeside Ketamine Clinic"
        assert intake.patient.given_name == "María José"
        assert intake.invitation.revoked_at is None
        assert intake.version.sha256


@pytest.mark.parametrize("token", ["", "other", "\0", "\ud800"])
def test_load_session_knows_no_other_token(session, token):
    assert actions.load_session(token=token) is None


def test_session_ends_when_nobody_is_there(session):
    last_seen(IDLE)

    assert actions.load_session(token=session) is None


def test_session_lives_while_somebody_is_there(session):
    last_seen(IDLE - datetime.timedelta(seconds=5))
    intake = actions.load_session(token=session)

    actions.touch_session(intake=intake)

    assert timezone.now() - fresh(intake).session_seen_at < datetime.timedelta(seconds=5)


def test_touching_again_within_the_minute_writes_nothing(session, django_assert_num_queries):
    intake = actions.load_session(token=session)

    with django_assert_num_queries(0):
        actions.touch_session(intake=intake)


def test_touching_does_not_bring_an_ended_session_back(session):
    last_seen(datetime.timedelta(minutes=5))
    intake = actions.load_session(token=session)
    actions.end_session(intake=intake)

    actions.touch_session(intake=intake)

    assert fresh(intake).session_seen_at is None


def test_saving_a_page_keeps_the_session(session):
    last_seen(IDLE - datetime.timedelta(seconds=5))
    intake = actions.load_session(token=session)

    actions.save_page(intake=intake, link_id="completed_by", answer="self")

    assert timezone.now() - fresh(intake).session_seen_at < datetime.timedelta(seconds=5)


def test_revoking_ends_the_session(session, invited, bob):
    actions.revoke(invitation=invited[0], by=bob)

    assert actions.load_session(token=session) is None


def test_end_session_twice_is_once(session):
    intake = actions.load_session(token=session)

    actions.end_session(intake=intake)
    actions.end_session(intake=intake)

    assert actions.load_session(token=session) is None


def test_change_language(intake):
    actions.change_language(intake=intake, language="es")

    assert fresh(intake).language == "es"


def test_language_of_what_was_sent_stays_what_it_was_signed_in(intake):
    submit(intake)

    with pytest.raises(actions.AlreadySubmitted):
        actions.change_language(intake=intake, language="es")

    assert fresh(intake).language == "en"


def test_language_of_a_withdrawn_intake_stays(intake):
    actions.withdraw(intake=intake)

    with pytest.raises(actions.IntakeWithdrawn):
        actions.change_language(intake=intake, language="es")

    assert fresh(intake).language == "en"


def test_change_language_to_one_that_the_set_is_not_in(intake):
    with pytest.raises(ValueError, match="not in fr"):
        actions.change_language(intake=intake, language="fr")

    assert fresh(intake).language == "en"
