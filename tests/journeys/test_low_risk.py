"""Somebody without any risk, from the link in the message to a clinician's decision."""

from screening.models import IntakeStatus
from tests.journeys.weights import first_load

MOST_PAGES = 30
MOST_BYTES = 20_000
MOST_REQUESTS = 4


def test_patient_answers_signs_and_sends(patient):
    patient.open(patient.link)
    assert "Lakeside Ketamine Clinic asks you to answer some questions" in patient.text

    patient.click("Start")
    patient.prove()
    assert "Question 1 of about" in patient.text

    patient.answer()
    assert patient.title.startswith("Check your answers")
    assert "118/76" in patient.text
    assert "sertraline 100 mg" in patient.text

    patient.sign("Maria O'Brien")
    assert patient.address == "/intake/done/"
    assert patient.intake.reference in patient.text
    assert patient.forms_sent <= MOST_PAGES
    intake = patient.intake
    assert (intake.status, intake.level) == (IntakeStatus.SUBMITTED, "none")
    assert intake.signed_name == "Maria O'Brien"
    assert "a clinician will" in intake.declaration


def test_every_page_on_the_way_is_small(patient):
    loads = {}

    patient.open(patient.link)
    loads["start"] = first_load(patient.response)
    patient.click("Start")
    loads["identity"] = first_load(patient.response)
    patient.prove()
    while patient.asked:
        loads[patient.asked] = first_load(patient.response)
        patient.answer_one()
    loads["check"] = first_load(patient.response)
    patient.sign()
    loads["done"] = first_load(patient.response)
    for page in ("crisis", "about", "ended"):
        loads[page] = first_load(patient.open(f"/intake/{page}/").response)

    assert len(loads) >= 28
    assert {name: size for name, (size, _) in loads.items() if size > MOST_BYTES} == {}
    assert {name: count for name, (_, count) in loads.items() if count > MOST_REQUESTS} == {}


def test_no_flags_is_no_clearance_until_a_clinician_says_so(patient, clinician):
    patient.start().answer()
    patient.sign()

    clinician.open("/queue/")
    assert "No flags" in clinician.text
    clinician.click("María José O'Brien")
    assert "No rule is raised. That alone clears nobody" in clinician.text
    assert "Nobody has decided yet." in clinician.text

    clinician.click("Decide").press("Record the decision", {"decision": "SUITABLE"})

    assert "The decision is on record." in clinician.text
    review = patient.intake.standing_review
    assert (review.decision, review.by.name) == ("SUITABLE", "Alice")
    assert "Nobody is waiting." in clinician.open("/queue/").text
