"""Traceability of a version, as a page and as a file."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from clinics import audit
from clinics.access import StaffRequest, require
from clinics.policy import Action
from screening.actions.checks import is_by_todays_tools, last_proof
from screening.models import QuestionSetVersion
from screening.presenters.question_sets import version_line
from screening.presenters.traces import TracePage, as_file, trace_page
from screening.rules import Engine, failing_cases
from screening.views.question_sets import load_engine
from screening.views.versions import load_version, show_version


@require(Action.MANAGE_QUESTION_SETS)
@require_safe
def traceability(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    version = load_version(request, slug, number)
    engine = load_engine(request, version)
    if isinstance(engine, HttpResponse):
        return engine
    page = traced(version, engine)
    only = request.GET.get("only") == "holes"
    return show_version(
        request,
        "question_sets/traceability.html",
        version,
        page=page,
        lines=page.broken if only else page.lines,
        only=only,
    )


@require(Action.MANAGE_QUESTION_SETS)
@require_safe
def export(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    version = load_version(request, slug, number)
    engine = load_engine(request, version)
    if isinstance(engine, HttpResponse):
        return engine
    text = as_file(version_line(version), traced(version, engine))
    audit.record(
        clinic=request.clinic,
        action="question_set.exported",
        actor=request.user,
        obj=version,
        details={"sha256": version.sha256, "format": "traceability"},
    )
    name = f"traceability-{slug}-{number}.csv"
    return HttpResponse(
        text,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def traced(version: QuestionSetVersion, engine: Engine) -> TracePage:
    check = last_proof(version)
    is_current = check is not None and is_by_todays_tools(check)
    failures = failing_cases(engine)
    return trace_page(engine.document, failures, check, is_current=is_current)
