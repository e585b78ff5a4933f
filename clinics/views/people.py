"""Who works at the clinic: its administrators let people in, and out again."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from clinics import actions
from clinics.access import StaffRequest, confirmed, load_row, require
from clinics.forms import InviteForm, RolesForm
from clinics.mails import mail_staff_invitation, staff_link
from clinics.models import Clinic, Role, StaffInvitation
from clinics.people import Person, people_of
from clinics.policy import Action
from clinics.views.pages import form_methods, form_page, posted


@require(Action.MANAGE_PEOPLE)
@require_safe
def people(request: StaffRequest) -> HttpResponse:
    page = {"people": people_of(request.clinic), "invitations": open_of(request.clinic)}
    return render(request, "clinics/people.html", page)


@require(Action.MANAGE_PEOPLE)
@confirmed
@form_methods
def invite_person(request: StaffRequest) -> HttpResponse:
    form = InviteForm(posted(request))
    if form.is_valid():
        try:
            invitation, token = actions.invite_staff(
                clinic=request.clinic,
                email=form.cleaned_data["email"],
                role=Role(form.cleaned_data["role"]),
                by=request.user,
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return invited(request, invitation, token)
    return form_page(request, "clinics/person_invite.html", form)


def invited(request: StaffRequest, invitation: StaffInvitation, token: str) -> HttpResponse:
    """The link is shown only where no mail could bring it, and only now."""
    if mail_staff_invitation(invitation, token):
        messages.success(request, f"The invitation to {invitation.email} is on its way.")
        return redirect("people")
    page = {"invitation": invitation, "link": staff_link(token)}
    return render(request, "clinics/person_invited.html", page)


@require(Action.MANAGE_PEOPLE)
@confirmed
@form_methods
def person(request: StaffRequest, number: int) -> HttpResponse:
    found = load_person(request, number)
    form = RolesForm(posted(request), clinic=request.clinic, user=found.user, roles=found.roles)
    if form.is_valid():
        roles = [Role(role) for role in form.cleaned_data["roles"]]
        try:
            actions.set_roles(user=found.user, clinic=request.clinic, roles=roles, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"The roles of {found.user.name} are saved.")
            return redirect("people")
    return form_page(request, "clinics/person.html", form, person=found)


@require(Action.MANAGE_PEOPLE)
@confirmed
@form_methods
def remove_person(request: StaffRequest, number: int) -> HttpResponse:
    found = load_person(request, number)
    refused = ""
    if request.method == "POST":
        try:
            actions.remove_from_clinic(user=found.user, clinic=request.clinic, by=request.user)
        except ValidationError as refusal:
            refused = " ".join(refusal.messages)
        else:
            messages.success(request, f"{found.user.name} does not work here any more.")
            return redirect("people")
    page = {"person": found, "refused": refused}
    return render(request, "clinics/person_remove.html", page, status=422 if refused else 200)


@require(Action.MANAGE_PEOPLE)
@require_POST
def revoke_invitation(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    rows = request.clinic.staff_invitations.all()
    invitation = load_row(request, rows, public_id=public_id)
    actions.revoke_staff_invitation(invitation=invitation, by=request.user)
    messages.success(request, "The invitation is taken back.")
    return redirect("people")


def load_person(request: StaffRequest, number: int) -> Person:
    """Somebody of another clinic and nobody are the same 404."""
    for found in people_of(request.clinic):
        if found.user.pk == number:
            return found
    raise Http404


def open_of(clinic: Clinic) -> QuerySet[StaffInvitation]:
    waiting = clinic.staff_invitations.filter(accepted_at=None, revoked_at=None)
    return waiting.filter(expires_at__gt=timezone.now()).order_by("created_at")
