"""The mail that brings a patient the link. It names the clinic, never a treatment."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from clinics import audit
from clinics.models import User
from screening.models import Invitation

logger = logging.getLogger(__name__)


def link_of(token: str) -> str:
    return settings.SITE_URL.rstrip("/") + reverse("patient:start", args=[token])


def mail_invitation(*, invitation: Invitation, token: str, by: User) -> bool:
    """Send the link now; whether it went out. No task does this later: it would store the token.

    Never raises: the clinic still has the link to pass on, and the patient can be rung up.
    """
    try:
        message_for(invitation, token).send()
    except Exception:
        logger.exception("Invitation was not mailed", extra={"invitation_id": invitation.pk})
        action = "invitation.mail_failed"
    else:
        action = "invitation.mailed"
    audit.record(clinic=invitation.clinic, action=action, actor=by, obj=invitation)
    return action == "invitation.mailed"


def message_for(invitation: Invitation, token: str) -> EmailMessage:
    clinic = invitation.clinic
    name = " ".join(clinic.name.split())
    with translation.override(invitation.language):
        until = timezone.localtime(invitation.expires_at, clinic.zone)
        lines = [
            why_of(invitation) % {"clinic": name},
            link_of(token),
            gettext("The link works until %(date)s.") % {"date": date_format(until, "DATE_FORMAT")},
            gettext("If you have questions, or this was not meant for you, call %(phone)s.")
            % {"phone": clinic.phone},
        ]
        subject = subject_of(invitation) % {"clinic": name}
    return EmailMessage(
        subject=subject, body="\n\n".join(lines) + "\n", to=[invitation.patient.email]
    )


def why_of(invitation: Invitation) -> str:
    if invitation.returns_to_id:
        return gettext("%(clinic)s has a message for you. The link below leads to it.")
    return gettext("%(clinic)s asks you to answer some questions before your visit.")


def subject_of(invitation: Invitation) -> str:
    if invitation.returns_to_id:
        return gettext("A message from %(clinic)s")
    return gettext("Questions from %(clinic)s")
