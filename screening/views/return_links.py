"""A link back to the patient: by mail, or shown to staff this once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from clinics.access import StaffRequest
from screening import actions
from screening.actions.invitation_mails import link_of
from screening.models import Intake, Invitation


def handed_over(
    request: StaffRequest, intake: Intake, link: Invitation, token: str, said: str
) -> HttpResponse:
    """`said`: what was done before it. Where no mail goes out, the page with the link is the
    answer to the post itself: nothing keeps it for later."""
    has_address = bool(intake.patient.email)
    if has_address and actions.mail_invitation(invitation=link, token=token, by=request.user):
        messages.success(request, f"{said} A mail with a link is on its way to the patient.")
        return redirect(intake)
    context = {
        "intake": intake,
        "patient": intake.patient,
        "invitation": link,
        "link": link_of(token),
        "said": said,
        "mail_failed": has_address,
    }
    return render(request, "reviews/link.html", context, status=201)
