"""Stopping and coming back: later, on another device, or not at all."""

import pytest

from screening.models import IntakeStatus
from tests.journeys.people import PatientVisitor


def test_answers_wait_for_a_patient_who_was_away(patient, clock):
    patient.start().answer(until="suicide_attempt")
    before = patient.answers
    clock.forward(minutes=31)

    patient.open("/intake/question/suicide_attempt/")
    assert patient.address == "/intake/ended/"
    assert "Every answer that you sent with Continue is saved." in patient.text
    assert ("Call or text 988", "tel:988") in patient.page.links
    assert patient.answers == before

    patient.start(start="Go on with my answers")
    assert patient.asked == "suicide_attempt"
    assert patient.answers == before
    patient.open("/intake/question/treatment_reasons/")
    assert [one.value for one in patient.control("answer") if one.is_on] == ["depression"]


def test_reading_for_a_while_keeps_the_session(patient, clock):
    patient.start()
    for page in ("/intake/about/", "/intake/question/treatment_reasons/", "/intake/crisis/"):
        clock.forward(minutes=25)
        assert patient.open(page).address == page
    clock.forward(minutes=25)

    assert patient.open("/intake/").asked == "completed_by"


def test_second_device_goes_on_where_the_first_one_stopped(patient, link):
    patient.start().answer(until="suicide_attempt")
    other = PatientVisitor(link, patient.born)

    other.start(start="Go on with my answers")

    assert other.asked == "suicide_attempt"
    assert patient.open("/intake/").address == "/intake/ended/"
    other.answer()
    assert other.sign().address == "/intake/done/"
    assert other.intake.status == IntakeStatus.SUBMITTED


def test_next_person_at_the_device_sees_nothing_after_sending(patient, clock):
    patient.start().answer()
    patient.sign()
    assert "no-store" in patient.response["Cache-Control"]

    assert patient.open("/intake/check/").address == "/intake/done/"
    assert "Depression" not in patient.text
    assert patient.open("/intake/question/treatment_reasons/").address == "/intake/done/"
    clock.forward(minutes=31)
    assert patient.open("/intake/done/").address == "/intake/ended/"


def test_link_shows_the_reference_again_after_sending(patient, clock):
    patient.start().answer()
    reference = patient.sign().intake.reference
    clock.forward(days=2)

    patient.open(patient.link)
    assert "You have sent your answers to Lakeside Ketamine Clinic." in patient.text
    assert reference not in patient.text
    patient.click("See my reference")
    patient.prove()

    assert patient.address == "/intake/done/"
    assert reference in patient.text


def test_patient_takes_the_answers_back(patient, clinician):
    patient.start().answer(until="ride_home")

    patient.click("Take back my answers")
    assert "your link will stop working" in patient.text
    patient.press("Take back my answers")

    assert "You have taken back your answers" in patient.text
    assert patient.open("/intake/").address == "/intake/ended/"
    assert patient.open(patient.link).status == 410
    assert patient.intake.status == IntakeStatus.WITHDRAWN
    assert "Nobody is waiting." in clinician.open("/queue/").text


def test_patient_who_thinks_better_of_it_keeps_the_answers(patient):
    patient.start().answer(until="ride_home")

    patient.click("Take back my answers").click("Keep them and go on")

    assert patient.asked == "ride_home"
    assert patient.intake.status == IntakeStatus.IN_PROGRESS


@pytest.mark.parametrize("page", ["about", "crisis"])
def test_pages_to_read_lead_back_to_the_questions(patient, page):
    patient.start().answer(until="suicide_attempt")
    words = {"about": "About this treatment", "crisis": "Need help right now?"}[page]
    back = {"about": "Back to my questions", "crisis": "I am safe, go back to my questions"}[page]

    patient.click(words)
    assert patient.address == f"/intake/{page}/"

    assert patient.click(back).asked == "suicide_attempt"
