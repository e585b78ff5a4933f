import datetime as dt

import pytest
from django.test import Client

from screening import actions
from screening.models import Intake, Invitation


def test_start_page_names_the_clinic_and_neither_patient_nor_treatment(phone):
    phone.open(phone.link)

    assert phone.status == 200
    assert "Lakeside Ketamine Clinic asks you to answer some questions" in phone.text
    words = phone.body.replace("Lakeside Ketamine Clinic", "").lower()
    assert [word for word in ("maría", "o'brien", "ketamin", "spravato") if word in words] == []


@pytest.mark.parametrize("place", ["", "identity/", "about/"])
def test_opening_the_link_changes_nothing(phone, place):
    before = Invitation.objects.values().get()

    phone.open(phone.link + place)

    assert phone.status == 200
    assert (Invitation.objects.values().get(), Intake.objects.count()) == (before, 0)
    assert "intake" not in phone.client.cookies


@pytest.mark.parametrize("place", ["", "identity/", "about/"])
def test_every_unknown_token_gets_the_same_page(db, place):
    answers = {Client().get(f"/i/{token}/{place}").content for token in ("x", "y" * 43, "%00", "é")}

    assert len(answers) == 1


def test_right_date_of_birth_leads_to_the_first_question(phone):
    phone.prove()

    assert phone.response.redirect_chain == [
        ("/intake/", 303),
        ("/intake/question/completed_by/", 302),
    ]
    assert "Question 1 of about 22" in phone.text
    cookie = phone.client.cookies["intake"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


def test_wrong_date_of_birth_does_not_say_what_was_wrong(phone):
    phone.prove(dt.date(1984, 3, 28))

    assert phone.status == 422
    assert "We could not open your questions with this date" in phone.text
    assert "call us at 555-010-0100" in phone.text
    assert not Intake.objects.exists()


def test_impossible_date_is_said_to_be_one_and_costs_no_try(phone):
    typed = {"answer_day": "31", "answer_month": "February", "answer_year": "1984"}

    phone.send(typed, to=f"{phone.link}identity/")

    assert phone.status == 422
    assert "31 February is not a date" in phone.text
    assert 'href="#id_answer_0"' in phone.body
    assert 'value="February"' in phone.body
    assert Invitation.objects.get().failed_tries == 0


def test_fifth_wrong_date_locks_the_link_and_says_so(phone):
    for _ in range(5):
        phone.prove(dt.date(1984, 3, 28))

    assert phone.status == 410
    assert "This link is locked" in phone.text
    assert "This link is locked" in phone.prove().text
    assert "555-010-0100" in phone.open(phone.link).text


def test_link_that_was_taken_back_says_why_it_is_closed(phone, invited, bob):
    actions.revoke(invitation=invited[0], by=bob)

    assert "The clinic has closed this link" in phone.open(phone.link).text
    assert "The clinic has closed this link" in phone.prove().text
    assert not Intake.objects.exists()


def test_language_chosen_at_the_door_stays(phone):
    phone.open(f"{phone.link}identity/?language=es")
    assert "¿Cuál es su fecha de nacimiento?" in phone.text
    assert '<html lang="es" dir="ltr">' in phone.body

    born = {"answer_day": "27", "answer_month": "marzo", "answer_year": "1984", "language": "es"}
    phone.send(born, to=f"{phone.link}identity/")

    assert "¿Quién" in phone.text
    assert phone.intake.language == "es"


def test_unknown_language_is_passed_over(phone):
    assert "Your health questions" in phone.open(f"{phone.link}?language=tlh").text


def test_second_device_takes_over_and_the_first_is_led_out(phone, invited):
    phone.prove()
    other = type(phone)(*invited).prove()

    assert other.asked == "completed_by"
    assert "Your session has ended" in phone.open("/intake/").text
    assert "Call or text 988" in phone.body or "crisis line" in phone.text


@pytest.mark.parametrize("place", ["", "about/"])
def test_pages_that_only_show_refuse_a_post(phone, place):
    assert phone.client.post(phone.link + place).status_code == 405
