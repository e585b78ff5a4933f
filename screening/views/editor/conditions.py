"""A condition, built from menus one step at a time and read back as sentences."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from clinics.access import StaffRequest
from clinics.views.pages import posted
from screening import actions
from screening.editing import trees
from screening.editing.gates import with_gate
from screening.editing.parts import Part, read, write
from screening.forms.comparison import ComparisonForm
from screening.presenters.editor import condition_page, facts
from screening.views.editor.loading import Desk, condition_at, edits_draft, part_of, seen_by

Tree = dict[str, Any]


class Gate(NamedTuple):
    """Which condition of which part."""

    part: Part
    name: str


CHANGES: dict[str, Callable[[Tree | None, str], Tree | None]] = {
    "remove": trees.remove,
    "unwrap": trees.unwrap,
    "wrap-all": lambda tree, path: trees.wrap(tree, path, "all"),
    "wrap-any": lambda tree, path: trees.wrap(tree, path, "any"),
    "wrap-not": lambda tree, path: trees.wrap(tree, path, "not"),
    "wrap-at_least_of": lambda tree, path: trees.wrap(tree, path, "at_least_of"),
    "turn-all": lambda tree, path: trees.turn(tree, path, "all"),
    "turn-any": lambda tree, path: trees.turn(tree, path, "any"),
}


@edits_draft
def edit_condition(
    request: StaffRequest, desk: Desk, kind: str, key: str, name: str
) -> HttpResponse:
    """Each button changes one thing, and saves it."""
    part = part_of(kind, key)
    tree = condition_at(desk, part, name)
    if request.method != "POST":
        context = {
            "version": desk.version,
            "page": condition_page(desk.document, desk.sketch, part, name, tree),
        }
        return render(request, "editor/condition.html", context)
    try:
        changed = changed_tree(tree, request.POST.get("change", ""), request.POST.get("path", ""))
    except (KeyError, ValueError, trees.NoSuchNode):
        messages.error(request, "Nothing was changed: the condition is not what the page showed.")
        return to_condition(desk, Gate(part, name))
    return stored(request, desk, Gate(part, name), changed, seen_by(request))


@edits_draft
def edit_comparison(
    request: StaffRequest, desk: Desk, kind: str, key: str, name: str
) -> HttpResponse:
    """First the fact, then with what it is compared. `how` is put, or append to a group."""
    part = part_of(kind, key)
    tree = condition_at(desk, part, name)
    said = request.POST if request.method == "POST" else request.GET
    path, how, fact = said.get("path", ""), said.get("how", "put"), said.get("fact", "")
    context = {
        "version": desk.version,
        "page": condition_page(desk.document, desk.sketch, part, name, tree),
        "path": path,
        "how": how,
    }
    if fact.partition(".")[0] not in desk.sketch.questions:
        context["facts"] = facts(desk.sketch)
        return render(request, "editor/fact.html", context)
    form = ComparisonForm(
        posted(request),
        document=desk.sketch,
        fact=fact,
        classes=actions.medicine_classes(),
        seen=desk.seen,
        before=node(tree, path) if how == "put" else None,
    )
    if form.is_valid():
        changed = placed(tree, path, form.condition, how)
        seen = form.cleaned_data["seen_revision"]
        return stored(request, desk, Gate(part, name), changed, seen)
    status = 422 if form.is_bound else 200
    return render(request, "editor/comparison.html", {**context, "form": form}, status=status)


def node(tree: Tree | None, path: str) -> Tree | None:
    try:
        return trees.node_at(tree, path)
    except trees.NoSuchNode:
        return None


def placed(tree: Tree | None, path: str, condition: Tree, how: str) -> Tree:
    """Where there is nothing yet, the condition is the whole."""
    try:
        if tree is None:
            return condition
        if how == "append":
            return trees.append(tree, path, condition)
        return trees.put(tree, path, condition)
    except trees.NoSuchNode as missing:
        raise Http404 from missing


def changed_tree(tree: Tree | None, change: str, path: str) -> Tree | None:
    """Raises KeyError, ValueError or NoSuchNode for what no button of the page says."""
    if change.startswith("count-"):
        return trees.turn(tree, path, "at_least_of", int(change.removeprefix("count-")))
    if change.startswith("rule-"):
        return trees.append(tree, path, {"rule": change.removeprefix("rule-")})
    return CHANGES[change](tree, path)


def stored(
    request: StaffRequest, desk: Desk, gate: Gate, tree: Tree | None, seen: int
) -> HttpResponse:
    value = with_gate(gate.part.kind, read(desk.document, gate.part), gate.name, tree)
    if desk.put_down(request, write(desk.document, gate.part, value), seen):
        messages.success(request, "Saved. The checks run again in the background.")
    else:
        messages.error(
            request, "Somebody saved this draft meanwhile. This is what it is now; change it again."
        )
    return to_condition(desk, gate)


def to_condition(desk: Desk, gate: Gate) -> HttpResponse:
    slug, number = desk.version.question_set.slug, desk.version.number
    kind, key = gate.part.kind.value, gate.part.key
    return redirect("edit-condition", slug, number, kind, key, gate.name)
