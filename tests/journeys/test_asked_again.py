"""A clinician asks a patient again, and a message reaches the patient: the whole way."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.management import call_command

from clinics.actions import update_patient
from screening import actions
from screening.models import InformationRequest, Invitation, RequestStatus, Trigger
from tests.intakes import submit
from tests.journeys.people import PatientVisitor, StaffVisitor
from tests.journeys.visitors import path_of
from tests.people import sign_in
from tests.reviewing import assess_all, decide, fresh

UNSURE = {
    "heart_history": ["not_sure"],
    "cardiac_event_when": "does_not_apply",
    "cardiac_symptoms_now": "does_not_apply",
}
LINK = re.compile(r"http\S+/i/\S+/")


@pytest.fixture
def intake(intake):
    """Sent, with an answer that nobody can be sure of."""
    return submit(intake, UNSURE)


def at_work(user) -> StaffVisitor:
    visitor = StaffVisitor()
    visitor.client.cookies = sign_in(user).cookies
    return visitor


@pytest.fixture
def clinician(alice):
    return at_work(alice)


@pytest.fixture
def front_desk(bob):
    return at_work(bob)


@pytest.fixture
def asked(clinician, intake):
    """The clinician, after asking about the heart again."""
    clinician.open(intake.get_absolute_url()).click("Ask the patient again")
    return clinician.press("Ask the patient", {"message": "Please look at your old letters."})


def newest_link() -> str:
    return path_of(LINK.search(mail.outbox[-1].body)[0])


def open_link(patient: PatientVisitor, link: str | None = None) -> PatientVisitor:
    at_home = PatientVisitor(link or newest_link(), patient.born)
    return at_home.start(start="Open the message")


def test_questions_that_are_not_clear_are_picked_beforehand(clinician, intake):
    clinician.open(intake.get_absolute_url()).click("Ask the patient again")

    ticked = {one.value for one in clinician.control("suggested") if one.is_on}
    assert "heart_history" in ticked
    assert "date_of_birth" not in {one.value for one in clinician.control("others")}
    assert [one.value for one in clinician.control("others") if one.is_on] == []


def test_preview_is_what_the_patient_reads_and_the_mail_holds_none_of_it(
    clinician, patient, intake
):
    clinician.open(intake.get_absolute_url()).click("Ask the patient again")
    clinician.press("Look it over first", {"message": "Please look at your old letters."})
    start = clinician.text.index("A message from your clinic")
    preview = clinician.text[start : clinician.text.index("Then these, one a page:")].strip()
    assert not InformationRequest.objects.exists()

    clinician.press("Ask the patient")
    letter = mail.outbox[-1]
    assert letter.to == ["maria@patients.example"]
    for word in ("letters", "heart", "ketamine ", "María", "again", "question "):
        assert word not in letter.subject + letter.body

    at_home = open_link(patient)
    assert preview in at_home.text
    assert "Please look at your old letters." in preview


def test_patient_answers_only_what_was_asked_and_the_old_answer_stays(
    asked, patient, clinician, intake
):
    at_home = open_link(patient)
    assert at_home.address == "/intake/done/"
    at_home.click("Answer now")
    assert at_home.asked == "heart_history"
    assert "Question 1 of about 1" in at_home.text
    assert [one.value for one in at_home.control("answer") if one.is_on] == []

    at_home.press("Continue", {"answer": ["none"]})
    assert at_home.address == "/intake/again/check/"
    at_home.press("Send to the clinic")
    assert at_home.address == "/intake/done/"
    assert "Answer now" not in at_home.text

    stored = fresh(intake)
    assert stored.answers["heart_history"] == ["not_sure"]
    newest = stored.current_screening
    assert (newest.trigger, newest.is_complete) == (Trigger.INFORMATION, True)
    assert newest.answers["heart_history"] == ["none"]
    assert stored.level == "none"
    assert stored.needs_review is True
    assert InformationRequest.objects.get().status == RequestStatus.ANSWERED
    clinician.open("/queue/")
    assert "Answered again" in clinician.text
    clinician.open(intake.get_absolute_url())
    assert "The patient answered 1 question again" in clinician.text
    assert "Found before these answers, and not any more:" in clinician.text


def test_follow_up_that_the_answer_opens_is_asked_too_and_is_no_silence_before(asked, patient):
    at_home = open_link(patient).click("Answer now")

    at_home.press("Continue", {"answer": ["symptoms"]})

    assert at_home.asked == "cardiac_symptoms_now"
    half = fresh(at_home.intake)
    assert half.current_screening.is_complete is False
    assert half.level in ("contraindication", "possible_contraindication")
    assert list(half.open_urgent_flags) == []
    at_home.press("Continue", {"answer": "no"}).press("Send to the clinic")
    assert fresh(at_home.intake).current_screening.is_complete is True


def test_urgent_answer_acts_at_once_though_nothing_was_sent_to_the_end(clinician, patient, intake):
    clinician.open(intake.get_absolute_url()).click("Ask the patient again")
    clinician.press("Ask the patient", {"others": ["suicide_attempt"], "suggested": []})
    at_home = open_link(patient).click("Answer now")

    at_home.press("Continue", {"answer": "under_3_months"})

    assert at_home.address == "/intake/crisis/"
    stored = fresh(intake)
    assert (stored.level, stored.rank) == ("urgent", 1)


def test_same_answer_again_is_an_answer(asked, patient, intake):
    at_home = open_link(patient).click("Answer now")

    at_home.press("Continue", {"answer": ["not_sure"]}).press("Send to the clinic")

    (page,) = fresh(intake).sent_pages.exclude(request=None)
    assert (page.link_id, page.answer) == ("heart_history", ["not_sure"])
    assert InformationRequest.objects.get().status == RequestStatus.ANSWERED
    assert fresh(intake).needs_review is True


def test_half_an_hour_away_loses_no_answer_to_it_either(asked, patient, clock):
    at_home = open_link(patient).click("Answer now")
    clock.forward(minutes=31)

    at_home.press("Continue", {"answer": ["none"]}).prove()

    assert at_home.address == "/intake/again/check/"
    assert fresh(at_home.intake).current_screening.answers["heart_history"] == ["none"]


def test_nothing_is_decided_while_the_patient_is_asked(asked, clinician, intake):
    clinician.open(f"{intake.get_absolute_url()}decide/")
    clinician.press(
        "Record the decision", {"decision": "NOT_SUITABLE", "reason": "No time to wait."}
    )
    assert clinician.status == 422
    assert "The patient has been asked again." in clinician.text

    clinician.open(intake.get_absolute_url()).press("Take the questions back")
    assert "The questions are taken back." in clinician.text
    clinician.open(f"{intake.get_absolute_url()}decide/")
    clinician.press(
        "Record the decision", {"decision": "NOT_SUITABLE", "reason": "No time to wait."}
    )
    assert fresh(intake).latest_review.decision == "NOT_SUITABLE"


def test_second_request_waits_for_the_first(asked, clinician, intake):
    clinician.open(f"{intake.get_absolute_url()}ask-again/")
    clinician.press("Ask the patient")

    assert clinician.status == 422
    assert InformationRequest.objects.count() == 1


def test_page_sent_after_it_was_taken_back_is_a_late_one(asked, clinician, patient, intake):
    at_home = open_link(patient).click("Answer now")
    clinician.open(intake.get_absolute_url()).press("Take the questions back")

    at_home.press("Continue", {"answer": ["none"]})

    assert at_home.address == "/intake/done/"
    page = fresh(intake).sent_pages.get(refused="SUBMITTED")
    assert (page.answer, page.request) == (["none"], None)


def test_taking_back_what_is_half_answered_counts_the_rest_as_silence(
    asked, clinician, patient, intake
):
    open_link(patient).click("Answer now").press("Continue", {"answer": ["symptoms"]})

    clinician.open(intake.get_absolute_url()).press("Take the questions back")

    newest = fresh(intake).current_screening
    assert (newest.is_complete, newest.trigger) == (True, Trigger.INFORMATION)


def test_unanswered_request_shows_its_age_and_ends(asked, clinician, front_desk, clock, patient):
    clinician.open("/queue/")
    assert "Asked again 0 min ago" in clinician.text
    front_desk.open("/queue/")
    assert "Asked again 0 min ago" in front_desk.text
    assert "heart" not in front_desk.text.lower()
    clock.forward(days=15)

    assert PatientVisitor(newest_link(), patient.born).open(newest_link()).status == 410
    call_command("expire_intakes", verbosity=0)

    assert InformationRequest.objects.get().status == RequestStatus.EXPIRED
    assert fresh(patient.intake).needs_review is True


def test_request_is_sent_again_with_a_new_link(asked, clinician, patient, intake):
    first = newest_link()

    clinician.open(intake.get_absolute_url()).press("Send a new link")

    assert newest_link() != first
    assert patient.open(first).status == 410
    assert open_link(patient).click("Answer now").asked == "heart_history"


def test_link_asks_for_the_date_and_locks_after_five_wrong_ones(asked, patient):
    stranger = PatientVisitor(newest_link(), dt.date(1990, 1, 1))
    stranger.open(newest_link())
    assert "María" not in stranger.text
    assert "heart" not in stranger.text.lower()
    stranger.click("Open the message")

    for _ in range(5):
        stranger.prove()

    assert stranger.status == 410
    assert Invitation.objects.get(returns_to__isnull=False).locked_at


def test_front_desk_takes_the_link_back_and_the_session_ends(asked, patient, front_desk, maria):
    at_home = open_link(patient)

    front_desk.open(maria.get_absolute_url()).press("Take back")

    assert at_home.open("/intake/done/").address == "/intake/ended/"


def test_message_with_a_decision_reaches_the_patient(clinician, patient, intake, alice):
    assess_all(intake, by=alice)
    clinician.open(f"{intake.get_absolute_url()}decide/")
    typed = {"decision": "DEFERRED", "reason": "Too soon.", "message": "Please call us on Monday."}
    until = {"deferred_until_day": 1, "deferred_until_month": 3, "deferred_until_year": 2030}
    clinician.press("Record the decision", typed | until)

    assert "A mail with a link is on its way to the patient." in clinician.text
    assert "Monday" not in mail.outbox[-1].body
    at_home = open_link(patient)
    assert "Please call us on Monday." in at_home.text
    for secret in ("Deferred", "Too soon.", "2030"):
        assert secret not in at_home.text


@pytest.mark.parametrize("word", ["Refused", "rechazada"])
def test_no_page_tells_a_verdict(clinician, intake, word):
    clinician.open(f"{intake.get_absolute_url()}decide/")

    clinician.press(
        "Record the decision", {"decision": "MORE_INFORMATION", "message": f"You are {word}."}
    )

    assert clinician.status == 422
    assert f"Leave out “{word}”" in clinician.page.errors[0]
    assert not mail.outbox


def test_message_goes_with_the_decision_that_is_void(clinician, patient, intake, alice):
    decide(intake, "MORE_INFORMATION", by=alice, message="Please call us.")
    patient.start(start="See my reference")
    assert "Please call us." in patient.text

    with pytest.raises(actions.AlreadySubmitted):
        actions.save_page(intake=intake, link_id="medicine_allergies", answer="penicillin")

    assert "Please call us." not in patient.open("/intake/done/").text


def test_patient_without_an_address_gets_the_link_from_staff(clinician, intake, maria, bob):
    update_patient(patient=maria, changes={"email": ""}, by=bob)
    clinician.open(intake.get_absolute_url()).click("Ask the patient again")

    clinician.press("Ask the patient")

    assert clinician.status == 201
    assert "There is no e-mail address on record." in clinician.text
    assert LINK.search(clinician.text)


def test_page_that_nobody_asked_for_shows_in_the_queue_beside_what_was_asked(
    asked, clinician, intake
):
    with pytest.raises(actions.AlreadySubmitted):
        actions.save_page(intake=fresh(intake), link_id="medicine_allergies", answer="latex")

    clinician.open("/queue/")

    assert "Asked again" in clinician.text
    assert "Sent more afterwards" in clinician.text


def test_answers_to_a_request_alone_are_no_late_page_in_the_queue(asked, clinician, intake):
    actions.save_page(intake=fresh(intake), link_id="heart_history", answer=["none"])

    clinician.open("/queue/")

    assert "Asked again" in clinician.text
    assert "Sent more afterwards" not in clinician.text
