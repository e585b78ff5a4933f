import datetime
import uuid

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from clinics.actions import grant_role, revoke_role, update_clinic
from clinics.models import Role
from screening import actions
from screening.actions.notifications import LONGEST_WAIT, send_notification, wait_after
from screening.models import Notification
from tests.intakes import ANEURYSM, submit

BROKEN = "tests.mailboxes.BrokenMailbox"
HEALTH = ("suicid", "ketamine treatment", "urgent", "risk", "María", "O'Brien", "crisis", "screen")


@pytest.fixture
def notification(intake):
    actions.save_page(intake=intake, link_id="suicide_attempt", answer="under_3_months")
    return Notification.objects.get()


def again(notification):
    return Notification.objects.get(pk=notification.pk)


def make_due():
    Notification.objects.update(next_attempt_at=timezone.now())


def waiting_tasks():
    return DBTaskResult.objects.filter(
        task_path="screening.actions.notifications.send_notification", status="READY"
    )


def test_urgent_finding_enqueues_its_mail_in_the_same_transaction(notification):
    task = waiting_tasks().get()

    assert task.args_kwargs["args"] == [notification.pk, notification.clinic_id]
    assert (notification.attempts, notification.sent_at) == (0, None)
    assert mail.outbox == []


def test_mail_names_the_clinic_and_a_link_and_nothing_else(notification, settings):
    settings.SITE_URL = "https://screening.example/"

    assert send_notification.call(notification.pk, notification.clinic_id) is True

    (message,) = mail.outbox
    assert message.to == ["on-call@lakeside.example"]
    assert message.subject == "Lakeside Ketamine Clinic: please look"
    link = f"https://screening.example/intakes/{notification.intake.public_id}/"
    assert link in message.body
    said = (message.subject + message.body).replace(link, "")
    assert [word for word in HEALTH if word.lower() in said.lower()] == []
    assert again(notification).sent_at is not None
    assert again(notification).attempts == 1


def test_locked_invitation_links_to_the_patient(invited, maria, settings):
    settings.SITE_URL = "https://screening.example"
    for _ in range(5):
        with pytest.raises(actions.ActionRefused):
            actions.open_with_birth_date(invitation=invited[0], date_of_birth=None)

    actions.send_unsent()

    assert f"https://screening.example/patients/{maria.public_id}/" in mail.outbox[0].body


def test_mail_is_sent_once(notification):
    send_notification.call(notification.pk, notification.clinic_id)

    make_due()
    assert send_notification.call(notification.pk, notification.clinic_id) is False
    assert len(mail.outbox) == 1


def test_attempt_is_made_only_when_it_is_due(notification, settings):
    settings.EMAIL_BACKEND = BROKEN

    assert send_notification.call(notification.pk, notification.clinic_id) is False
    assert send_notification.call(notification.pk, notification.clinic_id) is False

    assert again(notification).attempts == 1


def test_broken_mail_server_is_tried_again_later_each_time(notification, settings):
    settings.EMAIL_BACKEND = BROKEN
    waits = []

    for _ in range(3):
        make_due()
        started = timezone.now()
        assert send_notification.call(notification.pk, notification.clinic_id) is False
        waits.append((again(notification).next_attempt_at - started).total_seconds() // 60)

    stored = again(notification)
    assert waits == [1, 2, 4]
    assert (stored.attempts, stored.sent_at, stored.last_error) == (3, None, "OSError")
    assert waiting_tasks().filter(run_after=stored.next_attempt_at).count() == 1


def test_waits_grow_to_an_hour_and_never_end():
    assert wait_after(0) == datetime.timedelta(minutes=1)
    assert wait_after(6) == wait_after(1000) == LONGEST_WAIT == datetime.timedelta(hours=1)


def test_address_put_right_since_is_the_one_that_is_written_to(notification, settings, dana):
    settings.EMAIL_BACKEND = BROKEN
    send_notification.call(notification.pk, notification.clinic_id)
    update_clinic(
        clinic=notification.clinic, changes={"on_call_email": "new@lakeside.example"}, by=dana
    )

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    make_due()
    call_command("send_notifications", verbosity=0)

    assert mail.outbox[0].to == ["new@lakeside.example"]
    assert again(notification).recipient == "new@lakeside.example"


def test_notification_that_is_gone_sends_nothing(lakeside):
    assert send_notification.call(4711, lakeside.pk) is False


@pytest.mark.django_db(transaction=True)
def test_worker_sends_what_waits(notification):
    call_command("db_worker", batch=True, interval=0, verbosity=0)

    assert len(mail.outbox) == 1
    assert again(notification).sent_at is not None


def test_contraindication_alone_wakes_nobody(intake):
    submit(intake, ANEURYSM)

    assert Notification.objects.count() == 0


def test_clinics_name_cannot_add_a_header(notification, dana):
    update_clinic(
        clinic=notification.clinic, changes={"name": "Lakeside\nBcc: x@y.example"}, by=dana
    )

    send_notification.call(notification.pk, notification.clinic_id)

    assert mail.outbox[0].subject == "Lakeside Bcc: x@y.example: please look"
    assert mail.outbox[0].recipients() == ["on-call@lakeside.example"]


@pytest.fixture
def answered(intake, alice):
    sent = submit(intake)
    actions.ask_again(
        intake=sent,
        screening=sent.current_screening,
        questions=["medicine_allergies"],
        message="Please look again.",
        key=uuid.uuid4(),
        by=alice,
    )
    actions.save_page(intake=sent, link_id="medicine_allergies", answer="latex")
    assert not sent.notifications.exists()
    actions.finish_answers(intake=sent)
    actions.finish_answers(intake=sent)
    return sent.notifications.get()


def test_who_asked_again_hears_that_the_answers_are_there_and_not_what(answered, alice):
    send_notification.call(answered.pk, answered.clinic_id)

    (message,) = mail.outbox
    assert message.to == [alice.email]
    said = message.subject + message.body.replace(answered.intake.get_absolute_url(), "")
    assert [word for word in (*HEALTH, "answer", "latex") if word.lower() in said.lower()] == []


def test_answers_go_to_the_clinic_when_who_asked_has_left_it(answered, alice, dana):
    revoke_role(user=alice, clinic=answered.clinic, role=Role.CLINICIAN, by=dana)

    send_notification.call(answered.pk, answered.clinic_id)

    (message,) = mail.outbox
    assert message.to == ["on-call@lakeside.example"]


def test_answers_go_to_the_clinic_when_who_asked_may_not_read_them_any_more(answered, alice, dana):
    grant_role(user=alice, clinic=answered.clinic, role=Role.FRONT_DESK, by=dana)
    revoke_role(user=alice, clinic=answered.clinic, role=Role.CLINICIAN, by=dana)

    send_notification.call(answered.pk, answered.clinic_id)

    (message,) = mail.outbox
    assert message.to == ["on-call@lakeside.example"]
