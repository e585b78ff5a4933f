"""Loading a draft to be edited, and storing it again unless somebody else was faster."""

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property

from clinics.access import StaffRequest, require
from clinics.policy import Action
from clinics.views.pages import form_methods
from screening import actions
from screening.editing.drafts import sketch
from screening.editing.gates import NoSuchGate, gate_of
from screening.editing.parts import NoSuchPart, Part, PartKind, read
from screening.models import QuestionSetVersion
from screening.rules import Document
from screening.views.versions import load_version


@dataclass
class Desk:
    """A draft on somebody's desk. `seen` is the revision that the page was made from."""

    version: QuestionSetVersion
    document: dict[str, Any]

    @property
    def seen(self) -> int:
        return self.version.revision

    @cached_property
    def sketch(self) -> Document:
        return sketch(self.document)

    def put_down(self, request: StaffRequest, document: dict[str, Any], seen: int) -> bool:
        """False where somebody saved meanwhile: the desk then holds what they saved."""
        try:
            self.version = actions.save_draft(
                version=self.version, document=document, by=request.user, seen_revision=seen
            )
        except actions.DraftOvertaken as refusal:
            self.version = refusal.current
            self.document = json.loads(refusal.current.document)
            return False
        self.document = document
        return True


View = Callable[..., HttpResponse]


def edits_draft(view: View) -> Callable[..., HttpResponseBase]:
    """For who may manage question sets; the view gets the desk in place of slug and number."""

    @functools.wraps(view)
    def edited(request: StaffRequest, slug: str, number: int, **named: Any) -> HttpResponse:
        version = load_version(request, slug, number)
        if not version.is_draft:
            messages.info(request, "Only a draft is edited. Start one from this version.")
            return redirect(version)
        try:
            return view(request, Desk(version, json.loads(version.document)), **named)
        except (actions.NotADraft, actions.DraftNotStorable) as refusal:
            messages.error(request, f"Nothing was saved. {refusal}")
            return redirect(version)
        except NoSuchPart as missing:
            raise Http404 from missing

    return require(Action.MANAGE_QUESTION_SETS)(form_methods(edited))


def part_of(kind: str, key: str) -> Part:
    """Raises Http404 for a kind that there is not."""
    try:
        return Part(PartKind(kind), "" if kind == PartKind.SET.value else key)
    except ValueError as unknown:
        raise Http404 from unknown


def condition_at(desk: Desk, part: Part, name: str) -> dict[str, Any] | None:
    """None where there is no condition yet. Raises Http404 for one that the part cannot have."""
    try:
        return gate_of(part.kind, read(desk.document, part), name)
    except NoSuchGate as missing:
        raise Http404 from missing


def seen_by(request: StaffRequest) -> int:
    """The revision that a button was shown with; an odd one was overtaken long ago."""
    said = request.POST.get("seen_revision", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else -1
