"""After a whole journey nothing personal is on any disk, in any log or in any mail."""

import secrets

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from clinics.actions import break_glass
from clinics.models import Clinic, Role
from screening import actions
from screening.actions.invitation_mails import mail_invitation
from screening.models import Invitation
from tests.browsing import Phone
from tests.faults.canaries import found, places, spellings
from tests.intakes import ANEURYSM, reading
from tests.reviewing import decide

BORN = "1957-08-23"
PLANTED = {
    "sqlite": "CREATE TABLE planted (words BLOB)",
    "postgresql": "CREATE TABLE planted (words BYTEA)",
}


@pytest.fixture
def mark():
    """Begins every word of this test, so that one look finds any of them."""
    return f"canary{secrets.token_hex(6)}"


@pytest.fixture
def journey(transactional_db, log, version, lakeside, alice, bob, charlie, signed_in, mark):
    """Registered at the desk, invited by mail, filled in, measured, assessed and decided; then
    somebody is let in for an hour."""
    desk, clinician = signed_in(bob), signed_in(alice)
    stamp = desk.get("/patients/new/").context["form"]["stamp"].value()
    desk.post(
        "/patients/new/",
        {
            "given_name": f"{mark}given",
            "family_name": f"{mark}family",
            "date_of_birth_day": "23",
            "date_of_birth_month": "8",
            "date_of_birth_year": "1957",
            "language": "en",
            "email": f"{mark}@patients.example",
            "phone": "555-010-0150",
            "record_number": f"{mark}-1",
            "stamp": stamp,
        },
    )
    patient = lakeside.patients.get()
    invitation, token = actions.invite(patient=patient, version=version, language="en", by=bob)
    mail_invitation(invitation=invitation, token=token, by=bob)
    phone = Phone(invitation, token).prove()
    phone.answer(
        {
            **ANEURYSM,
            "medicines": [{"name": f"{mark}ol", "dose": f"{mark}", "frequency": f"{mark}"}],
            "medicine_allergies": f"{mark} makes me itch",
            "blood_pressure": reading(lakeside),
        }
    )
    phone.send({"signed_name": f"{mark} signed"})
    intake = phone.intake
    actions.record_vital_sign(
        intake=intake,
        systolic=118,
        diastolic=76,
        measured_at=timezone.now(),
        note=f"{mark} note",
        by=alice,
    )
    for flag in intake.current_flags:
        actions.assess_flag(
            flag=flag, judgement="OVERRIDDEN", reason="EXAMINED", words=f"{mark} words", by=alice
        )
    decide(intake, "SUITABLE", by=alice, reason=f"{mark} reason", message=f"{mark} message")
    break_glass(
        user=charlie,
        clinic=lakeside,
        role=Role.CLINICIAN,
        reason=f"{mark} fell ill",
        hours=1,
        operator="root",
    )
    for address in ("/queue/", f"/patients/?q={mark}", intake.get_absolute_url()):
        assert clinician.get(address).status_code == 200
    assert desk.get(f"/patients/?q={mark}given").content.decode().count(f"{mark}family") == 1
    return intake


def test_nothing_personal_is_on_disk_in_a_log_or_in_a_mail(journey, mark, log):
    intake = Invitation.objects.get().intake
    assert intake.answers["medicine_allergies"] == f"{mark} makes me itch"
    assert intake.signed_name == f"{mark} signed"

    assert found(mark) == []
    assert found(BORN) == []
    assert len(mail.outbox) > 0
    for message in mail.outbox:
        assert mark not in message.subject + message.body
    assert mark not in log.getvalue()


def test_planted_mark_is_found_however_it_is_spelled(transactional_db, lakeside, mark):
    spelled = sorted(spellings(mark))
    with connection.cursor() as cursor:
        cursor.execute(PLANTED[connection.vendor])
        for words in spelled:
            cursor.execute("INSERT INTO planted VALUES (%s)", [b"xx" + words + b"xx"])
    try:
        everything = [data for _name, data in places()]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE planted")

    assert len(spelled) == 9
    assert [words for words in spelled if not any(words in data for data in everything)] == []
    assert found(secrets.token_hex(8)) == []


def test_mark_in_a_clear_column_is_found_in_dump_and_files(transactional_db, lakeside, mark):
    Clinic.objects.update(opening_hours=f"{mark} at nine")

    seen = found(mark)
    assert any("dump" in place for place in seen)
    assert any("dump" not in place for place in seen)
