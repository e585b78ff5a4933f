"""Mails to staff: written down with what they are about, sent in the background, tried again.

A mail holds the clinic's name and a link. Nothing in it says what the matter is.
"""

import datetime
import logging
from typing import cast

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from clinics import scopes
from clinics.models import Clinic, User
from clinics.policy import POLICY, Action
from clinics.tasks import task
from screening.models import Intake, Invitation, Notification, NotificationKind

logger = logging.getLogger(__name__)

FIRST_WAIT = datetime.timedelta(minutes=1)
LONGEST_WAIT = datetime.timedelta(hours=1)

TEXT = """Something is waiting for you at {clinic}. Please sign in and look:

{link}

This message holds no details on purpose.
"""


def notify_about_intake(intake: Intake, kind: NotificationKind) -> Notification:
    """Write it down and enqueue it, in the caller's transaction."""
    return enqueue(Notification(clinic=intake.clinic, intake=intake, kind=kind))


def notify_about_invitation(invitation: Invitation, kind: NotificationKind) -> Notification:
    return enqueue(Notification(clinic=invitation.clinic, invitation=invitation, kind=kind))


def enqueue(notification: Notification) -> Notification:
    now = timezone.now()
    notification.recipient = notification.clinic.on_call_email
    notification.created_at = notification.next_attempt_at = now
    notification.save()
    send_notification.enqueue(notification.pk, notification.clinic_id)
    return notification


@task(priority=100)
def send_notification(notification_id: int, clinic_id: int) -> bool:
    """One attempt, if one is due; whether the mail was sent."""
    with scopes.at_clinic(clinic_id):
        return attempt(notification_id)


def attempt(notification_id: int) -> bool:
    """Never raises: the outbox remembers."""
    notification = take_attempt(notification_id)
    if notification is None:
        return False
    try:
        deliver(notification)
    except Exception as error:
        logger.exception("Notification was not sent", extra={"notification_id": notification_id})
        notification.last_error = type(error).__name__
    else:
        notification.sent_at, notification.last_error = timezone.now(), ""
    notification.save(update_fields=["recipient", "sent_at", "last_error"])
    return notification.sent_at is not None


@transaction.atomic
def take_attempt(notification_id: int) -> Notification | None:
    """Two workers do not both get it, and the next attempt is enqueued before this one is made:
    a worker that dies in between loses nothing. The mail itself goes out after the commit, so that
    a slow mail server holds up nobody's transaction.
    """
    now = timezone.now()
    due = Notification.objects.filter(pk=notification_id, sent_at=None, next_attempt_at__lte=now)
    about = due.select_related("clinic", "intake", "invitation__patient")
    notification = about.select_for_update(of=("self",)).first()
    if notification is None:
        return None
    notification.next_attempt_at = now + wait_after(notification.attempts)
    notification.attempts += 1
    notification.save(update_fields=["attempts", "next_attempt_at"])
    send_notification.using(run_after=notification.next_attempt_at).enqueue(
        notification_id, notification.clinic_id
    )
    return notification


def wait_after(attempts: int) -> datetime.timedelta:
    """Longer each time, and for ever: nobody else knows that staff were not told."""
    return min(FIRST_WAIT * 2 ** min(attempts, 10), LONGEST_WAIT)


def deliver(notification: Notification) -> None:
    """To an address of today: a wrong one may have been put right since."""
    name = " ".join(notification.clinic.name.split())
    notification.recipient = address_for(notification)
    EmailMessage(
        subject=f"{name}: please look",
        body=TEXT.format(clinic=name, link=link_of(notification)),
        to=[notification.recipient],
    ).send()


def address_for(notification: Notification) -> str:
    """Answers go to who asked, as long as they may read them there; all else to the clinic's own
    address."""
    clinic, intake = notification.clinic, notification.intake
    if notification.kind != NotificationKind.ANSWERS_CAME or intake is None:
        return clinic.on_call_email
    asked = intake.information_requests.select_related("review__by").order_by("-number").first()
    by = asked.review.by if asked else None
    return by.email if by and may_read(by, clinic) else clinic.on_call_email


def may_read(user: User, clinic: Clinic) -> bool:
    roles = clinic.memberships.filter(user=user, role__in=POLICY[Action.SEE_INTAKES])
    return user.is_active and roles.exists()


def link_of(notification: Notification) -> str:
    """To the intake, or to the patient whose invitation it is about."""
    about = notification.intake or cast(Invitation, notification.invitation).patient
    return settings.SITE_URL.rstrip("/") + about.get_absolute_url()


def send_unsent() -> int:
    """Send what is due and was not sent, in case its task was lost; how many went out."""
    return sum(send_unsent_of(clinic) for clinic in Clinic.objects.order_by("pk"))


def send_unsent_of(clinic: Clinic) -> int:
    with scopes.at_clinic(clinic):
        due = clinic.notifications.filter(sent_at=None, next_attempt_at__lte=timezone.now())
        numbers = list(due.order_by("next_attempt_at").values_list("pk", flat=True))
        return sum(attempt(number) for number in numbers)
