"""The outline of a draft, and a page for each of its parts."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from clinics.access import StaffRequest
from clinics.views.pages import posted
from screening.editing.parts import Part, PartExists, PartKind, add, move, read, remove, write
from screening.editing.references import referrers
from screening.forms.parts import FORMS, PartForm
from screening.presenters.editor import hints, outline, part_lines, part_words, place_in_outline
from screening.views.editor.loading import Desk, edits_draft, part_of, seen_by

OVERTAKEN = (
    "Somebody saved this draft while you were writing. Below the form is what this part is now;"
    " save again to put yours in its place."
)


@edits_draft
def edit_outline(request: StaffRequest, desk: Desk) -> HttpResponse:
    context = {"version": desk.version, "outline": outline(desk.document, desk.sketch)}
    return render(request, "editor/outline.html", context)


@edits_draft
def edit_part(request: StaffRequest, desk: Desk, kind: str, key: str) -> HttpResponse:
    part = part_of(kind, key)
    form = form_for(desk, part, posted(request), read(desk.document, part))
    if form.is_valid():
        seen = form.cleaned_data["seen_revision"]
        if desk.put_down(request, write(desk.document, part, form.changed_part), seen):
            messages.success(request, "Saved. The checks run again in the background.")
            return to_outline(desk, part)
        return overtaken(request, desk, part, form)
    return part_page(request, desk, part, form)


@edits_draft
def new_part(request: StaffRequest, desk: Desk, kind: str, section: str = "") -> HttpResponse:
    part = part_of(kind, "")
    form = form_for(desk, part, posted(request), None)
    if form.is_valid():
        named = Part(part.kind, form.cleaned_data["key"])
        try:
            document = add(desk.document, named, form.changed_part, section)
        except PartExists:
            form.add_error("key", "Another part has this name.")
        else:
            if desk.put_down(request, document, form.cleaned_data["seen_revision"]):
                return added(request, desk, named)
            form.add_error(None, OVERTAKEN)
            form.data = fresh(form, desk.seen)
    return part_page(request, desk, part, form, is_new=True)


@edits_draft
def move_part(request: StaffRequest, desk: Desk, kind: str, key: str) -> HttpResponse:
    """A post with `down` goes down, every other up; a look only leads back."""
    step = 1 if "down" in request.POST else -1
    part = part_of(kind, key)
    document = move(desk.document, part, step)
    return acted(request, desk, document, part, "Moved.")


@edits_draft
def remove_part(request: StaffRequest, desk: Desk, kind: str, key: str) -> HttpResponse:
    part = part_of(kind, key)
    document = remove(desk.document, part)
    if request.method == "POST":
        return acted(request, desk, document, part, "Removed.")
    context = {
        "version": desk.version,
        "part": part,
        "words": part_words(desk.document, part),
        "referring": part_lines(desk.document, desk.sketch, referrers(desk.document, part)),
    }
    return render(request, "editor/remove.html", context)


def added(request: StaffRequest, desk: Desk, part: Part) -> HttpResponse:
    """A rule is nothing without its condition, so that comes next."""
    slug, number = desk.version.question_set.slug, desk.version.number
    if part.kind is PartKind.RULE:
        messages.success(request, "Added. Now say when it is raised.")
        return redirect("edit-condition", slug, number, part.kind.value, part.key, "when")
    messages.success(request, "Added. The checks run again in the background.")
    return to_outline(desk, part)


def acted(
    request: StaffRequest, desk: Desk, document: dict[str, Any], part: Part, done: str
) -> HttpResponse:
    if request.method == "POST":
        if desk.put_down(request, document, seen_by(request)):
            messages.success(request, done)
        else:
            messages.error(request, "Somebody saved this draft meanwhile. Nothing was changed.")
    return to_outline(desk, part)


def to_outline(desk: Desk, part: Part) -> HttpResponse:
    """At the part, or at its list when it is gone."""
    address = reverse("edit-draft", args=[desk.version.question_set.slug, desk.version.number])
    return redirect(f"{address}#{place_in_outline(desk.document, part)}")


def form_for(
    desk: Desk, part: Part, data: QueryDict | None, value: dict[str, Any] | None
) -> PartForm:
    return FORMS[part.kind](data, document=desk.document, part=value, seen=desk.seen)


def overtaken(request: StaffRequest, desk: Desk, part: Part, form: PartForm) -> HttpResponse:
    """What was typed stays in the form, beside what the part is now."""
    form.add_error(None, OVERTAKEN)
    form.data = fresh(form, desk.seen)
    words = part_words(desk.document, part)
    return part_page(request, desk, part, form, meanwhile=words, status=409)


def fresh(form: PartForm, seen: int) -> QueryDict:
    """Saving again is then a choice that was made knowing of the other."""
    data = cast(QueryDict, form.data).copy()
    data["seen_revision"] = str(seen)
    return data


def part_page(
    request: StaffRequest,
    desk: Desk,
    part: Part,
    form: PartForm,
    *,
    status: int = 422,
    **context: Any,
) -> HttpResponse:
    told = {
        "version": desk.version,
        "part": part,
        "form": form,
        "hints": hints(form.part),
        **context,
    }
    status = status if form.is_bound else 200
    return render(request, "editor/part.html", told, status=status)
