"""One patient: what there is, changing it, and inviting them."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from clinics import audit
from clinics.access import StaffRequest, load_row, require
from clinics.forms import PatientForm
from clinics.models import Clinic, Patient
from clinics.policy import Action, may
from clinics.views.pages import form_methods, form_page, posted
from screening import actions
from screening.actions.invitation_mails import link_of
from screening.forms.invite import InviteForm
from screening.models import Invitation, QuestionSetVersion, VersionStatus
from screening.presenters.patients import PatientPage, patient_page


@require(Action.MANAGE_PATIENTS)
@require_safe
def patient(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    page = load_page(request, public_id)
    return show(request, "patients/patient.html", page)


@require(Action.MANAGE_PATIENTS)
@form_methods
def edit_patient(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    patient = load_row(request, request.clinic.patients.all(), public_id=public_id)
    form = PatientForm(posted(request), clinic=request.clinic, patient=patient)
    if form.is_valid():
        try:
            actions.correct_patient(patient=patient, changes=form.cleaned_data, by=request.user)
            return redirect(patient)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    audit.record(clinic=request.clinic, action="patient.read", actor=request.user, obj=patient)
    return form_page(request, "clinics/patient_edit.html", form, patient=patient)


@require(Action.INVITE)
@form_methods
def invite(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    page = load_page(request, public_id)
    form = InviteForm(
        posted(request),
        patient=page.patient,
        versions=published(request.clinic),
        newest=page.newest_invitation,
    )
    if form.is_valid():
        return invited(request, page.patient, form)
    status = 422 if form.is_bound else 200
    return show(request, "patients/invite.html", page, form=form, status=status)


def invited(request: StaffRequest, patient: Patient, form: InviteForm) -> HttpResponse:
    """The page with the link is the answer to the post itself: nothing keeps the link for later."""
    invitation, token = actions.invite(
        patient=patient,
        version=form.version,
        language=form.cleaned_data["language"],
        by=request.user,
    )
    is_wanted = form.cleaned_data.get("by_email", False)
    context = {
        "patient": patient,
        "invitation": invitation,
        "link": link_of(token),
        "is_mailed": is_wanted
        and actions.mail_invitation(invitation=invitation, token=token, by=request.user),
        "mail_failed": False,
    }
    context["mail_failed"] = is_wanted and not context["is_mailed"]
    return render(request, "patients/invited.html", context, status=201)


@require(Action.INVITE)
@require_POST
def revoke(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    invitations: QuerySet[Invitation] = request.clinic.invitations.select_related("patient")
    invitation = load_row(request, invitations, public_id=public_id)
    actions.revoke(invitation=invitation, by=request.user)
    messages.success(request, "The invitation is taken back. Its link no longer works.")
    return redirect(invitation.patient)


def load_page(request: StaffRequest, public_id: uuid.UUID) -> PatientPage:
    patient = load_row(request, request.clinic.patients.all(), public_id=public_id)
    sees_answers = may(request.actor, Action.SEE_INTAKES, patient)
    return patient_page(request.clinic, patient, sees_answers=sees_answers)


def published(clinic: Clinic) -> list[QuestionSetVersion]:
    versions = clinic.question_set_versions.filter(status=VersionStatus.PUBLISHED)
    return list(versions.select_related("question_set").order_by("question_set__title"))


def show(
    request: StaffRequest,
    template: str,
    page: PatientPage,
    *,
    status: int = 200,
    **context: object,
) -> HttpResponse:
    may_invite = may(request.actor, Action.INVITE, page.patient)
    context |= {"page": page, "may_invite": may_invite}
    response = render(request, template, context, status=status)
    audit.record(clinic=request.clinic, action="patient.read", actor=request.user, obj=page.patient)
    return response
