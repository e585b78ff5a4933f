"""A whole story with marks in every personal and health field: no log line and no mail has one.

The same story, logged as logs usually are, is full of them: so the search can find.
"""

import datetime as dt
import logging
import re

import pytest
from django.core import mail
from django.db import connection

from screening.actions.notifications import send_unsent
from screening.models import VitalSign
from screening.rules import Engine
from tests.journeys.people import PatientVisitor
from tests.journeys.visitors import path_of
from tests.logbooks import kept

REGISTERED = {
    "given_name": "Qmgiven",
    "family_name": "Qmfamily",
    "date_of_birth_day": "27",
    "date_of_birth_month": "March",
    "date_of_birth_year": "1931",
    "language": "en",
    "email": "qmmail@patients.example",
    "phone": "555-010-7731",
    "record_number": "QM-RECORD-1",
}
BORN = dt.date(1931, 3, 27)
URGENT = {"suicide_attempt": "under_3_months"}
ANSWERS = URGENT | {
    "psychiatric_history": ["bipolar"],
    "medicines": [{"name": "Qmmedicine", "dose": "7731 mg", "frequency": "qmnightly"}],
    "medicine_allergies": "Qmallergy to qmnuts",
    "blood_pressure": {
        "systolic": "133",
        "diastolic": "77",
        "measured_on": "2026-11-01",
        "method": "arm_cuff",
    },
}
MEASURED = {"systolic": "151", "diastolic": "92", "heart_rate": "71", "note": "Qmnote."}
ASSESSED = {"judgement": "OVERRIDDEN", "reason": "RECORDS_CHECKED", "words": "Qmwords."}
DECIDED = {
    "decision": "NOT_SUITABLE",
    "reason": "Qmreason.",
    "conditions": "Qmconditions.",
    "message": "Qmmessage.",
}
PASSWORD = "qmpassword, a long one"
TOLD = re.compile(
    r"qm\w+|010-7731|7731 mg|1931-03-27|27 March 1931|March 27, 1931|under_3_months"
    r"|suicid\w+|bipolar\w*|\b(?:133|151)/\d\d\b|ketamine treatment",
    re.IGNORECASE,
)

LINK = re.compile(r"https?://\S+")
"""Its token is drawn, and may spell anything."""


def explode(*args, **options):
    raise RuntimeError("Qmexception")


@pytest.fixture
def everything_is_logged():
    """The database's statements too, with what is put into them."""
    connection.force_debug_cursor = True
    switched = [name for name in logging.root.manager.loggerDict if name.startswith("django")]
    levels = {name: logging.getLogger(name).level for name in switched}
    for name in switched:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield
    connection.force_debug_cursor = False
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
def story(version, front_desk, clinician, everything_is_logged, monkeypatch, settings):
    """Tells it, and gives every secret that came up in it: tokens of links and sessions."""

    def tell():
        link = invite(front_desk)
        patient = PatientVisitor(link, BORN).start(dt.date(1931, 3, 28)).prove()
        patient.answer(ANSWERS)
        assert patient.address == "/intake/crisis/"
        patient.open("/intake/").answer(ANSWERS, until="medicines")
        with monkeypatch.context() as broken:
            broken.setattr(Engine, "judge", explode)
            patient.answer_one(ANSWERS)
        patient.open("/intake/").answer(ANSWERS)
        patient.sign("Qmgiven Qmfamily")
        decide(clinician, patient.intake)
        assert send_unsent() == 2
        provoke(front_desk, patient, monkeypatch)
        return [link.split("/")[2], patient.client.cookies[settings.INTAKE_COOKIE_NAME].value]

    return tell


def invite(front_desk):
    front_desk.click("Patients").press("Search", {"q": "Qmfamily"})
    front_desk.click("Add a patient").press("Add patient", REGISTERED | {"email": "qmmail"})
    front_desk.press("Add patient", REGISTERED)
    front_desk.click("Invite to answer questions").press("Invite")
    return path_of(next(word for word in front_desk.text.split() if "/i/" in word))


def decide(clinician, intake):
    clinician.open(intake.get_absolute_url()).press("Run the rules again")
    clinician.click("Record blood pressure").press("Record", MEASURED)
    for flag in intake.current_flags:
        clinician.open(f"{intake.get_absolute_url()}flags/{flag.pk}/").press("Save", ASSESSED)
    clinician.open(intake.get_absolute_url())
    clinician.click("Decide").press("Record the decision", DECIDED)
    assert "The decision is on record." in clinician.text


def provoke(staff, patient, monkeypatch):
    """Errors of every kind, each with something in it that must not be told."""
    client = staff.client
    client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr("clinics.views.patients.search", explode)
        assert client.get("/patients/?q=Qmfamily").status_code == 500
    assert client.get("/qmnothing/?q=Qmfamily").status_code == 404
    assert client.get("/patients/", HTTP_HOST="qmhost.example").status_code == 400
    assert client.post("/queue/", {"answer": "Qmanswer"}).status_code == 403  # no token
    refused = client.post(
        "/account/sign-in/",
        {"email": "qmmail@patients.example", "password": PASSWORD},
        HTTP_REFERER=f"http://testserver{patient.link}",
    )
    assert refused.status_code in (302, 403, 422)
    assert patient.client.get(f"{patient.link}identity/qmnothing/").status_code == 404


def test_logs_and_mails_of_a_whole_story_hold_nothing_of_the_patient(story, log, settings):
    with kept(logging.Formatter()) as usual:
        secrets = story()

    found = TOLD.findall
    assert len(log.getvalue().splitlines()) > 300
    assert '"error": "builtins.RuntimeError"' in log.getvalue()
    assert found(log.getvalue()) == []
    assert [secret for secret in secrets if secret in log.getvalue()] == []
    # The mail to the patient has the link: that is what it is for.
    letters = [f"{letter.subject}\n{letter.body}" for letter in mail.outbox]
    assert len(letters) == 4
    assert [word for letter in letters for word in found(LINK.sub("", letter))] == []
    assert [letter.count("http") for letter in letters] == [1] * len(letters)

    assert len(set(found(usual.getvalue()))) > 15
    assert secrets[0] in usual.getvalue()
    assert VitalSign.objects.get().note == "Qmnote."
