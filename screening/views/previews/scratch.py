"""The answers of somebody who plays a patient: in their own session, never among patients."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clinics.access import StaffRequest, require
from clinics.policy import Action
from screening import actions
from screening.models import DocumentMismatchError, Intake, QuestionSetVersion
from screening.rules import DocumentError, Engine
from screening.views.patient.visits import Visit
from screening.views.versions import load_version

KEPT = "preview"
KEYS = ("sha256", "clinic")
"""To which bytes the answers in a session belong."""

UNFINISHED = "This version has no pages to preview before it is put right."


@dataclass(frozen=True)
class Preview:
    """`said` are language and answers; an intake is made of them that is never stored."""

    version: QuestionSetVersion
    engine: Engine
    said: dict[str, Any]

    @property
    def answers(self) -> dict[str, Any]:
        answers: dict[str, Any] = self.said["answers"]
        return answers

    @cached_property
    def visit(self) -> Visit:
        now = timezone.now()
        intake = Intake(
            clinic=self.version.clinic,
            version=self.version,
            language=self.said["language"],
            answers=self.answers,
            started_at=now,
            saved_at=now,
            keep_until=now + dt.timedelta(days=1),
        )
        known = self.engine.branch(self.answers, self.today, self.answers.keys())
        return Visit(intake, known)

    @cached_property
    def today(self) -> dt.date:
        return self.version.clinic.today()

    @property
    def urgent(self) -> frozenset[str]:
        return frozenset(self.engine.glance(self.answers, self.today, self.answers.keys()).urgent)

    def with_answer(self, link_id: str, answer: Any) -> "Preview":
        """As a page that was sent: what is no longer asked leaves the record."""
        answers = {**self.answers, link_id: answer}
        kept = self.engine.settle(answers, self.today, answers.keys()).answers
        return Preview(self.version, self.engine, {**self.said, "answers": kept})

    def keep(self, request: StaffRequest) -> None:
        request.session[KEPT] = {**self.said, **bytes_of(self.version)}


View = Callable[..., HttpResponse]
Opened = Callable[..., HttpResponseBase]

LOOK, FORM, ACT = ("GET", "HEAD"), ("GET", "HEAD", "POST"), ("POST",)


def opens_version(*methods: str) -> Callable[[View], Opened]:
    """The view gets the version and its engine; a draft that is unfinished has no pages yet."""

    def decorate(view: View) -> Opened:
        @wraps(view)
        def opened(request: StaffRequest, slug: str, number: int, **named: Any) -> HttpResponse:
            version = load_version(request, slug, number)
            try:
                engine = actions.engine_for(version)
            except (DocumentError, DocumentMismatchError):
                messages.info(request, UNFINISHED)
                return redirect(version)
            return view(request, version, engine, **named)

        return require(Action.MANAGE_QUESTION_SETS)(require_http_methods([*methods])(opened))

    return decorate


def previews(*methods: str) -> Callable[[View], Opened]:
    """The view gets the preview under way; where there is none, of these bytes, one is begun."""

    def decorate(view: View) -> Opened:
        @opens_version(*methods)
        @wraps(view)
        def under_way(
            request: StaffRequest, version: QuestionSetVersion, engine: Engine, **named: Any
        ) -> HttpResponse:
            said = request.session.get(KEPT)
            if said is None or {key: said[key] for key in KEYS} != bytes_of(version):
                return redirect("preview", version.question_set.slug, version.number)
            return view(request, Preview(version, engine, said), **named)

        return under_way

    return decorate


def bytes_of(version: QuestionSetVersion) -> dict[str, Any]:
    return dict(zip(KEYS, (version.sha256, version.clinic_id), strict=True))
