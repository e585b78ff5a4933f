"""Question sets as their admins read them; nothing here changes one."""

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clinics.access import StaffRequest, require
from clinics.policy import Action
from screening import actions
from screening.models import DocumentMismatchError, QuestionSetVersion
from screening.presenters.mending import problems_and_pages
from screening.presenters.question_sets import set_lines, version_page
from screening.rules import DocumentError, Engine, failing_cases
from screening.views.versions import life_of, load_version, show_unreadable, show_version


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
    found = load_version(request, slug, number)
    engine = load_engine(request, found)
    if isinstance(engine, HttpResponse):
        return engine
    page = version_page(found, engine.document, failing_cases(engine))
    life = life_of(request, found)
    return show_version(request, "question_sets/version.html", found, page=page, life=life)


def load_engine(request: StaffRequest, version: QuestionSetVersion) -> Engine | HttpResponse:
    """What runs the version's document, or the page that says why nothing can."""
    try:
        return actions.engine_for(version)
    except DocumentMismatchError:
        return show_unreadable(request, version)
    except DocumentError as refused:
        return unfinished(request, version, refused)


def unfinished(
    request: StaffRequest, version: QuestionSetVersion, refused: DocumentError
) -> HttpResponse:
    """What a draft may be; in any other version it is damage."""
    if not version.is_draft:
        return show_unreadable(request, version)
    life = life_of(request, version)
    template = "question_sets/unfinished.html"
    problems = problems_and_pages(version, refused.problems)
    return show_version(request, template, version, problems=problems, life=life)
