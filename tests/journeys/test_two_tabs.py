"""Pages sent twice, late, out of order or unasked: nothing is lost, nothing is guessed."""

import pytest

from screening.models import SentPage
from tests.journeys.people import PatientVisitor


def address(link_id: str) -> str:
    return f"/intake/question/{link_id}/"


@pytest.fixture
def other_tab(patient) -> PatientVisitor:
    """The same browser, so the same cookies; the first question stands open in both."""
    patient.start()
    tab = PatientVisitor(patient.link, patient.born)
    tab.client = patient.client
    return tab.open("/intake/")


def test_each_tab_answers_its_own_question(patient, other_tab):
    patient.answer(until="suicide_attempt")
    other_tab.open(address("ride_home"))

    patient.answer_one()
    other_tab.press("Continue", {"answer": "no"})

    assert patient.answers["suicide_attempt"] == "no"
    assert patient.answers["ride_home"] == "no"
    assert other_tab.asked == "psychosis_symptoms_now"


def test_stale_tab_changes_its_own_question_only(patient, other_tab):
    patient.answer()
    before = patient.answers

    other_tab.press("Continue", {"answer": "someone_else"})

    assert patient.answers == before | {"completed_by": "someone_else"}
    assert other_tab.address == "/intake/check/"


def test_check_page_of_a_stale_tab_does_not_send_what_is_not_finished(patient, other_tab):
    patient.answer()
    other_tab.open("/intake/check/")
    patient.open(address("psychiatric_history")).press("Continue", {"answer": ["psychosis"]})

    other_tab.press("Confirm and send", {"signed_name": "Maria"})

    assert other_tab.asked == "psychosis_last_symptoms"
    assert not patient.intake.is_submitted


def test_page_sent_twice_is_stored_once(patient, other_tab):
    for tab in (patient, other_tab):
        tab.press("Continue", {"answer": "self"})
        assert tab.asked == "treatment_reasons"

    assert SentPage.objects.filter(link_id="completed_by").count() == 1


def test_form_sent_twice_is_sent_once(patient, other_tab):
    patient.answer()
    other_tab.open("/intake/check/")

    patient.sign("Maria")
    other_tab.sign("Somebody else")

    assert other_tab.address == "/intake/done/"
    assert patient.intake.signed_name == "Maria"
    assert patient.intake.screenings.count() == 1


def test_page_sent_out_of_order_counts_and_the_rest_is_still_asked(patient):
    patient.start().force(address("ride_home"), {"answer": "yes"})

    assert patient.answers["ride_home"] == "yes"
    assert patient.asked == "completed_by"


def test_page_that_is_not_asked_counts_for_nothing_and_is_kept(patient, clinician):
    patient.start().answer()
    before = patient.answers

    patient.open(address("ride_home")).force(address("liver_severity"), {"answer": "severe"})
    assert patient.answers == before
    patient.open("/intake/check/").sign()

    assert patient.intake.level == "none"
    clinician.open(patient.intake.get_absolute_url())
    kept = clinician.text.partition("Kept beside the record")[2]
    assert "How serious is your liver problem? Serious" in kept
    assert "Not asked any more. The question is not asked on these answers" in kept


def test_page_after_sending_changes_no_signature_and_voids_the_decision(
    patient, other_tab, clinician
):
    other_tab.open(address("heart_history"))
    patient.answer()
    patient.sign()
    before = patient.answers
    clinician.open(patient.intake.get_absolute_url()).click("Decide")
    clinician.press("Record the decision", {"decision": "SUITABLE"})

    other_tab.press("Continue", {"answer": ["heart_attack"]})

    assert other_tab.address == "/intake/done/"
    assert "What you sent after that has reached the clinic too." in other_tab.text
    assert patient.answers == before
    queued = clinician.open("/queue/").text
    assert "Decision void Sent more afterwards" in queued
    clinician.click("María José O'Brien")
    assert "The patient sent 1 more page after sending the form" in clinician.text
    assert "Signed as: None of these" in clinician.text
    assert "Decision void: something new arrived" in clinician.text
    assert "nobody has decided on yet" in clinician.text


def test_page_that_came_while_a_clinician_was_deciding_is_not_passed_over(
    patient, other_tab, clinician
):
    other_tab.open(address("suicide_attempt"))
    patient.answer()
    patient.sign()
    clinician.open(patient.intake.get_absolute_url()).click("Decide")

    other_tab.press("Continue", {"answer": "under_3_months"})
    clinician.press("Record the decision", {"decision": "SUITABLE"})

    assert "Something new arrived since this page was opened." in clinician.text
    assert not patient.intake.reviews.exists()
    assert patient.intake.needs_review


def test_urgent_page_after_sending_leads_to_help(patient, other_tab):
    other_tab.open(address("suicide_attempt"))
    patient.answer()
    patient.sign()

    other_tab.press("Continue", {"answer": "under_3_months"})

    assert other_tab.address == "/intake/crisis/"


def test_session_is_not_for_sale_to_another_site(patient):
    """The cookie alone sends nothing: each form carries its token."""
    patient.start()

    patient.client.post(address("completed_by"), {"answer": "self"})

    assert "completed_by" not in patient.answers
