"""A whole document brought into a draft from a file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from clinics.access import StaffRequest
from clinics.views.pages import posted
from screening.forms.document_file import DocumentFileForm
from screening.views.editor.loading import Desk, edits_draft

OVERTAKEN = "Somebody saved this draft meanwhile. Send the file again to put it in place of theirs."


@edits_draft
def import_document(request: StaffRequest, desk: Desk) -> HttpResponse:
    form = file_form(request, desk)
    if form.is_valid():
        if desk.put_down(request, form.document, form.cleaned_data["seen_revision"]):
            messages.success(request, "The file is the draft now. The checks run again.")
            return redirect(desk.version)
        messages.error(request, OVERTAKEN)
        slug, number = desk.version.question_set.slug, desk.version.number
        return redirect("import-document", slug, number)
    context = {"version": desk.version, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "editor/import.html", context, status=status)


def file_form(request: StaffRequest, desk: Desk) -> DocumentFileForm:
    files = request.FILES if request.method == "POST" else None
    slug = desk.version.question_set.slug
    return DocumentFileForm(posted(request), files, slug=slug, seen=desk.seen)
