"""A clinic's own limits: parts of its document, so they are checked and approved like all of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from clinics.access import StaffRequest, require
from clinics.policy import Action
from clinics.views.pages import form_methods, posted
from screening import actions
from screening.forms.parameters import ParametersForm
from screening.models import DocumentMismatchError, QuestionSetVersion
from screening.rules import DocumentError
from screening.views.versions import load_version, show_version

ONLY_DRAFTS = "The limits are changed in a draft. Start one from this version."
UNREADABLE = "The draft is unfinished; put right what is wrong with it first."
OVERTAKEN = (
    "Somebody else saved this draft meanwhile. Nothing of yours is stored. It holds now: {}."
)


@require(Action.MANAGE_QUESTION_SETS)
@form_methods
def parameters(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    version = load_version(request, slug, number)
    if not version.is_draft:
        messages.info(request, ONLY_DRAFTS)
        return redirect(version)
    try:
        found = version.parsed.parameters
    except (DocumentError, DocumentMismatchError):
        messages.info(request, UNREADABLE)
        return redirect(version)
    form = ParametersForm(posted(request), parameters=found, revision=version.revision)
    if form.is_valid() and saved(request, version, form):
        messages.success(request, "The limits are in the draft, and its checks run again.")
        return redirect(version)
    status = 422 if form.is_bound else 200
    return show_version(request, "question_sets/parameters.html", version, form=form, status=status)


def saved(request: StaffRequest, version: QuestionSetVersion, form: ParametersForm) -> bool:
    try:
        actions.set_parameters(
            version=version,
            values=form.values,
            by=request.user,
            seen_revision=form.cleaned_data["revision"],
        )
    except actions.DraftOvertaken as overtaken:
        now = overtaken.current.parsed.parameters.values()
        told = "; ".join(f"{one.name} {one.value} {one.unit}" for one in now)
        form.add_error(None, OVERTAKEN.format(told))
        return False
    except actions.NotADraft:
        form.add_error(None, ONLY_DRAFTS)
        return False
    return True
