"""Links that no longer open, tries that are not Maria's, and a second invitation."""

import datetime as dt

import pytest
from django.core import mail
from django.core.management import call_command

from screening.models import Intake, Invitation
from tests.people import nina_at

WRONG = dt.date(1984, 3, 28)


def test_link_that_has_run_out_tells_whom_to_call(patient, clock):
    clock.forward(days=14, seconds=1)

    patient.open(patient.link)

    assert patient.status == 410
    assert "555-010-0100" in patient.text
    assert not Intake.objects.exists()


def test_link_that_was_begun_in_time_goes_on_beyond_its_end(patient, clock):
    """Who has begun keeps the days that an unfinished intake is kept."""
    patient.start().answer(until="suicide_attempt")
    clock.forward(days=20)

    patient.start(start="Go on with my answers")

    assert patient.asked == "suicide_attempt"


def test_unfinished_intake_ends_in_the_end(patient, clock, clinician):
    patient.start().answer(until="suicide_attempt")
    clock.forward(days=40)
    call_command("expire_intakes", verbosity=0)

    assert patient.open(patient.link).status == 410
    assert patient.intake.status == "EXPIRED"
    assert patient.answers["completed_by"] == "self"


def test_front_desk_takes_a_link_back(patient, front_desk, maria):
    patient.start().answer(until="suicide_attempt")

    front_desk.open(maria.get_absolute_url()).press("Take back")

    assert "The invitation is taken back." in front_desk.text
    patient.open("/intake/question/suicide_attempt/")
    assert patient.address == "/intake/ended/"
    assert patient.open(patient.link).status == 410
    assert "The clinic has closed this link" in patient.text
    assert patient.answers["completed_by"] == "self"


@pytest.mark.django_db(transaction=True)
def test_five_wrong_dates_lock_the_link_and_staff_hear_of_it(patient):
    patient.open(patient.link).click("Start")

    for _ in range(4):
        patient.prove(WRONG)
        assert patient.status == 422
        assert "We could not open your questions with this date" in patient.page.errors[0]
    patient.prove(WRONG)
    assert patient.status == 410
    assert "This link is locked" in patient.text

    assert patient.open(patient.link).status == 410
    call_command("db_worker", batch=True, interval=0, verbosity=0)
    (message,) = mail.outbox
    assert message.to == ["on-call@lakeside.example"]
    assert "María" not in message.subject + message.body


def test_tries_of_others_do_not_shut_out_who_is_inside(patient, link):
    patient.start()
    other = type(patient)(link, patient.born)
    other.open(link).click("Go on with my answers")
    for _ in range(5):
        other.prove(WRONG)

    assert patient.answer_one().asked == "treatment_reasons"


def test_new_invitation_helps_after_a_lock(patient, front_desk, maria):
    patient.open(patient.link).click("Start")
    for _ in range(5):
        patient.prove(WRONG)

    front_desk.open(maria.get_absolute_url())
    assert "Locked" in front_desk.text
    front_desk.click("Invite to answer questions").press("Invite")

    again = Invitation.objects.order_by("-created_at").first()
    assert again.is_open


def test_mail_scanner_that_opens_the_link_spends_nothing(patient, link):
    scanner = type(patient)(link, patient.born)
    for _ in range(50):
        scanner.open(link).click("Start")

    assert not Intake.objects.exists()
    assert patient.start().asked == "completed_by"


def test_address_holds_no_token_after_the_date_of_birth(patient):
    patient.start()

    assert patient.link not in patient.response.content.decode()
    assert patient.address == "/intake/question/completed_by/"


def test_another_patients_date_opens_nothing(patient, lakeside, bob):
    nina = nina_at(lakeside, by=bob)

    patient.start(nina.date_of_birth)

    assert patient.status == 422
    assert not Intake.objects.exists()
