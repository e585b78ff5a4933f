from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from clinics import actions, audit
from clinics.access import StaffRequest, require
from clinics.forms import PatientForm, PatientSearchForm
from clinics.keys import search_index
from clinics.models import Clinic, Patient
from clinics.policy import Action
from clinics.views.pages import form_methods, form_page, posted

ON_A_PAGE = 50


@require(Action.MANAGE_PATIENTS)
@require_safe
def patient_list(request: StaffRequest) -> HttpResponse:
    form = PatientSearchForm(request.GET)
    if not form.is_valid():
        return form_page(request, "clinics/patients.html", form)
    page = form.cleaned_data["page"] or 1
    # One more than is shown tells whether there is a next page; nothing is counted.
    first = (page - 1) * ON_A_PAGE
    found = list(search(request.clinic, form)[first : first + ON_A_PAGE + 1])
    patients = found[:ON_A_PAGE]
    audit.record(
        clinic=request.clinic,
        action="patients.listed",
        actor=request.user,
        details={"patients": [patient.pk for patient in patients]},
    )
    context = {
        "form": form,
        "patients": patients,
        "is_search": bool(form.cleaned_data["q"] or form.cleaned_data["born"]),
        "previous": address_of(request, page - 1) if page > 1 else "",
        "following": address_of(request, page + 1) if len(found) > ON_A_PAGE else "",
    }
    return render(request, "clinics/patients.html", context)


@require(Action.MANAGE_PATIENTS)
@form_methods
def register_patient(request: StaffRequest) -> HttpResponse:
    form = PatientForm(posted(request), clinic=request.clinic)
    if form.is_valid():
        try:
            patient = actions.register_patient(
                clinic=request.clinic, by=request.user, **form.cleaned_data
            )
            return redirect(patient)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return form_page(request, "clinics/patient_new.html", form)


def search(clinic: Clinic, form: PatientSearchForm) -> QuerySet[Patient]:
    """The newest first: no order of names can be told without reading every one of them."""
    patients = clinic.patients.order_by("-pk")
    text, born = form.cleaned_data["q"], form.cleaned_data["born"]
    if text or born:
        index = search_index(clinic)
        patients = patients.matching(text, index) if text else patients
        patients = patients.born_on(born, index) if born else patients
    return patients


def address_of(request: StaffRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return f"{request.path}?{query.urlencode()}"
