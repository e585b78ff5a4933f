"""One patient, and inviting them."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import formats, timezone

from clinics.actions import update_patient
from clinics.models import AuditEvent
from screening import actions
from screening.models import Invitation
from tests.intakes import ANEURYSM, submit
from tests.reviewing import assess_all, decide
from tests.staff_pages import problems, read

LINK = re.compile(r"https?://\S+/i/([\w-]{43})/")
CLINICAL = ("Contraindication", "Not suitable", "172/104", "Level", "Blood pressure")
CHOICE = {"question_set": "ketamine-pre-treatment-screening", "language": "es"}


@pytest.fixture
def decided(intake, alice):
    """With a contraindication, a measured blood pressure, and a decision."""
    sent = submit(intake, ANEURYSM)
    actions.record_vital_sign(
        intake=sent, systolic=172, diastolic=104, measured_at=timezone.now(), by=alice
    )
    assess_all(sent, by=alice)
    decide(sent, "NOT_SUITABLE", by=alice, reason="Both, for now.")
    return sent


def address(patient, page=""):
    return f"/patients/{patient.public_id}/{page}"


def invite(client, patient, **typed):
    return client.post(address(patient, "invite/"), {**CHOICE, "after": "0", **typed})


def test_clinician_sees_intakes_decisions_and_readings(signed_in, alice, maria, decided):
    said = read(signed_in(alice).get(address(maria)))

    assert all(word in said for word in (decided.reference, *CLINICAL))
    assert "Answered" in said


@pytest.mark.parametrize("person", ["bob", "dana"])
def test_others_see_that_there_are_intakes_and_nothing_of_them(
    request, signed_in, maria, decided, person
):
    client = signed_in(request.getfixturevalue(person))

    said = read(client.get(address(maria)))

    assert decided.reference in said
    assert [word for word in CLINICAL if word in said] == []


def test_void_decision_is_struck_and_not_shown_as_standing(signed_in, alice, maria, intake):
    sent = submit(intake)
    decide(sent, "SUITABLE", by=alice)
    actions.record_vital_sign(
        intake=sent, systolic=172, diastolic=104, measured_at=timezone.now(), by=alice
    )

    page = " ".join(signed_in(alice).get(address(maria)).content.decode().split())

    assert '<span class="tag tag-void">Void</span> <del>Suitable</del>' in page
    assert "tag-suitable" not in page.replace('tag-suitable">Answered', "")


def test_reading_the_page_is_on_record(desk, maria):
    desk.get(address(maria))

    event = AuditEvent.objects.filter(action="patient.read").get()
    assert event.object_id == str(maria.pk)


def test_patient_page_takes_at_most_one_query_more_for_an_invitation(
    desk, maria, intake, version, bob
):
    def count():
        with CaptureQueriesContext(connection) as queries:
            desk.get(address(maria))
        return len(queries)

    few = count()
    for _ in range(3):
        actions.invite(patient=maria, version=version, language="en", by=bob)

    assert count() <= few + 3


def test_invitation_is_mailed_and_its_link_shown_once(desk, maria, version):
    response = invite(desk, maria, by_email="on")

    assert response.status_code == 201
    invitation = Invitation.objects.get()
    (token,) = LINK.findall(response.content.decode())
    assert actions.find_invitation(token=token) == invitation
    assert invitation.language == "es"
    assert "The link was mailed to maria@patients.example" in read(response)
    (message,) = mail.outbox
    assert message.to == ["maria@patients.example"]
    assert token in message.body
    assert token not in desk.get(address(maria)).content.decode()


def test_mail_names_the_clinic_and_no_treatment(desk, maria, version):
    invite(desk, maria, language="en", by_email="on")

    text = (mail.outbox[0].subject + mail.outbox[0].body).casefold()
    assert "lakeside" in text
    without_clinic = text.replace("lakeside ketamine clinic", "")
    words = ("ketamin", "health", "treatment", "screening", "maría", "o'brien", "1984")
    assert [word for word in words if word in without_clinic] == []


def test_mail_is_in_the_language_of_the_invitation(desk, maria, version):
    invite(desk, maria, by_email="on")

    assert "asks you" not in mail.outbox[0].body


def test_unticked_box_sends_no_mail(desk, maria, version):
    response = invite(desk, maria)

    assert LINK.search(response.content.decode())
    assert mail.outbox == []


def test_patient_without_an_address_is_offered_no_mail(desk, maria, version, bob):
    update_patient(patient=maria, changes={"email": ""}, by=bob)

    assert "by_email" not in desk.get(address(maria, "invite/")).content.decode()
    response = invite(desk, maria, by_email="on")

    assert response.status_code == 201
    assert mail.outbox == []


def test_failing_mail_server_leaves_the_link(desk, maria, version, settings):
    settings.EMAIL_BACKEND = "tests.no_such_backend.EmailBackend"

    response = invite(desk, maria, by_email="on")

    assert "could not be sent" in read(response)
    assert LINK.search(response.content.decode())
    assert AuditEvent.objects.filter(action="invitation.mail_failed").count() == 1


def test_same_form_sent_twice_invites_once(desk, maria, version):
    invite(desk, maria)

    response = invite(desk, maria)

    assert response.status_code == 422
    assert "Somebody has invited this patient since" in problems(response)[0]
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"question_set": ""}, "Choose the questions."),
        ({"language": ""}, "Choose a language."),
        ({"language": "fr"}, "Select a valid choice. fr is not one of the available choices."),
        ({"question_set": "another"}, None),
    ],
)
def test_wrong_choice_invites_nobody(desk, maria, version, typed, message):
    response = invite(desk, maria, **typed)

    assert response.status_code == 422
    assert message in (None, *problems(response))
    assert Invitation.objects.count() == 0


def test_nobody_is_invited_without_a_published_set(desk, maria):
    assert "No question set is published" in read(desk.get(address(maria, "invite/")))
    assert invite(desk, maria).status_code == 422
    assert Invitation.objects.count() == 0


def test_taking_back_closes_the_link(desk, maria, invited):
    invitation, _token = invited

    response = desk.post(f"/invitations/{invitation.public_id}/revoke/", follow=True)

    assert Invitation.objects.get().revoked_at is not None
    assert "The invitation is taken back." in read(response)
    assert "Taken back by the clinic" in read(response)
    assert "Take back" not in read(response).partition("Newest first. The link")[2]


def test_started_intake_keeps_its_invitation_open(desk, maria, intake):
    said = read(desk.get(address(maria)))

    assert "Still filling in" in said
    assert "Take back" in said


def test_begun_intake_works_until_the_day_that_the_patient_is_told(
    desk, maria, intake, lakeside, phone
):
    """Each answer keeps it open for longer than the invitation alone would be."""
    last = timezone.localdate(intake.keep_until, lakeside.zone) - dt.timedelta(days=1)

    said = desk.get(maria.get_absolute_url()).content.decode()

    assert f'<td data-label="Works until">{formats.date_format(last, "M j, Y")}</td>' in said
    assert f"until {formats.date_format(last, 'DATE_FORMAT')}." in phone.open(phone.link).text


def test_invitation_that_nobody_began_works_until_the_day_that_the_patient_is_told(
    desk, maria, invited, lakeside, phone
):
    last = timezone.localdate(invited[0].expires_at, lakeside.zone) - dt.timedelta(days=1)

    said = desk.get(maria.get_absolute_url()).content.decode()

    assert f'<td data-label="Works until">{formats.date_format(last, "M j, Y")}</td>' in said
    assert f"until {formats.date_format(last, 'DATE_FORMAT')}." in phone.open(phone.link).text


def test_outsider_finds_no_patient_and_no_invitation(signed_in, charlie, maria, invited):
    outsider = signed_in(charlie)

    assert outsider.get(address(maria)).status_code == 404
    assert invite(outsider, maria).status_code == 404
    revoke = f"/invitations/{invited[0].public_id}/revoke/"
    assert outsider.post(revoke).status_code == 404
    assert Invitation.objects.get().revoked_at is None
