"""What a rule acknowledges: that some patients are not asked a question, and why that is safe."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from clinics.access import StaffRequest
from clinics.views.pages import posted
from screening.editing.parts import Part, PartKind, read, write
from screening.forms.parts.never_asked import NeverAskedForm
from screening.presenters.editor import part_title
from screening.presenters.never_asked import acknowledged, hideable
from screening.views.editor.loading import Desk, edits_draft, seen_by


@edits_draft
def edit_never_asked(request: StaffRequest, desk: Desk, key: str) -> HttpResponse:
    """A post with `remove` takes one out; every other adds one."""
    part = Part(PartKind.RULE, key)
    rule = read(desk.document, part)
    if "remove" in request.POST:
        return stored(request, desk, part, without(rule, request.POST["remove"]), seen_by(request))
    questions = hideable(desk.document, rule, desk.sketch)
    form = NeverAskedForm(posted(request), questions=questions, seen=desk.seen)
    if form.is_valid():
        seen = form.cleaned_data["seen_revision"]
        return stored(request, desk, part, added(desk, rule, form.cleaned_data), seen)
    context = {
        "version": desk.version,
        "part": part,
        "title": part_title(desk.document, part, desk.sketch.language),
        "lines": acknowledged(rule, desk.sketch),
        "form": form,
        "can_add": bool(questions),
    }
    status = 422 if form.is_bound else 200
    return render(request, "editor/never_asked.html", context, status=status)


def added(desk: Desk, rule: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """It begins with the question's own condition: who is asked now is who has to be asked."""
    question = read(desk.document, Part(PartKind.QUESTION, said["question"]))
    new = {
        "question": said["question"],
        "unless": question["enable_when"],
        "reason": said["reason"],
    }
    return {**rule, "never_asked": [*rule.get("never_asked", []), new]}


def without(rule: dict[str, Any], which: str) -> dict[str, Any]:
    """Unchanged for one that is not there; the key goes with the last."""
    left = [one for index, one in enumerate(rule.get("never_asked", [])) if str(index) != which]
    others = {name: value for name, value in rule.items() if name != "never_asked"}
    return {**others, "never_asked": left} if left else others


def stored(
    request: StaffRequest, desk: Desk, part: Part, rule: dict[str, Any], seen: int
) -> HttpResponse:
    if desk.put_down(request, write(desk.document, part, rule), seen):
        messages.success(request, "Saved. The checks run again in the background.")
    else:
        messages.error(request, "Somebody saved this draft meanwhile. Nothing was changed.")
    return redirect(
        "edit-never-asked", desk.version.question_set.slug, desk.version.number, part.key
    )
