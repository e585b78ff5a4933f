import datetime as dt

import pytest
from django.utils import timezone

from clinics import actions as clinic_actions
from screening import actions
from screening.models import Intake, IntakeStatus
from tests.browsing import question
from tests.intakes import begin


def test_language_changes_and_place_and_answers_stay(inside):
    inside.send({"answer": "self"})

    inside.send({"language": "es", "back": inside.address}, to="/intake/language/")

    assert inside.asked == "treatment_reasons"
    assert "Pregunta 2 de unas 22" in inside.text
    assert '<html lang="es" dir="ltr">' in inside.body
    assert inside.answers["completed_by"] == "self"


@pytest.mark.parametrize("language", ["", "tlh", "../es", "\0"])
def test_language_that_the_questions_are_not_in_changes_nothing(inside, language):
    inside.send({"language": language, "back": "/intake/"}, to="/intake/language/")

    assert inside.asked == "completed_by"
    assert inside.intake.language == "en"


def test_language_of_what_was_sent_cannot_be_changed(inside):
    inside.answer().send({"signed_name": "María"})
    assert "Español" not in inside.body

    inside.send({"language": "es", "back": "/intake/done/"}, to="/intake/language/")

    assert inside.address == "/intake/done/"
    assert "Your answers were sent" in inside.text
    assert inside.intake.language == "en"


@pytest.mark.parametrize(
    "back", ["", "https://elsewhere.example/", "//elsewhere.example", "/queue/"]
)
def test_language_leads_back_to_our_own_pages_only(inside, back):
    response = inside.client.post("/intake/language/", {"language": "es", "back": back})

    assert response.headers["Location"] == "/intake/"


def test_language_that_the_document_lacks_falls_back_to_its_own(inside):
    Intake.objects.update(language="fr")

    inside.open("/intake/")

    assert "Who is filling out this form?" in inside.text
    assert '<html lang="en"' in inside.body


def test_taking_answers_back_asks_first(inside):
    inside.open("/intake/delete/")

    assert "Take back your answers?" in inside.text
    assert inside.intake.status == IntakeStatus.IN_PROGRESS


def test_answers_taken_back_are_not_sent_and_the_link_is_closed(inside):
    inside.send({"answer": "self"}).send(to="/intake/delete/")

    assert "You have taken back your answers" in inside.text
    assert inside.intake.status == IntakeStatus.WITHDRAWN
    assert inside.client.cookies["intake"].value == ""
    assert "You took back your answers." in inside.open(inside.link).text


def test_session_that_stood_idle_is_over_and_everything_comes_back(inside):
    inside.send({"answer": "self"})
    Intake.objects.update(session_seen_at=timezone.now() - dt.timedelta(minutes=31))

    inside.ask("treatment_reasons")
    assert inside.address == "/intake/ended/"
    assert "Every answer that you sent with Continue is saved." in inside.text
    assert '<a class="number" href="tel:988">' in inside.body

    inside.prove()
    assert inside.asked == "treatment_reasons"
    assert inside.answers["completed_by"] == "self"


def test_end_speaks_the_language_of_the_browser(phone):
    response = phone.client.get("/intake/ended/", headers={"accept-language": "es-MX,es;q=0.9"})

    assert "Su sesión terminó" in response.content.decode()


def test_too_old_intake_takes_no_more_answers(inside):
    Intake.objects.update(keep_until=timezone.now() - dt.timedelta(seconds=1))

    assert inside.ask("completed_by").address == "/intake/ended/"
    assert inside.send({"answer": "self"}, to=question("completed_by")).address == "/intake/ended/"
    assert "completed_by" not in inside.answers
    assert "The time to answer is over." in inside.open(inside.link).text


def test_intake_of_another_session_is_closed_whatever_was_looked_up(
    inside, version, lakeside, bob, monkeypatch
):
    paul = clinic_actions.register_patient(
        clinic=lakeside,
        given_name="Paul",
        family_name="Okafor",
        date_of_birth=dt.date(1990, 1, 2),
        by=bob,
    )
    other = begin(version, paul, bob)
    monkeypatch.setattr(actions, "load_session", lambda token: other)

    assert inside.client.get("/intake/check/")["Location"] == "/intake/ended/"


def test_reading_about_the_treatment_leads_back(inside):
    inside.open("/intake/about/")

    assert "About ketamine and esketamine" in inside.text
    assert 'class="back" href="/intake/"' in inside.body


@pytest.mark.parametrize("address", ["/intake/", "/intake/about/", "/intake/done/"])
def test_pages_that_only_show_refuse_a_post(inside, address):
    assert inside.client.post(address).status_code == 405


def test_language_is_only_changed_by_a_post(inside):
    assert inside.client.get("/intake/language/").status_code == 405
