"""Mails to staff about their own account. They hold no health data and no name of a patient."""

import logging

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.urls import reverse

from clinics.models import StaffInvitation, User
from clinics.tasks import task

logger = logging.getLogger(__name__)

RESET = """Somebody asked for a new password for your account. If it was you, open this link within
an hour and choose one:

{link}

If it was not you, there is nothing to do: your password stays as it is.
"""
INVITED = """{clinic} invites you to work in Forescreen as {role}. Open this link to begin:

{link}

It works once, until {until}. If you do not expect this, do not open it and tell the clinic.
"""
CHANGED = """{what}

If it was not you, sign in, change your password and tell an administrator of your clinic at once:

{site}/
"""
# By the names that allauth gives its notifications.
CHANGES = {
    "account/email/password_changed": "The password of your account was changed.",
    "account/email/password_reset": "The password of your account was set anew by mail.",
    "mfa/email/totp_activated": "Codes from an app were set up for your account.",
    "mfa/email/totp_deactivated": "Codes from an app were taken away from your account.",
    "mfa/email/webauthn_added": "A passkey was added to your account.",
    "mfa/email/webauthn_removed": "A passkey was taken away from your account.",
    "mfa/email/recovery_codes_generated": "Your account got new recovery codes.",
}


def absolute(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path


@task(priority=50)
def mail_reset_link(email: str) -> bool:
    """To somebody who has an account; whether a mail went out. The link is made here, by the
    worker, so that it lies in no table."""
    user = User.objects.filter(email=email, is_active=True).first()
    if user is None:
        return False
    key = default_token_generator.make_token(user)
    given = {"uidb36": user_pk_to_url_str(user), "key": key}
    link = absolute(reverse("account_reset_password_from_key", kwargs=given))
    return deliver(user.email, "A new password", RESET.format(link=link))


@task(priority=50)
def tell_of_change(user_id: int, change: str) -> bool:
    """Whether a mail went out: one nobody expected is how somebody learns of a break-in."""
    user = User.objects.get(pk=user_id)
    text = CHANGED.format(what=CHANGES[change], site=absolute(""))
    return deliver(user.email, "A change of your account", text)


def mail_staff_invitation(invitation: StaffInvitation, token: str) -> bool:
    """Whether it went out. Sent at once: a task would store the token."""
    name = " ".join(invitation.clinic.name.split())
    until = invitation.expires_at.astimezone(invitation.clinic.zone)
    text = INVITED.format(
        clinic=name,
        role=invitation.get_role_display().lower(),
        link=staff_link(token),
        until=f"{until:%B} {until.day}",
    )
    return deliver(invitation.email, f"{name} invites you", text)


def staff_link(token: str) -> str:
    return absolute(reverse("staff-invitation", args=[token]))


def deliver(email: str, subject: str, text: str) -> bool:
    """Never raises: a mail server that does not answer is in the log."""
    try:
        EmailMessage(subject=subject, body=text, to=[email]).send()
    except Exception:
        logger.exception("A mail about an account was not sent")
        return False
    return True
