import pytest
from django.core import mail

from screening.models import Flag, SentPage
from tests.browsing import question

CRISIS = "It sounds like you may be going through a very hard time."


def test_urgent_answer_shows_help_at_once(inside):
    inside.ask("suicidal_thoughts_past_month").send({"answer": "yes"})
    inside.ask("suicidal_thoughts_today").send({"answer": "yes"})

    assert inside.address == "/intake/crisis/"
    assert CRISIS in inside.text
    assert 'href="tel:988"' in inside.body
    assert 'href="sms:988"' in inside.body
    assert 'href="tel:911"' in inside.body
    assert 'href="tel:5550100100"' in inside.body
    assert "We have saved your answers. You do not need to finish." in inside.text
    assert Flag.objects.get().rule == "suicidal-thoughts-today"
    assert len(mail.outbox) <= 1


def test_patient_who_is_safe_goes_back_to_the_questions(inside):
    inside.ask("suicide_attempt").send({"answer": "under_3_months"})
    assert "I am safe, go back to my questions" in inside.text

    inside.open("/intake/")

    assert inside.asked == "completed_by"


def test_help_is_one_tap_away_on_every_page(inside):
    for address in (question("completed_by"), "/intake/about/", "/intake/delete/"):
        inside.open(address)
        assert '<a href="/intake/crisis/">Need help right now?</a>' in inside.body
        assert '<a class="number" href="tel:988">Call or text 988</a>' in inside.body


def test_help_without_an_urgent_answer_has_the_numbers(inside):
    inside.open("/intake/crisis/")

    assert (
        "If you are in danger, or thinking about ending your life, please call now." in inside.text
    )
    assert CRISIS not in inside.text


def test_same_text_of_several_findings_is_shown_once(inside):
    inside.ask("suicidal_thoughts_past_month").send({"answer": "yes"})
    for link_id in ("suicidal_thoughts_today", "suicide_plan"):
        inside.ask(link_id).send({"answer": "yes"})

    assert Flag.objects.count() == 2
    assert inside.text.count(CRISIS) == 1


def test_findings_of_different_kinds_show_each_text(inside):
    inside.ask("suicide_attempt").send({"answer": "under_3_months"})
    inside.ask("heart_history").send({"answer": ["symptoms"]})
    inside.ask("cardiac_symptoms_now").send({"answer": "yes"})

    assert CRISIS in inside.text
    assert "Some of your answers may need care right away." in inside.text


def test_help_stays_after_the_answer_is_changed(inside):
    inside.ask("suicide_attempt").send({"answer": "under_3_months"})
    inside.ask("suicide_attempt").send({"answer": "no"})

    assert CRISIS in inside.open("/intake/crisis/").text


def test_silence_on_the_question_about_today_is_urgent(inside):
    inside.ask("suicidal_thoughts_past_month").send({"answer": "yes"})
    inside.ask("suicidal_thoughts_today").send({"answer": "prefer_not_to_say"})

    assert inside.address == "/intake/crisis/"


def test_help_in_spanish(inside):
    inside.client.post("/intake/language/", {"language": "es"})
    inside.ask("suicide_attempt").send({"answer": "under_3_months"})

    assert "Parece que está pasando por un momento muy difícil." in inside.text
    assert "Guardamos sus respuestas. No tiene que terminar." in inside.text


def test_urgent_answer_is_stored_before_help_is_shown(inside):
    inside.ask("suicide_attempt").send({"answer": "under_3_months"})

    assert inside.answers["suicide_attempt"] == "under_3_months"
    assert SentPage.objects.filter(link_id="suicide_attempt").count() == 1


@pytest.mark.parametrize("method", ["post", "put"])
def test_help_page_only_shows(inside, method):
    assert getattr(inside.client, method)("/intake/crisis/").status_code == 405
