from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect

from clinics import actions, sessions
from clinics.access import StaffRequest, clinics_of, require
from clinics.forms import ChooseClinicForm, ClinicForm
from clinics.policy import Action
from clinics.views.account import asked_for, next_page
from clinics.views.pages import form_methods, form_page, posted


@form_methods
def choose_clinic(request: StaffRequest) -> HttpResponse:
    form = ChooseClinicForm(posted(request), clinics=clinics_of(request.user))
    if form.is_valid():
        sessions.choose_clinic(request=request, clinic=form.chosen, by=request.user)
        return redirect(next_page(request))
    return form_page(request, "clinics/choose.html", form, next=asked_for(request))


@require(Action.MANAGE_CLINIC)
@form_methods
def clinic_settings(request: StaffRequest) -> HttpResponse:
    form = ClinicForm(posted(request), clinic=request.clinic)
    if form.is_valid():
        try:
            actions.update_clinic(clinic=request.clinic, changes=form.cleaned_data, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "The settings are saved.")
            return redirect("clinic-settings")
    return form_page(request, "clinics/settings.html", form)
