"""Question sets as their admins read them; nothing here changes one."""

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clinics.access import StaffRequest, load_row, require
from clinics.policy import Action
from screening.actions import engine_for
from screening.models import DocumentMismatchError
from screening.presenters.question_sets import set_lines, version_line, version_page
from screening.rules import DocumentError, failing_cases


@require(Action.MANAGE_QUESTION_SETS)
@require_safe
def question_sets(request: StaffRequest) -> HttpResponse:
    versions = request.clinic.question_set_versions.defer("document").order_by("-number")
    versions = versions.select_related("question_set", "created_by", "published_by")
    found = request.clinic.question_sets.order_by("title")
    found = found.prefetch_related(Prefetch("versions", queryset=versions))
    return render(request, "question_sets/list.html", {"sets": set_lines(found)})


@require(Action.MANAGE_QUESTION_SETS)
@require_safe
def version(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    found = load_row(
        request,
        request.clinic.question_set_versions.select_related(
            "question_set", "created_by", "published_by"
        ),
        question_set__slug=slug,
        number=number,
    )
    try:
        engine = engine_for(found)
    except (DocumentError, DocumentMismatchError):
        context = {"line": version_line(found)}
        return render(request, "question_sets/unreadable.html", context, status=503)
    page = version_page(found, engine.document, failing_cases(engine))
    return render(request, "question_sets/version.html", {"page": page, "line": page.line})
