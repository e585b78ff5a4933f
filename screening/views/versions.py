"""Loading a version and what stands around it, for every page about one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from clinics.access import StaffRequest, load_row
from screening import actions
from screening.models import QuestionSetVersion, VersionStatus
from screening.presenters.question_sets import version_line
from screening.presenters.version_lives import Life, life


def load_version(request: StaffRequest, slug: str, number: int) -> QuestionSetVersion:
    versions = request.clinic.question_set_versions.select_related(
        "question_set", "clinic", "created_by", "published_by"
    )
    return load_row(request, versions, question_set__slug=slug, number=number)


def life_of(request: StaffRequest, version: QuestionSetVersion) -> Life:
    waits = version.status == VersionStatus.IN_REVIEW
    return life(
        version,
        version_line(version).status,
        list(version.steps.select_related("by")),
        actions.last_check(version),
        is_author=waits and request.user.pk in actions.authors(version),
        has_other_admin=waits and actions.has_other_admin(version, request.user),
    )


def show_version(
    request: StaffRequest,
    template: str,
    version: QuestionSetVersion,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    told = {"version": version, "line": version_line(version), **context}
    return render(request, template, told, status=status)


def show_unreadable(request: StaffRequest, version: QuestionSetVersion) -> HttpResponse:
    """Its document is damaged: nothing that hangs on it can be shown or done."""
    return show_version(request, "question_sets/unreadable.html", version, status=503)
