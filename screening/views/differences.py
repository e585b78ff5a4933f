"""Two versions of a question set side by side."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from clinics.access import StaffRequest, require
from clinics.policy import Action
from screening.actions.differences import difference_between
from screening.models import DocumentMismatchError, QuestionSetVersion
from screening.presenters.differences import case_lines, change_groups, effect_lines
from screening.presenters.question_sets import version_line
from screening.rules import DocumentError
from screening.views.versions import load_version, show_unreadable

SECONDS = 5.0
"""For whom versions differ is asked of a solver; what is not decided by then is said to be open."""


@require(Action.MANAGE_QUESTION_SETS)
@require_safe
def difference(request: StaffRequest, slug: str, number: int, other: int) -> HttpResponse:
    """From the version `number` to `other`."""
    versions = [load_version(request, slug, one) for one in (number, other)]
    try:
        before, after = (version.parsed for version in versions)
    except DocumentError:
        return unfinished(request, versions)
    except DocumentMismatchError:
        return show_unreadable(request, versions[0])
    found = difference_between(before=before, after=after, seconds=SECONDS)
    page = {
        "before": version_line(versions[0]),
        "after": version_line(versions[1]),
        "groups": change_groups(found.changes, before, after),
        "effects": effect_lines(found.effects, before, after),
        "same": found.proved_same,
        "cases": case_lines(found.cases),
    }
    return render(request, "question_sets/difference.html", page)


def unfinished(request: StaffRequest, versions: list[QuestionSetVersion]) -> HttpResponse:
    """What a draft may be; its own page says what is missing. In any other version it is damage."""
    drafts = [version for version in versions if version.is_draft]
    if not drafts:
        return show_unreadable(request, versions[0])
    messages.info(request, "An unfinished draft cannot be compared before it is put right.")
    return redirect(drafts[0])


@require(Action.MANAGE_QUESTION_SETS)
@require_safe
def choose_difference(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    version = load_version(request, slug, number)
    versions = version.question_set.versions.defer("document").select_related(
        "question_set", "created_by", "published_by"
    )
    others = versions.exclude(pk=version.pk).order_by("-number")
    context = {"line": version_line(version), "others": [version_line(one) for one in others]}
    return render(request, "question_sets/choose_difference.html", context)
