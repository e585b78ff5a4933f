"""`manage.py send_notifications --waiting`: what a monitor reads, from no scope at all."""

import pytest
from django.core import mail
from django.core.management import call_command

from clinics import scopes
from screening.actions import save_page, send_unsent
from screening.actions.notifications import send_notification
from screening.models import Notification

pytestmark = pytest.mark.django_db


def waiting(capsys):
    with scopes.nowhere():
        call_command("send_notifications", "--waiting")
    return capsys.readouterr().out.splitlines()


def test_each_clinic_tells_how_many_mails_wait_since_when_and_what_failed(
    intake, harbor, settings, capsys
):
    assert waiting(capsys) == ["harbor: 0 waiting", "lakeside: 0 waiting"]

    save_page(intake=intake, link_id="suicide_attempt", answer="under_3_months")
    notification = Notification.objects.get()
    since = notification.created_at.isoformat(timespec="seconds")

    assert waiting(capsys)[1] == f"lakeside: 1 waiting, since {since}, 0 tries"
    assert mail.outbox == []

    settings.EMAIL_BACKEND = "tests.mailboxes.BrokenMailbox"
    send_notification.call(notification.pk, notification.clinic_id)

    failed = Notification.objects.get().last_error
    assert failed
    assert waiting(capsys)[1] == f"lakeside: 1 waiting, since {since}, 1 tries, {failed}"


def test_without_it_what_is_due_is_sent(intake, capsys):
    save_page(intake=intake, link_id="suicide_attempt", answer="under_3_months")

    call_command("send_notifications")

    assert capsys.readouterr().out == "1 notifications sent.\n"
    assert send_unsent() == 0
