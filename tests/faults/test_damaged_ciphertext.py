"""What cannot be decrypted goes to a person: never clear, never lost, never a page of errors."""

import uuid

import pytest
from django.db import connection
from django.utils import timezone

from clinics import audit
from clinics.encryption import DecryptionFailed
from clinics.models import Patient
from clinics.models.patient import UNREADABLE, opened_keys
from screening import actions
from screening.actions.evaluations import asked_now
from screening.models import Intake, Notification, NotificationKind, RequestStatus, SentPage
from tests.browsing import Phone, question
from tests.intakes import ANEURYSM, DECLARATION, send_pages, submit
from tests.reviewing import decide, fresh


def damage(row, *names):
    """Flips a bit of what is stored, past the model, which would seal it anew."""
    with connection.cursor() as cursor:
        for name in names:
            where = f"FROM {row._meta.db_table} WHERE id = %s"
            cursor.execute(f"SELECT {name} {where}", [row.pk])
            stored = bytearray(cursor.fetchone()[0])
            stored[-1] ^= 1
            cursor.execute(
                f"UPDATE {row._meta.db_table} SET {name} = %s WHERE id = %s",  # noqa: S608
                [bytes(stored), row.pk],
            )


def needs_human(intake):
    stored = fresh(intake)
    assert (stored.needs_human, stored.human_reason) == (True, "DECRYPTION")
    assert (stored.rank, stored.needs_review) == (0, True)
    assert audit.verify(stored.clinic) == []
    (notification,) = Notification.objects.filter(kind=NotificationKind.NEEDS_HUMAN)
    return notification.intake == stored


def test_damaged_record_raises_and_is_never_blank(intake):
    damage(intake, "answers")

    with pytest.raises(DecryptionFailed):
        _ = Intake.objects.get(pk=intake.pk).answers


# While the patient fills in


def test_record_is_put_together_again_from_the_pages(intake):
    sent = send_pages(intake, {"ride_home": "no"}).answers
    actions.save_page(intake=intake, link_id="suicidal_thoughts_past_month", answer="no")
    expected = fresh(intake).answers
    damage(intake, "answers")

    actions.save_page(intake=intake, link_id="ride_home", answer="yes")

    assert needs_human(intake)
    assert fresh(intake).answers == {**expected, "ride_home": "yes"}
    assert sent.keys() == expected.keys()
    assert fresh(intake).clinic.audit_events.filter(action="intake.unreadable").count() == 1


def test_answers_that_left_the_record_do_not_come_back(intake):
    actions.save_page(intake=intake, link_id="suicidal_thoughts_past_month", answer="yes")
    actions.save_page(intake=intake, link_id="suicide_plan", answer="no")
    actions.save_page(intake=intake, link_id="suicidal_thoughts_past_month", answer="no")
    expected = fresh(intake).answers
    damage(intake, "answers")

    mended = actions.save_page(intake=intake, link_id="completed_by", answer="self").intake

    assert "suicide_plan" not in expected
    assert mended.answers == {**expected, "completed_by": "self"}


def test_page_that_is_damaged_too_is_asked_again(intake):
    send_pages(intake)
    damage(intake, "answers")
    damage(SentPage.objects.get(link_id="heart_history"), "answer")

    actions.save_page(intake=intake, link_id="ride_home", answer="yes")

    assert needs_human(intake)
    assert "heart_history" not in fresh(intake).answers
    assert asked_now(fresh(intake)).count("heart_history") == 1
    with pytest.raises(actions.NotFinished) as refused:
        actions.submit(intake=intake, signed_name="Maria", declaration=DECLARATION)
    assert "heart_history" in refused.value.unsent


def test_patient_sees_nothing_of_it_and_goes_on(inside):
    inside.answer(until="ride_home")
    damage(inside.intake, "answers")

    inside.send({"answer": "yes"}, to=question("ride_home"))

    assert inside.status == 200
    assert inside.answers["ride_home"] == "yes"
    assert needs_human(inside.intake)


def test_urgent_answer_leads_to_help_though_the_patients_keys_are_lost(inside):
    damage(inside.intake.patient, "keyring")

    inside.send({"answer": "under_3_months"}, to=question("suicide_attempt"))

    assert inside.address == "/intake/crisis/"
    stored = inside.intake
    assert stored.answers["suicide_attempt"] == "under_3_months"
    assert stored.open_urgent_flags.count() == 1
    assert needs_human(stored)
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM screening_sentpage")
        assert not any(b"under_3_months" in bytes(row[0]) for row in cursor.fetchall())


# After sending


def test_signed_record_stays_as_it_is_and_is_not_screened_in_part(intake, alice):
    intake = submit(intake)
    decide(intake, "SUITABLE", by=alice)
    damage(intake, "answers")
    screenings = intake.screenings.count()

    actions.record_vital_sign(
        intake=intake, systolic=118, diastolic=76, measured_at=timezone.now(), by=alice
    )

    assert needs_human(intake)
    assert intake.screenings.count() == screenings
    assert fresh(intake).latest_review.is_void is True
    with pytest.raises(DecryptionFailed):
        _ = fresh(intake).answers


def test_damaged_measurement_is_not_passed_over(intake, alice):
    measured = actions.record_vital_sign(
        intake=intake, systolic=190, diastolic=125, measured_at=timezone.now(), by=alice
    )
    damage(measured, "systolic")

    submit(intake)

    assert needs_human(intake)
    assert fresh(intake).current_screening.trigger != "SUBMISSION"


def test_damaged_outcome_makes_every_flag_count(intake, alice):
    intake = submit(intake, ANEURYSM)
    damage(intake.current_screening, "outcome")

    assert set(fresh(intake).current_flags) == set(intake.flags.all())
    with pytest.raises(actions.FlagsNotAssessed):
        decide(intake, "SUITABLE", by=alice, reason="It looked right.")


# What staff see

DAMAGED = {
    "answers": lambda intake: damage(intake, "answers"),
    "signature": lambda intake: damage(intake, "signed_name"),
    "outcome": lambda intake: damage(intake.current_screening, "outcome"),
    "screened answers": lambda intake: damage(intake.current_screening, "answers"),
    "evidence": lambda intake: damage(intake.flags.first(), "evidence"),
    "decision": lambda intake: damage(intake.latest_review, "reason"),
    "measurement": lambda intake: damage(intake.vital_signs.first(), "systolic", "note"),
    "name": lambda intake: damage(intake.patient, "given_name", "date_of_birth", "phone"),
    "keys": lambda intake: damage(intake.patient, "keyring"),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_staff_see_what_can_be_read_and_that_something_cannot(intake, alice, signed_in, what):
    actions.record_vital_sign(
        intake=intake, systolic=118, diastolic=76, measured_at=timezone.now(), by=alice, note="n"
    )
    intake = submit(intake, ANEURYSM)
    for flag in intake.current_flags:
        actions.assess_flag(
            flag=flag, judgement="OVERRIDDEN", reason="EXAMINED", words="Repaired.", by=alice
        )
    decide(intake, "SUITABLE", by=alice, reason="Repaired in 2019.")
    DAMAGED[what](intake)
    client, address = signed_in(alice), intake.get_absolute_url()

    pages = [client.get(address) for _ in range(2)]

    assert [page.status_code for page in pages] == [200, 200]
    assert needs_human(intake)
    for page in (page.content.decode() for page in pages):
        assert "Needs human review" in page
        assert "Could not be decrypted: " in page
        assert "aneurysm" in page.lower()
        assert intake.reference in page
    assert intake.reference in client.get("/queue/").content.decode()


def test_lists_show_a_patient_whose_keys_are_damaged(maria, lakeside, alice, signed_in):
    damage(maria, "keyring")
    client = signed_in(alice)

    for address in ("/patients/", maria.get_absolute_url()):
        page = client.get(address)
        assert page.status_code == 200
        assert UNREADABLE in page.content.decode()
    assert client.get(f"/patients/{maria.public_id}/edit/").status_code == 503
    assert str(Patient.objects.get()) == UNREADABLE


def test_keys_that_were_opened_are_not_taken_for_damaged_ones(maria):
    assert maria.given_name == "María José"
    damage(maria, "keyring")

    assert opened_keys.cache_info().currsize > 0
    with pytest.raises(DecryptionFailed):
        _ = Patient.objects.get().given_name


# While the clinic asks again


def test_reply_is_kept_and_all_can_be_finished_though_an_earlier_reply_is_damaged(intake, alice):
    sent = fresh(submit(intake))
    asked, token = actions.ask_again(
        intake=sent,
        questions=["ride_home", "medicine_allergies"],
        message="",
        screening=sent.current_screening,
        key=uuid.uuid4(),
        by=alice,
    )
    phone = Phone(asked.link, token).prove()
    phone.send({"answer": "no"}, to=question("ride_home"))
    damage(SentPage.objects.get(request=asked), "answer")

    phone.send({"answer": "Penicillin"}, to=question("medicine_allergies"))

    assert phone.status == 200
    kept = SentPage.objects.filter(request=asked).order_by("-number")
    assert [page.legible("answer") for page in kept] == ["Penicillin", None]
    assert needs_human(intake)
    assert phone.asked == "ride_home"
    phone.send({"answer": "no"}).send(to="/intake/again/check/")
    asked.refresh_from_db()
    assert asked.status == RequestStatus.ANSWERED
