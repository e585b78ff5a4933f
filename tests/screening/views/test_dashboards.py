"""The clinic at a glance: exact numbers of a few weeks, and nobody else's."""

import datetime as dt

import pytest
from django.utils import timezone

from clinics.models import AuditEvent
from screening import actions
from screening.models import Decision, Intake, Invitation, question_set
from screening.presenters import courses, dashboards, recently, stops
from screening.rates import comparing
from tests.damage import damage_versions
from tests.intakes import ANEURYSM, begin, bring_in, shipped, submit
from tests.people import nina_at
from tests.reviewing import assess_all, decide
from tests.staff_pages import read

DASHBOARD = "/dashboard/"


def back_in_time(**span):
    """Everything so far happened that much earlier."""
    ago = dt.timedelta(**span)
    for one in Invitation.objects.all():
        Invitation.objects.filter(pk=one.pk).update(created_at=one.created_at - ago)
    for one in Intake.objects.all():
        Intake.objects.filter(pk=one.pk).update(
            started_at=one.started_at - ago,
            saved_at=one.saved_at - ago,
            submitted_at=one.submitted_at and one.submitted_at - ago,
        )


@pytest.fixture
def told(monkeypatch):
    """Numbers that one patient is too few for otherwise."""
    for place, name in ((dashboards, "FEW_TIMED"), (stops, "FEW_FOUND"), (comparing, "FEW")):
        monkeypatch.setattr(place, name, 1)


@pytest.mark.usefixtures("told")
def test_last_weeks_are_counted_by_how_far_their_links_came(
    signed_in, dana, alice, version, maria, bob
):
    sent = submit(begin(version, maria, bob))
    back_in_time(days=2)
    assess_all(sent, by=alice)
    decide(sent, Decision.SUITABLE, by=alice)
    actions.invite(patient=maria, version=version, language="en", by=bob)

    said = read(signed_in(dana).get(DASHBOARD))

    assert "Together 2 1 50 % 1 50 % 1 50 %" in said
    assert "From sending to a decision 2 days 2 days 1" in said
    assert "From the link to opening it 0 min 0 min 1" in said
    assert "Nobody who opened a link of these weeks has stopped." in said


@pytest.mark.usefixtures("told")
def test_patient_who_stopped_a_week_ago_counts_after_the_last_page(
    signed_in, alice, intake, version
):
    actions.save_page(intake=intake, link_id="completed_by", answer="self")
    assert "has stopped." in read(signed_in(alice).get(DASHBOARD))

    back_in_time(days=8)

    said = read(signed_in(alice).get(DASHBOARD))
    assert "1 patient opened the link and did not send everything" in said
    assert "Who is filling out this form? 1" in said


def test_few_patients_are_no_number(signed_in, dana, intake):
    back_in_time(days=8)

    said = read(signed_in(dana).get(DASHBOARD))

    assert "Some patients opened the link and did not send everything" in said
    assert "date of birth? fewer than 5" in said
    assert said.count("too few to tell") == 6


def test_set_that_cannot_be_read_is_called_so(signed_in, dana, version, maria, bob, monkeypatch):
    submit(begin(version, maria, bob))
    begin(version, maria, bob)
    back_in_time(days=8)
    monkeypatch.setattr(question_set, "_parsed", {})
    damage_versions(document="{}")

    said = read(signed_in(dana).get(DASHBOARD))

    assert "A question that cannot be read fewer than 5" in said
    assert "is not asked any more" not in said
    assert "Some of what is published cannot be read." in said
    assert "No patient has sent anything yet" not in said


def test_sum_does_not_tell_what_is_not_told_beside_it():
    numbers = {courses.Stop(1, "a"): 12, courses.Stop(1, "b"): 7}
    assert stops.say_all(numbers) == "19 patients"
    assert stops.say_all({**numbers, courses.Stop(1, "c"): 2}) == "More than 19 patients"


def test_links_of_an_older_time_are_left_out(signed_in, dana, intake):
    back_in_time(weeks=13)

    said = read(signed_in(dana).get(DASHBOARD))

    assert "No link was made in the last twelve weeks" in said


def test_what_waits_too_long_is_overdue(signed_in, alice, version, maria, bob):
    sent = submit(begin(version, maria, bob), ANEURYSM)
    said = read(signed_in(alice).get(DASHBOARD))
    assert "Open the queue Waiting in the queue 1 Of these overdue none" in said

    Intake.objects.filter(pk=sent.pk).update(waiting_since=timezone.now() - dt.timedelta(days=2))

    said = read(signed_in(alice).get(DASHBOARD))
    assert "Waiting in the queue 1 Of these overdue 1 Waiting longest 2 days" in said


def test_what_takes_long_to_count_is_counted_every_ten_minutes(
    signed_in, alice, version, maria, bob, monkeypatch
):
    monkeypatch.setattr(recently, "LONG", 0)
    client = signed_in(alice)
    assert "No link was made" in read(client.get(DASHBOARD))
    begin(version, maria, bob)
    assert "No link was made" in read(client.get(DASHBOARD))

    later = timezone.now() + recently.A_WHILE
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert "Together 1 1 100 %" in read(client.get(DASHBOARD))


@pytest.mark.usefixtures("told")
def test_flag_rates_are_for_administrators(signed_in, dana, alice, version, maria, bob):
    submit(begin(version, maria, bob), ANEURYSM)

    assert "Nothing moved more than chance would have it." in read(signed_in(dana).get(DASHBOARD))
    clinician = read(signed_in(alice).get(DASHBOARD))
    assert "Flag rates" not in clinician
    assert "How long it takes" in clinician


def test_outsiders_patients_are_never_counted(signed_in, dana, version, harbor, charlie):
    patient = nina_at(harbor, by=charlie)
    submit(begin(bring_in(harbor, shipped()), patient, charlie), ANEURYSM)

    said = read(signed_in(dana).get(DASHBOARD))

    assert "Waiting in the queue 0" in said
    assert "No link was made in the last twelve weeks" in said


def test_front_desk_has_no_dashboard(signed_in, bob, version):
    assert signed_in(bob).get(DASHBOARD).status_code == 403


def test_looking_is_written_down_and_posting_is_nothing(signed_in, dana, version):
    client = signed_in(dana)
    client.get(DASHBOARD)

    event = AuditEvent.objects.get(action="dashboard.viewed")
    assert (event.actor, event.details) == (dana, {})
    assert client.post(DASHBOARD).status_code == 405


def test_numbers_cost_the_same_however_many_patients_there_are(
    signed_in, alice, version, maria, bob, django_assert_num_queries
):
    client = signed_in(alice)
    submit(begin(version, maria, bob))
    client.get(DASHBOARD)
    clinic = version.clinic
    with django_assert_num_queries(2):
        dashboards.dashboard(clinic, {})
    with django_assert_num_queries(3):
        courses.count_waiting(clinic, timezone.now())
