"""Half an hour away in the middle of a page: what was typed is sent once the date is proved."""

import base64
import datetime as dt

import pytest
from django.core.management import call_command

from clinics.models import AuditEvent
from screening import actions
from screening.actions.erasing import erase_patient
from screening.models import HumanReason, IntakeStatus, Refusal
from tests.intakes import LOW_RISK, reading
from tests.journeys.people import PatientVisitor, StaffVisitor, boxes
from tests.people import nina_at

AWAY = "What is your date of birth?"


def is_at_the_door(patient: PatientVisitor) -> bool:
    return patient.status == 403 and patient.title.startswith(AWAY)


@pytest.mark.parametrize(
    ("link_id", "answer"),
    [
        ("heart_history", ["heart_failure", "rhythm_problem"]),
        ("medicine_allergies", "Penicillin <b>&amp; \u05d0\n2 lines 💊"),
        ("medicines", [{"name": "sertraline 100 mg", "dose": "1", "frequency": "at night"}]),
    ],
)
def test_page_sent_after_half_an_hour_is_saved_once_the_date_is_proved(at, clock, link_id, answer):
    patient = at(link_id)
    before = patient.answers
    clock.forward(minutes=31)

    patient.press("Continue", boxes(answer))
    assert is_at_the_door(patient)
    assert "What you just wrote is kept" in patient.text
    assert patient.answers == before
    patient.prove()

    assert patient.answers == before | {link_id: answer}
    assert patient.asked != link_id
    assert patient.status == 200


def test_reading_typed_before_the_break_is_saved_as_typed(at, clock):
    patient = at("blood_pressure")
    typed = reading(patient.intake.clinic, 178, 104)
    clock.forward(minutes=31)

    patient.press("Continue", boxes(typed)).prove()

    assert patient.answers["blood_pressure"] == typed


def test_nothing_that_was_typed_stands_on_the_page_that_asks_for_the_date(at, clock):
    patient = at("medicine_allergies")
    clock.forward(minutes=31)

    patient.press("Continue", {"answer": "penicillin"})

    shown = patient.response.content.decode()
    (sealed,) = (one.value for one in patient.control("carried"))
    assert "penicillin" not in shown
    assert b"penicillin" not in base64.urlsafe_b64decode(sealed)
    assert "medicine_allergies" not in shown
    assert patient.response["Cache-Control"] == "no-store"


def test_wrong_date_saves_nothing_and_loses_nothing(at, clock, invited):
    patient = at("medicine_allergies")
    clock.forward(minutes=31)
    patient.press("Continue", {"answer": "penicillin"})

    patient.prove(dt.date(1984, 3, 28))
    assert patient.status == 422
    assert "We could not open your questions with this date" in patient.page.errors[0]
    assert "medicine_allergies" not in patient.answers
    invited[0].refresh_from_db()
    assert invited[0].failed_tries == 1

    assert patient.prove().answers["medicine_allergies"] == "penicillin"


def test_five_wrong_dates_lock_the_link_from_here_as_well(at, clock, invited):
    patient = at("medicine_allergies")
    clock.forward(minutes=31)
    patient.press("Continue", {"answer": "penicillin"})

    for _ in range(5):
        patient.prove(dt.date(1984, 3, 28))

    assert patient.status == 410
    assert "This link is locked" in patient.text
    invited[0].refresh_from_db()
    assert invited[0].locked_at
    assert patient.open(patient.link).status == 410


def type_five_wrong_dates(patient):
    for _ in range(5):
        patient.prove(dt.date(1984, 3, 28))


def test_page_whose_link_locks_at_the_door_is_kept_for_a_person(at, clock, alice):
    patient = at("medicine_allergies")
    before = patient.answers
    clock.forward(minutes=31)
    patient.press("Continue", {"answer": "penicillin"})
    for _ in range(4):
        patient.prove(dt.date(1984, 3, 28))
    asked = patient.response
    assert not patient.intake.sent_pages.exclude(refused="").exists()

    for _ in range(2):
        patient.response = asked
        patient.prove(dt.date(1984, 3, 28))

    assert patient.status == 410
    for words in ("This link is locked", "Please call us for a new link", "Call 555-010-0100"):
        assert words in patient.text
    assert "What you just wrote is kept. The clinic can read it." in patient.text
    assert "penicillin" not in patient.response.content.decode()
    page = patient.intake.sent_pages.get(refused=Refusal.UNPROVED)
    assert (page.link_id, page.is_answer) == ("medicine_allergies", False)
    assert page.answer == {"answer": ["penicillin"]}
    assert patient.answers == before
    intake = patient.intake
    assert (intake.human_reason, intake.needs_review) == (HumanReason.LATE_PAGE, True)
    events = AuditEvent.objects.filter(action="intake.page_refused").order_by("pk")
    assert [event.details for event in events] == [{"why": "UNPROVED"}] * 2
    clinician = StaffVisitor().sign_in(alice).open(intake.get_absolute_url())
    for words in ("answer: penicillin", "Nobody proved who sent it", "No rule has read it."):
        assert words in clinician.text


def test_right_date_at_a_link_that_was_closed_meanwhile_saves_nothing_by_itself(
    at, clock, invited, bob
):
    patient = at("suicidal_thoughts_past_month")
    clock.forward(minutes=31)
    patient.press("Continue", {"answer": "yes"})
    actions.revoke(invitation=invited[0], by=bob)

    patient.prove()

    assert patient.status == 410
    assert "The clinic has closed this link." in patient.text
    assert "If you are in danger" in patient.text
    page = patient.intake.sent_pages.get(refused=Refusal.UNPROVED)
    assert (page.link_id, page.answer) == ("suicidal_thoughts_past_month", {"answer": ["yes"]})
    assert "suicidal_thoughts_past_month" not in patient.answers
    assert not patient.intake.flags.exists()


@pytest.mark.parametrize("how", ["withdrawn", "expired"])
def test_page_at_the_door_of_an_intake_that_ended_is_kept_in_spanish(at, clock, how):
    patient = at("medicine_allergies")
    patient.press("Español")
    clock.forward(minutes=31)
    patient.press("Continuar", {"answer": "penicilina"})
    if how == "withdrawn":
        actions.withdraw(intake=patient.intake)
    else:
        clock.forward(days=40)
        call_command("expire_intakes", verbosity=0)

    patient.press("Continuar", {"answer_day": 27, "answer_month": 3, "answer_year": 1984})

    assert "Lo que acaba de escribir está guardado. La clínica puede leerlo." in patient.text
    page = patient.intake.sent_pages.get(refused=Refusal.UNPROVED)
    assert page.answer == {"answer": ["penicilina"]}


def test_name_at_a_door_that_locks_is_kept_and_signs_nothing(patient, clock, alice):
    patient.start().answer()
    clock.forward(minutes=31)
    patient.press("Confirm and send", {"signed_name": "María O'Brien"})

    type_five_wrong_dates(patient)

    assert "Your name is kept, but your answers do not count as sent." in patient.text
    page = patient.intake.sent_pages.get(refused=Refusal.UNPROVED)
    assert page.answer == {"signed_name": ["María O'Brien"]}
    assert patient.intake.status == IntakeStatus.IN_PROGRESS
    clinician = StaffVisitor().sign_in(alice).open(patient.intake.get_absolute_url())
    assert "The name under the answers" in clinician.text


def test_reply_about_a_name_at_a_door_that_locks_confirms_nothing(at, clock):
    patient = at("medicines")
    patient.press("Continue", {"name-0": "klonapin"})
    clock.forward(minutes=31)
    patient.press("Continue", {"name-0": "0"})

    type_five_wrong_dates(patient)

    page = patient.intake.sent_pages.get(refused=Refusal.UNPROVED)
    assert (page.link_id, page.answer) == ("medicines", {"name-0": ["0"]})
    assert "confirmed" not in patient.answers["medicines"][0]


@pytest.mark.parametrize("link_id", ["medicine_allergies", "medicines"])
def test_page_that_went_through_the_door_is_not_kept_again(at, clock, invited, bob, link_id):
    patient = at(link_id)
    typed = {"answer": "penicillin"}
    if link_id == "medicines":
        patient.press("Continue", {"name-0": "klonapin"})
        typed = {"name-0": "0"}
    clock.forward(minutes=31)
    patient.press("Continue", typed)
    door = patient.response
    patient.prove()
    before = patient.intake.sent_pages.count()
    actions.revoke(invitation=invited[0], by=bob)

    patient.response = door
    patient.prove()

    assert (patient.status, "What you just wrote is kept" in patient.text) == (410, True)
    assert patient.intake.sent_pages.count() == before
    assert not patient.intake.needs_human


def test_name_that_went_through_the_door_is_not_kept_again(patient, clock, invited, bob):
    patient.start().answer()
    clock.forward(minutes=31)
    patient.press("Confirm and send", {"signed_name": "María O'Brien"})
    door = patient.response
    patient.prove()
    actions.revoke(invitation=invited[0], by=bob)

    patient.response = door
    patient.prove()

    assert "What you just wrote is kept. The clinic can read it." in patient.text
    assert not patient.intake.sent_pages.exclude(refused="").exists()


def test_page_at_the_door_of_somebody_who_was_erased_is_stored_nowhere(at, clock, maria):
    patient = at("medicine_allergies")
    clock.forward(minutes=31)
    patient.press("Continue", {"answer": "penicillin"})
    before = patient.intake.sent_pages.count()
    erase_patient(patient=maria)

    patient.prove()

    assert patient.status == 410
    assert "is kept" not in patient.text
    assert patient.intake.sent_pages.count() == before


def test_page_no_question_has_is_stored_nowhere(at, clock):
    patient = at("medicine_allergies")
    clock.forward(minutes=31)
    patient.force("/intake/question/no_question/", {"answer": "penicillin"})
    assert is_at_the_door(patient)

    type_five_wrong_dates(patient)

    assert (patient.status, "is kept" in patient.text) == (410, False)
    assert not patient.intake.sent_pages.exclude(refused="").exists()


def test_link_taken_back_right_after_the_date_keeps_the_page(at, clock, invited, bob, monkeypatch):
    patient = at("medicine_allergies")
    clock.forward(minutes=31)
    patient.press("Continue", {"answer": "penicillin"})
    opens = actions.open_with_birth_date

    def opens_and_closes(**given):
        opened = opens(**given)
        actions.revoke(invitation=invited[0], by=bob)
        return opened

    monkeypatch.setattr(actions, "open_with_birth_date", opens_and_closes)
    patient.prove()

    assert "What you just wrote is kept" in patient.text
    page = patient.intake.sent_pages.get(refused=Refusal.REVOKED)
    assert (page.link_id, page.answer) == ("medicine_allergies", "penicillin")


def test_mistake_on_that_page_is_shown_with_what_was_typed(at, clock):
    patient = at("blood_pressure")
    typed = boxes(reading(patient.intake.clinic, 78, 118))
    clock.forward(minutes=31)

    patient.press("Continue", typed).prove()

    assert patient.status == 422
    assert patient.page.errors == [
        "The top number is smaller than the bottom number. Please check them."
    ]
    assert [one.value for one in patient.control("systolic")] == ["78"]
    patient.press("Continue", {"systolic": 118, "diastolic": 78})
    assert patient.answers["blood_pressure"]["systolic"] == 118


def test_row_can_be_added_to_a_list_after_the_break(at, clock):
    patient = at("medicines")
    clock.forward(minutes=31)

    patient.press("Add another medicine", {"name-0": "sertraline"}).prove()

    assert [one.value for one in patient.control("name-0")] == ["sertraline"]
    patient.press("Continue")
    assert [row["name"] for row in patient.answers["medicines"]] == ["sertraline"]


def test_names_that_were_confirmed_before_the_break_stay_confirmed(at, clock):
    patient = at("medicines")
    patient.press("Continue", {"name-0": "klonapin"})
    assert patient.address.endswith("/names/")
    clock.forward(minutes=31)

    patient.press("Continue", {"name-0": "0"})
    assert is_at_the_door(patient)
    patient.prove()

    assert patient.answers["medicines"][0]["confirmed"] == ["clonazepam"]


def test_urgent_answer_leads_to_help_once_the_date_is_proved(at, clock):
    patient = at("suicidal_thoughts_past_month")
    patient.press("Continue", {"answer": "yes"})
    patient.open("/intake/question/suicidal_thoughts_today/")
    clock.forward(minutes=31)

    patient.press("Continue", {"answer": "yes"}).prove()

    assert patient.address == "/intake/crisis/"
    assert [flag.severity for flag in patient.intake.flags.all()] == ["urgent"]


def test_name_signed_after_the_break_sends_everything(patient, clock):
    patient.start().answer()
    clock.forward(minutes=31)

    patient.press("Confirm and send", {"signed_name": "María O'Brien"})
    assert is_at_the_door(patient)
    assert patient.intake.status == IntakeStatus.IN_PROGRESS
    patient.prove()

    assert patient.address == "/intake/done/"
    assert patient.intake.signed_name == "María O'Brien"


def test_page_whose_question_is_gone_is_kept_beside_the_record(at, clock):
    """Another tab took back what the page follows up."""
    patient = at("pregnancy_status")
    patient.answer({"pregnancy_status": "pregnant"}, until="breastfeeding")
    tab = PatientVisitor(patient.link, patient.born)
    tab.client, tab.response = patient.client, patient.response
    at("pregnancy_status").answer_one()
    assert "breastfeeding" not in patient.answers
    clock.forward(minutes=31)

    tab.press("Continue", {"answer": "yes"}).prove()

    page = patient.intake.sent_pages.get(refused=Refusal.NOT_ASKED)
    assert (page.link_id, page.answer) == ("breastfeeding", "yes")
    assert tab.status == 200


def test_page_that_comes_after_sending_is_a_late_one(patient, clock, clinician):
    patient.start().answer(until="heart_history")
    tab = PatientVisitor(patient.link, patient.born)
    tab.client, tab.response = patient.client, patient.response
    patient.answer()
    patient.sign()
    clock.forward(minutes=31)

    tab.press("Continue", {"answer": ["heart_failure"]})
    assert is_at_the_door(tab)
    tab.prove()

    page = patient.intake.sent_pages.get(refused=Refusal.SUBMITTED)
    assert (page.link_id, page.answer) == ("heart_history", ["heart_failure"])
    assert patient.answers["heart_history"] == LOW_RISK["heart_history"]
    assert tab.address == "/intake/done/"


def test_page_never_goes_to_the_intake_of_whoever_sits_there_next(
    at, clock, lakeside, version, bob
):
    patient = at("medicine_allergies")
    clock.forward(minutes=31)
    patient.press("Continue", {"answer": "penicillin"})
    nina = nina_at(lakeside, by=bob)
    invitation, token = actions.invite(patient=nina, version=version, language="en", by=bob)
    at_the_device = PatientVisitor(f"/i/{token}/", nina.date_of_birth)
    at_the_device.client = patient.client
    at_the_device.start()

    patient.prove(nina.date_of_birth)

    assert patient.address == "/intake/question/completed_by/"
    theirs = invitation.begun
    assert theirs.answers == {"date_of_birth": "1990-01-02"}
    assert list(theirs.sent_pages.values_list("link_id", flat=True)) == ["date_of_birth"]


@pytest.mark.parametrize("carried", ["", "AAAA"])
def test_made_up_page_is_no_page(at, clock, carried):
    patient = at("medicine_allergies")
    before = patient.answers
    clock.forward(minutes=31)
    patient.press("Continue", {"answer": "penicillin"})
    day = {"answer_day": "27", "answer_month": "3", "answer_year": "1984"}

    patient.force("/intake/come-back/", {**day, "carried": carried})

    assert patient.asked == "completed_by"
    assert patient.answers == before


def test_without_a_session_that_ever_was_there_is_nothing_to_prove(patient):
    patient.start()
    patient.client.cookies["intake"] = "x" * 43

    patient.press("Continue", {"answer": "self"})
    assert "We could not save this page" in patient.text
    assert patient.open("/intake/come-back/").address == "/intake/ended/"


def test_date_of_birth_that_staff_correct_costs_nobody_a_page(at, clock, maria, bob):
    patient = at("medicine_allergies")
    born = dt.date(1985, 3, 27)
    actions.correct_patient(patient=maria, changes={"date_of_birth": born}, by=bob)

    patient.press("Continue", {"answer": "penicillin"})
    assert is_at_the_door(patient)
    assert patient.prove().status == 422
    patient.prove(born)

    assert patient.answers["medicine_allergies"] == "penicillin"
    assert patient.answers["date_of_birth"] == "1985-03-27"


def test_who_reads_spanish_is_asked_in_spanish(at, clock):
    patient = at("medicine_allergies")
    patient.press("Español")
    clock.forward(minutes=31)

    patient.press("Continuar", {"answer": "penicilina"})
    assert patient.page.language == "es"
    patient.press("Continuar", {"answer_day": 27, "answer_month": 3, "answer_year": 1984})

    assert patient.answers["medicine_allergies"] == "penicilina"
