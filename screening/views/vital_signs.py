import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from clinics.access import StaffRequest, load_row, require
from clinics.policy import Action
from clinics.views.pages import form_methods, posted
from screening import actions
from screening.forms.vital_sign import VitalSignForm
from screening.models import Intake, VitalSign
from screening.views.staff import load_intake, present, show

REFUSED = {
    actions.MeasurementRefused: "These numbers cannot be on record. Check them.",
    actions.IntakeNotOpen: "This intake is closed, so nothing is measured for it any more.",
    actions.AlreadyCorrected: "Somebody corrected this measurement before. Correct theirs.",
}


@require(Action.RECORD_VITAL_SIGNS)
@form_methods
def vital_signs(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    intake = load_intake(request, public_id)
    corrects = corrected(request, intake)
    form = VitalSignForm(
        posted(request), clinic=request.clinic, now=timezone.now(), corrects=corrects
    )
    if form.is_valid() and recorded(request, intake, form, corrects):
        messages.success(request, "The measurement is on record, and the rules were run with it.")
        return redirect(intake)
    _rows, page = present(intake)
    context = {"form": form, "page": page, "corrects": corrects}
    status = 422 if form.is_bound else 200
    return show(request, "reviews/vital_signs.html", intake, context, status=status)


def corrected(request: StaffRequest, intake: Intake) -> VitalSign | None:
    """The measurement of this intake that `?corrects=` names; anything else there is a 404."""
    number = request.GET.get("corrects", "")
    if not number:
        return None
    if not number.isdecimal() or len(number) > 18:
        raise Http404
    return load_row(request, intake.vital_signs.all(), pk=number)


def recorded(
    request: StaffRequest, intake: Intake, form: VitalSignForm, corrects: VitalSign | None
) -> VitalSign | None:
    said = form.cleaned_data
    try:
        return actions.record_vital_sign(
            intake=intake,
            systolic=said["systolic"],
            diastolic=said["diastolic"],
            heart_rate=said["heart_rate"],
            measured_at=form.measured_at,
            note=said["note"],
            by=request.user,
            corrects=corrects,
        )
    except tuple(REFUSED) as refusal:
        form.add_error(None, REFUSED[type(refusal)])
    return None
