"""A patient who thinks of suicide today: help at once, staff at once, whatever happens next."""

import pytest
from django.core import mail
from django.core.management import call_command

from screening.models import Flag, IntakeStatus, Notification
from tests.journeys.people import PatientVisitor

TODAY = {
    "suicidal_thoughts_past_month": "yes",
    "suicidal_thoughts_today": "yes",
}
HEALTH = ("suicid", "thought", "urgent", "crisis", "ketamine tr", "risk", "María", "O'Brien")


@pytest.fixture
def in_danger(patient):
    """The page with "yes" to thoughts today was just sent."""
    patient.start().answer(TODAY, until="suicidal_thoughts_today")
    return patient.answer_one(TODAY)


def run_worker() -> None:
    call_command("db_worker", batch=True, interval=0, verbosity=0)


def test_help_comes_at_once_and_the_patient_may_stop(in_danger):
    assert in_danger.address == "/intake/crisis/"
    assert "Please read this now" in in_danger.text
    assert "We have saved your answers. You do not need to finish." in in_danger.text
    numbers = {words.split()[1]: href for words, href in in_danger.page.links if "all " in words}
    assert (numbers["911"], numbers["988"]) == ("tel:911", "tel:988")
    assert ("Text 988 If you would rather write than talk", "sms:988") in in_danger.page.links
    assert in_danger.answers["suicidal_thoughts_today"] == "yes"


def test_patient_may_go_on(in_danger):
    in_danger.click("I am safe, go back to my questions")

    assert in_danger.asked == "suicide_plan"


@pytest.mark.django_db(transaction=True)
def test_on_call_mail_says_nothing_about_health(in_danger, settings):
    settings.SITE_URL = "https://screening.example"
    assert mail.outbox == []

    run_worker()

    (message,) = mail.outbox
    assert message.to == ["on-call@lakeside.example"]
    link = f"https://screening.example/intakes/{in_danger.intake.public_id}/"
    assert link in message.body
    said = (message.subject + message.body).replace(link, "").lower()
    assert [word for word in HEALTH if word.lower() in said] == []


@pytest.mark.django_db(transaction=True)
def test_link_in_the_mail_leads_a_clinician_to_the_answer(in_danger, clinician):
    run_worker()
    link = next(word for word in mail.outbox[0].body.split() if "/intakes/" in word)

    clinician.open("/" + link.split("/", 3)[3])

    assert "Urgent: reach María José O'Brien now" in clinician.text
    assert "Still filling in" in clinician.text


def test_intake_is_in_the_queue_though_it_is_never_finished(in_danger, clinician):
    assert in_danger.intake.status == IntakeStatus.IN_PROGRESS

    clinician.open("/queue/")

    assert "Urgent" in clinician.text
    assert "Suicidal thoughts today" in clinician.text
    clinician.click("María José O'Brien")
    assert "The patient has not sent this yet." in clinician.text
    assert not [words for words, _href in clinician.page.links if words == "Decide"]


def test_front_desk_is_told_to_hurry_and_not_why(in_danger, front_desk):
    front_desk.open("/queue/")

    assert "Tell a clinician now" in front_desk.text
    assert "uicid" not in front_desk.text
    assert front_desk.open(in_danger.intake.get_absolute_url()).status == 403


def test_flag_stays_when_the_patient_changes_the_answer(in_danger, clinician):
    in_danger.open("/intake/question/suicidal_thoughts_past_month/")
    in_danger.press("Continue", {"answer": "no"})
    assert "suicidal_thoughts_today" not in in_danger.answers
    in_danger.answer()
    in_danger.sign()

    assert in_danger.intake.level == "urgent"
    clinician.open("/queue/")
    assert "Suicidal thoughts today" in clinician.text
    clinician.click("María José O'Brien")
    assert "From an earlier answer" in clinician.text
    clinician.click("Decide").press(
        "Record the decision", {"decision": "NOT_SUITABLE", "reason": "We have to talk first."}
    )
    assert clinician.status == 422
    assert "Assess first: " in clinician.text
    assert in_danger.intake.latest_review is None


def test_flag_stays_when_the_patient_takes_everything_back(in_danger, clinician):
    in_danger.click("Take back my answers").press("Take back my answers")
    assert "You have taken back your answers" in in_danger.text

    clinician.open("/queue/").click("María José O'Brien")

    assert "Urgent: reach María José O'Brien now" in clinician.text
    assert Flag.objects.get(rule="suicidal-thoughts-today").is_urgent


def test_urgent_page_that_comes_after_sending_still_brings_help(patient, link):
    """From a tab that stood open; no answer changes any more, and the on-call still hears."""
    patient.start()
    other_tab = PatientVisitor(link, patient.born)
    other_tab.client = patient.client
    other_tab.open("/intake/question/suicide_attempt/")
    patient.answer()
    patient.sign()

    other_tab.press("Continue", {"answer": "under_3_months"})

    assert other_tab.address == "/intake/crisis/"
    assert patient.answers["suicide_attempt"] == "no"
    assert Notification.objects.get().intake == patient.intake


@pytest.mark.parametrize("reply", ["not_sure", "prefer_not_to_say"])
def test_refusing_to_say_is_no_all_clear(patient, reply):
    """Silence on this question raises the flag as a yes does."""
    said = TODAY | {"suicidal_thoughts_today": reply}
    patient.start().answer(said, until="suicidal_thoughts_today")

    patient.answer_one(said)

    assert patient.address == "/intake/crisis/"
    assert Flag.objects.get(rule="suicidal-thoughts-today").is_urgent


def test_earlier_silence_is_shown_as_the_silence_it_was(patient, clinician):
    """The question is no longer asked, but then it was, and was not answered."""
    said = TODAY | {"suicidal_thoughts_today": "prefer_not_to_say"}
    patient.start().answer(said, until="suicidal_thoughts_today")
    patient.answer_one(said)
    patient.open("/intake/question/suicidal_thoughts_past_month/")
    patient.press("Continue", {"answer": "no"})
    patient.answer()
    patient.sign()

    clinician.open(patient.intake.get_absolute_url())

    flag = clinician.text.partition("From an earlier answer")[2].partition("Assess")[0]
    assert "Prefer not to say" in flag
    assert "The answer is missing or not definite: Yes" in flag
