"""Trying a rule of a draft out: answers in, its truth and why. Nothing is stored."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clinics.access import StaffRequest
from clinics.views.pages import posted
from screening import actions
from screening.forms.trying import TryForm
from screening.presenters.trying import rule_head, tried
from screening.rules.cones import cone
from screening.views.editor.loading import Desk, edits_draft


@edits_draft
def try_rule(request: StaffRequest, desk: Desk, key: str) -> HttpResponse:
    if key not in desk.sketch.rules:
        raise Http404
    engine = actions.engine_to_show(desk.version)
    if engine is None:
        messages.info(request, "A rule can be tried when nothing in the draft is unfinished.")
        return redirect(desk.version)
    today = timezone.now().date()
    link_ids = cone(engine.document, engine.document.rules[key].when)
    form = TryForm(posted(request), document=engine.document, link_ids=link_ids, today=today)
    outcome = tried(engine, key, form.answers, today) if form.is_valid() else None
    context = {
        "version": desk.version,
        "form": form,
        "rule": rule_head(engine, key),
        "outcome": outcome,
    }
    status = 422 if form.is_bound and outcome is None else 200
    return render(request, "editor/try.html", context, status=status)
