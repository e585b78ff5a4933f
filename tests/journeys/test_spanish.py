"""A patient who reads Spanish, and a clinician who does not."""

import re

import pytest
from django.core import mail

from screening import actions
from tests.journeys.people import PatientVisitor, StaffVisitor
from tests.journeys.visitors import path_of
from tests.people import sign_in

UNSURE = {
    "heart_history": ["not_sure"],
    "cardiac_event_when": "does_not_apply",
    "cardiac_symptoms_now": "does_not_apply",
}
ENGLISH = re.compile(r"\b(?:the|you|your|and|with|of|is|are|not|for|have|or|continue|back)\b", re.I)


@pytest.fixture
def spanish(version, maria, bob) -> PatientVisitor:
    """Maria, invited in Spanish."""
    _, token = actions.invite(patient=maria, version=version, language="es", by=bob)
    return PatientVisitor(f"/i/{token}/", maria.date_of_birth)


def english_on(patient: PatientVisitor) -> list[str]:
    return ENGLISH.findall(patient.text)


def begin(patient: PatientVisitor, start: str = "Empezar") -> None:
    patient.open(patient.link).click(start)
    boxes = {
        "answer_day": patient.born.day,
        "answer_month": "marzo",
        "answer_year": patient.born.year,
    }
    patient.press("Continuar", boxes)


def test_everything_on_the_way_is_spanish(spanish):
    spanish.open(spanish.link)
    assert (spanish.page.language, spanish.page.direction) == ("es", "ltr")
    begin(spanish)
    wrong = 0
    while spanish.asked:
        assert (english_on(spanish), spanish.page.language) == ([], "es")
        spanish.press("Continuar")
        assert (english_on(spanish), spanish.page.language) == ([], "es")
        if spanish.status == 422:
            wrong += 1
            assert spanish.title.startswith("Error: ")
            spanish.answer_one()
    assert wrong > 20

    spanish.press("Confirmar y enviar", {"signed_name": "María José O'Brien"})

    assert spanish.intake.status == "SUBMITTED"
    assert english_on(spanish) == []
    assert "He respondido lo mejor que puedo." in spanish.intake.declaration


def test_date_order_is_the_spanish_one(spanish):
    spanish.open(spanish.link).click("Empezar")

    names = [control.name for control in spanish.form("Continuar").controls]

    assert [name for name in names if name.startswith("answer_")] == [
        "answer_day",
        "answer_month",
        "answer_year",
    ]


def test_language_may_be_changed_half_way(patient):
    patient.start().answer(until="suicide_attempt")

    patient.press("Español")

    assert patient.asked == "suicide_attempt"
    assert patient.page.language == "es"
    patient.press("English")
    assert patient.asked == "suicide_attempt"
    assert patient.page.language == "en"


def test_clinician_reads_the_patients_words_and_their_meaning(spanish, clinician):
    begin(spanish)
    spanish.answer({"vascular_history": ["aneurysm"], "medicine_allergies": "penicilina"})
    spanish.press("Confirmar y enviar", {"signed_name": "María José O'Brien"})

    clinician.open("/queue/")
    assert "Español" in clinician.text
    clinician.click("María José O'Brien")

    assert "aneurisma" in clinician.text.lower()
    assert "In English: " in clinician.text
    assert "aneurysm" in clinician.text.lower()
    assert "penicilina" in clinician.text


def test_everything_that_is_asked_again_is_spanish(spanish, alice, maria):
    """From the mail to the last page; only the clinician's own words are in whatever language."""
    begin(spanish)
    spanish.answer(UNSURE)
    spanish.press("Confirmar y enviar", {"signed_name": "María José"})
    desk = StaffVisitor()
    desk.client.cookies = sign_in(alice).cookies
    desk.open(spanish.intake.get_absolute_url()).click("Ask the patient again")
    desk.press("Ask the patient", {"message": "Mire sus cartas, por favor."})

    letter = mail.outbox[-1]
    assert ENGLISH.findall(letter.subject + letter.body.replace("http", "")) == []
    at_home = PatientVisitor(path_of(re.search(r"http\S+", letter.body)[0]), maria.date_of_birth)
    assert english_on(at_home.open(at_home.link)) == []
    begin(at_home, "Abrir el mensaje")
    assert "Un mensaje de su clínica" in at_home.text
    assert "Mire sus cartas, por favor." in at_home.text
    assert english_on(at_home) == []
    at_home.click("Responder ahora")
    while at_home.asked:
        assert (english_on(at_home), at_home.page.language) == ([], "es")
        at_home.press("Continuar")
        assert (english_on(at_home), at_home.status) == ([], 422)
        at_home.answer_one()
    assert at_home.address == "/intake/again/check/"
    assert english_on(at_home) == []

    at_home.press("Enviar a la clínica")

    assert at_home.address == "/intake/done/"
    assert english_on(at_home) == []
    assert at_home.intake.current_screening.answers["heart_history"] == ["none"]
