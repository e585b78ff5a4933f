"""The front desk registers a patient and invites her; she opens what she was sent."""

import datetime as dt

from django.core import mail

from clinics.models import Patient
from screening.models import Intake, Invitation
from tests.journeys.people import PatientVisitor
from tests.journeys.visitors import path_of

NINA = {
    "given_name": "Nina",
    "family_name": "Álvarez",
    "date_of_birth_day": "2",
    "date_of_birth_month": "January",
    "date_of_birth_year": "1990",
    "language": "en",
    "email": "nina@patients.example",
    "record_number": "LK-7",
}
TELLING = ("ketamine tr", "health question", "1990", "nina")
"""What a mail must not say: the mailbox may be another's."""


def test_front_desk_registers_and_invites_and_the_patient_begins(version, front_desk):
    front_desk.click("Patients").click("Add a patient").press("Add patient", NINA)
    assert "Nina Álvarez" in front_desk.text
    assert "This patient has not been invited." in front_desk.text

    front_desk.click("Invite to answer questions").press("Invite")
    assert "Nina Álvarez is invited" in front_desk.text
    (message,) = mail.outbox
    assert message.to == ["nina@patients.example"]
    said = (message.subject + message.body).lower()
    assert [word for word in TELLING if word in said] == []
    link = next(word for word in front_desk.text.split() if "/i/" in word)
    assert link in message.body

    nina = PatientVisitor(path_of(link), dt.date(1990, 1, 2)).start()
    assert nina.asked == "completed_by"
    assert Intake.objects.get().patient == Patient.objects.get()


def test_link_is_shown_once(version, front_desk):
    front_desk.click("Patients").click("Add a patient").press("Add patient", NINA)
    front_desk.click("Invite to answer questions").press("Invite")
    link = next(word for word in front_desk.text.split() if "/i/" in word)

    front_desk.click("Done")

    assert path_of(link) not in front_desk.response.content.decode()
    assert "Open" in front_desk.text


def test_mail_may_be_left_out(version, front_desk):
    front_desk.click("Patients").click("Add a patient").press("Add patient", NINA)

    front_desk.click("Invite to answer questions").press("Invite", {"by_email": []})

    assert Invitation.objects.count() == 1
    assert mail.outbox == []


def test_button_pressed_twice_invites_once(version, front_desk):
    front_desk.click("Patients").click("Add a patient").press("Add patient", NINA)
    front_desk.click("Invite to answer questions")
    address, posted = front_desk.address, front_desk.form("Invite").filled({})

    for _ in range(2):
        front_desk.force(address, posted)

    assert front_desk.status == 422
    assert "Somebody has invited this patient since this page was opened." in front_desk.text
    assert Invitation.objects.count() == 1


def test_wrong_patient_keeps_what_was_typed(version, front_desk):
    front_desk.click("Patients").click("Add a patient")

    front_desk.press("Add patient", NINA | {"date_of_birth_month": "Februry"})

    assert front_desk.status == 422
    assert front_desk.title.startswith("Error: ")
    assert front_desk.page.errors == ["The month must be a number from 1 to 12, or its name."]
    assert [one.value for one in front_desk.control("given_name")] == ["Nina"]
    assert [one.value for one in front_desk.control("date_of_birth_month")] == ["Februry"]
    assert not Patient.objects.exists()


def test_front_desk_sees_the_progress_and_no_answer(patient, front_desk, maria):
    patient.start().answer({"vascular_history": ["aneurysm"]})
    patient.sign()

    said = front_desk.open("/queue/").text
    assert "Waits for a clinician" in said
    assert [word for word in ("neurysm", "ontraindication") if word in said] == []
    said = front_desk.click("María José O'Brien").text
    assert [word for word in ("neurysm", "ontraindication", "118/76") if word in said] == []
    for page in ("", "decide/", "vital-signs/"):
        assert front_desk.open(patient.intake.get_absolute_url() + page).status == 403
    assert front_desk.open("/question-sets/").status == 403
