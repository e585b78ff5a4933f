"""A page in hand when another device has taken over, or when its link opens nothing any more."""

import datetime as dt
import uuid

import pytest
from django.core.management import call_command

from screening import actions
from screening.models import HumanReason, IntakeStatus, Refusal
from tests.journeys.people import PatientVisitor, date_boxes

NOT_SAVED = "We could not save this page"


def other_device(patient: PatientVisitor) -> PatientVisitor:
    return PatientVisitor(patient.link, patient.born).start(start="Go on with my answers")


def test_page_of_a_device_that_was_left_for_another_is_saved_once_the_date_is_proved(at):
    patient = at("medicine_allergies")
    tablet = other_device(patient)

    patient.press("Continue", {"answer": "penicillin"})
    assert patient.title.startswith("What is your date of birth?")
    assert "medicine_allergies" not in patient.answers
    patient.prove()

    assert patient.answers["medicine_allergies"] == "penicillin"
    assert tablet.open("/intake/").address == "/intake/ended/"


def test_whoever_sits_at_the_other_device_reads_nothing_of_it(at):
    patient = at("medicine_allergies")
    other_device(patient)

    patient.press("Continue", {"answer": "penicillin"})

    shown = patient.response.content.decode()
    assert "penicillin" not in shown
    assert "María" not in shown


def test_page_sent_just_after_the_link_was_taken_back_is_kept_beside_the_record(at, invited, bob):
    patient = at("medicine_allergies")
    actions.revoke(invitation=invited[0], by=bob)

    patient.press("Continue", {"answer": "penicillin"})

    assert patient.status == 403
    assert "What you just wrote is kept. The clinic can read it." in patient.text
    page = patient.intake.sent_pages.get(refused=Refusal.REVOKED)
    assert (page.link_id, page.answer) == ("medicine_allergies", "penicillin")
    assert "medicine_allergies" not in patient.answers
    assert patient.open("/intake/check/").address == "/intake/ended/"


def test_mistake_on_such_a_page_is_kept_for_a_person(at, invited, bob):
    patient = at("blood_pressure")
    actions.revoke(invitation=invited[0], by=bob)

    patient.press("Continue", {"systolic": "78", "diastolic": "high"})

    page = patient.intake.sent_pages.get(refused=Refusal.REVOKED)
    assert (page.is_answer, page.answer["diastolic"]) == (False, ["high"])
    assert patient.intake.needs_human


def test_urgent_answer_after_the_link_was_taken_back_acts_at_once(at, invited, bob):
    patient = at("suicidal_thoughts_past_month")
    patient.press("Continue", {"answer": "yes"})
    patient.open("/intake/question/suicidal_thoughts_today/")
    actions.revoke(invitation=invited[0], by=bob)

    patient.press("Continue", {"answer": "yes"})

    assert patient.title.startswith("Help right now")
    assert [flag.severity for flag in patient.intake.open_urgent_flags] == ["urgent"]


def test_name_under_answers_is_kept_for_a_person_and_signs_nothing(patient, invited, bob):
    patient.start().answer()
    actions.revoke(invitation=invited[0], by=bob)
    signature = patient.response

    for _ in range(2):
        patient.response = signature
        patient.press("Confirm and send", {"signed_name": "María O'Brien"})

    assert (patient.status, patient.title[:19]) == (403, "This link is closed")
    assert "Your name is kept, but your answers do not count as sent." in patient.text
    assert "Sertraline" not in patient.text
    page = patient.intake.sent_pages.get(refused=Refusal.REVOKED)
    assert (page.is_answer, page.answer) == (False, {"signed_name": ["María O'Brien"]})
    assert (patient.intake.status, patient.intake.signed_name) == (IntakeStatus.IN_PROGRESS, "")
    assert patient.intake.human_reason == HumanReason.LATE_PAGE


def test_clinician_reads_the_name_that_signed_nothing(patient, invited, bob, clinician):
    patient.start().answer()
    actions.revoke(invitation=invited[0], by=bob)
    patient.press("Confirm and send", {"signed_name": "María O'Brien"})

    clinician.open(patient.intake.get_absolute_url())

    assert "The name under the answers" in clinician.text
    assert "signed_name: María O'Brien" in clinician.text
    assert "Does not count as signed" in clinician.text


def test_name_that_was_signed_in_time_is_not_kept_again(patient, invited, bob):
    patient.start().answer()
    signature = patient.response
    patient.sign()
    actions.revoke(invitation=invited[0], by=bob)

    patient.response = signature
    patient.sign()

    assert patient.status == 403
    assert not patient.intake.sent_pages.exclude(refused="").exists()
    assert not patient.intake.needs_human


def test_reply_about_a_name_is_kept_beside_the_record(at, invited, bob):
    patient = at("medicines")
    patient.press("Continue", {"name-0": "klonapin"})
    asked = patient.response
    actions.revoke(invitation=invited[0], by=bob)

    for _ in range(2):
        patient.response = asked
        patient.press("Continue", {"name-0": "0"})

    assert (patient.status, "What you just wrote is kept" in patient.text) == (403, True)
    page = patient.intake.sent_pages.get(refused=Refusal.REVOKED)
    assert (page.is_answer, page.answer[0]["confirmed"]) == (True, ["clonazepam"])
    assert "confirmed" not in patient.answers["medicines"][0]


def test_reply_to_a_list_that_was_changed_since_is_kept_for_a_person(at, invited, bob):
    patient = at("medicines")
    patient.press("Continue", {"name-0": "klonapin"})
    tab = PatientVisitor(patient.link, patient.born)
    tab.client, tab.response = patient.client, patient.response
    at("medicines").press("Continue", {"name-0": "klonapin", "name-1": "adderal"})
    actions.revoke(invitation=invited[0], by=bob)
    asked = tab.response

    for _ in range(2):
        tab.response = asked
        tab.press("Continue", {"name-0": "0"})

    page = tab.intake.sent_pages.get(refused=Refusal.REVOKED)
    assert (page.link_id, page.is_answer) == ("medicines", False)
    assert page.answer == {"name-0": ["0"]}
    assert [row["name"] for row in tab.answers["medicines"]] == ["klonapin", "adderal"]


def test_reply_that_came_in_time_confirms_no_other_name(at, invited, bob):
    patient = at("medicines")
    patient.press("Continue", {"name-0": "klonapin", "name-1": "adderal"})
    asked = patient.response
    replies = {"name-0": "not_sure", "name-1": "0"}
    patient.press("Continue", replies)
    before = patient.answers
    actions.revoke(invitation=invited[0], by=bob)

    patient.response = asked
    patient.press("Continue", replies)

    assert patient.status == 403
    assert not patient.intake.sent_pages.exclude(refused="").exists()
    assert patient.answers == before


def test_no_page_takes_the_date_of_birth_whether_or_not_the_link_is_open(at, invited, bob):
    patient = at("medicine_allergies")
    address, typed = patient.address_of("date_of_birth"), date_boxes("answer", dt.date(1990, 2, 1))
    before = patient.answers

    patient.force(address, typed)
    assert patient.asked == "completed_by"
    actions.revoke(invitation=invited[0], by=bob)
    patient.force(address, typed)

    assert patient.title.startswith(NOT_SAVED)
    assert patient.answers == before
    assert not patient.intake.sent_pages.exclude(refused="").exists()


@pytest.mark.parametrize("until", ["locked", "expired", "revoked", "withdrawn"])
def test_page_of_a_link_that_opens_nothing_any_more_is_handed_back(at, clock, invited, bob, until):
    patient = at("heart_history")
    tab = PatientVisitor(patient.link, patient.born)
    tab.client.cookies["intake"] = patient.client.cookies["intake"].value
    tab.open("/intake/question/medicine_allergies/")
    if until == "withdrawn":
        actions.withdraw(intake=patient.intake)
    clock.forward(minutes=31)
    if until == "locked":
        for _ in range(5):
            with pytest.raises(actions.ActionRefused):
                actions.open_with_birth_date(
                    invitation=invited[0], date_of_birth=dt.date(1984, 3, 28)
                )
    if until == "expired":
        clock.forward(days=40)
        call_command("expire_intakes", verbosity=0)
    if until == "revoked":
        actions.revoke(invitation=invited[0], by=bob)

    tab.press("Continue", {"answer": "penicillin\n<b>& latex</b>"})
    patient.press("Continue", {"answer": ["heart_failure"]})

    assert (tab.status, tab.title.startswith(NOT_SAVED)) == (403, True)
    assert "penicillin" in tab.text
    assert "<b>& latex" not in tab.response.content.decode()
    assert "555-010-0100" in tab.text
    assert "Heart failure" in patient.text
    assert "heart_failure" not in patient.text
    assert not tab.intake.sent_pages.exclude(refused="").exists()


def test_page_of_nobody_who_is_known_is_handed_back_in_the_words_that_came(at):
    patient = at("medicine_allergies")
    patient.client.cookies["intake"] = "x" * 43

    patient.press("Continue", {"answer": "penicillin"})

    assert patient.title.startswith(NOT_SAVED)
    assert "penicillin" in patient.text
    assert "Lakeside" not in patient.text


def test_cookie_that_was_tampered_with_names_nobody(at):
    patient = at("medicine_allergies")
    cookies = patient.client.cookies
    cookies["intake"] = "9" + cookies["intake"].value

    patient.press("Continue", {"answer": "penicillin"})

    assert patient.title.startswith(NOT_SAVED)
    assert "Lakeside" not in patient.text


def test_answer_sent_while_staff_mailed_a_newer_link_is_no_loss(patient, alice):
    patient.start().answer()
    patient.sign()
    request, token = ask_again(patient.intake, alice)
    at_home = PatientVisitor(f"/i/{token}/", patient.born)
    at_home.start(start="Open the message").click("Answer now")
    actions.send_again(request=request, by=alice)

    at_home.press("Continue", {"answer": "latex"})

    assert "What you just wrote is kept. The clinic can read it." in at_home.text
    (page,) = request.pages.all()
    assert (page.link_id, page.answer) == ("medicine_allergies", "latex")
    assert at_home.open("/intake/done/").address == "/intake/ended/"


def ask_again(intake, by):
    return actions.ask_again(
        intake=intake,
        screening=intake.current_screening,
        questions=["medicine_allergies"],
        message="Please look again.",
        key=uuid.uuid4(),
        by=by,
    )
