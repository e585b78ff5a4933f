"""The cases of a draft: example patients, each with the outcome that it must have."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from clinics.access import StaffRequest
from clinics.views.pages import posted
from screening.actions.candidates import candidates_of
from screening.actions.case_outcomes import failing_in, outcome_of
from screening.editing.parts import Part, PartExists, PartKind, add, read, write
from screening.forms.parts.cases import CasePartForm
from screening.presenters.draft_cases import beside, candidate_lines, case_lines
from screening.presenters.editor import part_words
from screening.rules import DocumentError
from screening.views.editor.loading import Desk, edits_draft
from screening.views.editor.parts import OVERTAKEN, fresh

ASK, TAKE = "ask", "take"
"""What the buttons beside "Save" post: neither of them saves."""

CANNOT_RUN = "The rules of this draft cannot be run yet. The checks say what is missing."


@edits_draft
def edit_cases(request: StaffRequest, desk: Desk) -> HttpResponse:
    try:
        failures = failing_in(desk.document)
    except DocumentError:
        failures = None
    lines = case_lines(desk.document, failures)
    context = {
        "version": desk.version,
        "cases": lines,
        "failing": sum(bool(line.aspects) for line in lines),
        "can_run": failures is not None,
    }
    return render(request, "editor/cases.html", context)


@edits_draft
def edit_case(request: StaffRequest, desk: Desk, key: str) -> HttpResponse:
    part = Part(PartKind.CASE, key)
    form = case_form(request, desk, read(desk.document, part))
    if not form.is_valid() or asks(request):
        return case_page(request, desk, part, form)
    document = write(desk.document, part, form.changed_part)
    if desk.put_down(request, document, form.cleaned_data["seen_revision"]):
        return to_cases(request, desk, "Saved. The checks run again in the background.")
    meanwhile = part_words(desk.document, part)
    return overtaken(request, desk, part, form, meanwhile=meanwhile)


@edits_draft
def new_case(request: StaffRequest, desk: Desk) -> HttpResponse:
    like = candidate(desk, request.GET.get("candidate", ""))
    form = CasePartForm(
        posted(request), document=desk.document, part=None, like=like, seen=desk.seen
    )
    part = Part(PartKind.CASE)
    if not form.is_valid() or asks(request):
        return case_page(request, desk, part, form)
    named = Part(PartKind.CASE, form.cleaned_data["key"])
    try:
        document = add(desk.document, named, form.changed_part)
    except PartExists:
        form.add_error("key", "Another case has this name.")
        return case_page(request, desk, part, form)
    if desk.put_down(request, document, form.cleaned_data["seen_revision"]):
        return to_cases(request, desk, "Added. The checks run again in the background.")
    return overtaken(request, desk, part, form)


@edits_draft
def case_candidates(request: StaffRequest, desk: Desk) -> HttpResponse:
    """Patients just below, at and above each limit: to be read, and taken over one by one."""
    try:
        found = candidates_of(desk.document)
    except DocumentError:
        found = None
    context = {
        "version": desk.version,
        "candidates": candidate_lines(desk.document, found or ()),
        "can_run": found is not None,
    }
    return render(request, "editor/candidates.html", context)


def candidate(desk: Desk, name: str) -> dict[str, Any] | None:
    """None where there is no such one, or not any more."""
    if not name:
        return None
    try:
        found = candidates_of(desk.document)
    except DocumentError:
        return None
    return next((one for one in found if one["id"] == name), None)


def asks(request: StaffRequest) -> bool:
    return request.POST.get("do") in (ASK, TAKE)


def case_form(request: StaffRequest, desk: Desk, case: dict[str, Any]) -> CasePartForm:
    return CasePartForm(posted(request), document=desk.document, part=case, seen=desk.seen)


def case_page(
    request: StaffRequest, desk: Desk, part: Part, form: CasePartForm, **context: Any
) -> HttpResponse:
    """With what the rules say now, where that was asked for; then nothing is saved."""
    is_asked = form.is_bound and form.is_valid() and asks(request)
    told = {
        "version": desk.version,
        "part": part,
        "form": form,
        **(said_now(request, desk, form) if is_asked else {}),
        **context,
    }
    status = 422 if form.is_bound and not is_asked else 200
    return render(request, "editor/case.html", told, status=status)


def said_now(request: StaffRequest, desk: Desk, form: CasePartForm) -> dict[str, Any]:
    case = form.changed_part
    try:
        outcome = outcome_of(desk.document, case["answers"], case["today"])
    except DocumentError:
        return {"cannot_run": CANNOT_RUN}
    if request.POST["do"] == TAKE:
        form.data = form.expecting(outcome)
        return {"is_taken_over": True}
    return {"aspects": beside(case, outcome)}


def overtaken(
    request: StaffRequest, desk: Desk, part: Part, form: CasePartForm, **context: Any
) -> HttpResponse:
    form.add_error(None, OVERTAKEN)
    form.data = fresh(form, desk.seen)
    response = case_page(request, desk, part, form, **context)
    response.status_code = 409
    return response


def to_cases(request: StaffRequest, desk: Desk, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("edit-cases", desk.version.question_set.slug, desk.version.number)
