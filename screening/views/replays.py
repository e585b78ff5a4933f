"""A version's rules over past intakes: start it, watch it, read what would differ."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from clinics.access import StaffRequest, load_row, require
from clinics.policy import Action
from screening import actions
from screening.models import DocumentMismatchError
from screening.presenters.question_sets import version_line
from screening.presenters.replays import difference_lines, replay_page
from screening.rules import DocumentError
from screening.views.versions import load_version, show_unreadable

MOST_SHOWN = 200


@require(Action.MANAGE_QUESTION_SETS)
@require_POST
def start(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    """The one that is running, if there is one."""
    version = load_version(request, slug, number)
    try:
        found = actions.start_replay(version=version, by=request.user)
    except DocumentError:
        if not version.is_draft:
            return show_unreadable(request, version)
        messages.info(request, "An unfinished draft cannot be run before it is put right.")
        return redirect(version)
    except DocumentMismatchError:
        return show_unreadable(request, version)
    return redirect(found)


@require(Action.MANAGE_QUESTION_SETS)
@require_safe
def replay(request: StaffRequest, public_id: str) -> HttpResponse:
    replays = request.clinic.replays.select_related(
        "version__question_set", "version__created_by", "version__published_by", "started_by"
    ).defer("version__document")
    found = load_row(request, replays, public_id=public_id)
    rows = found.differences.select_related("intake").order_by("-intake_id")[:MOST_SHOWN]
    context = {
        "line": version_line(found.version),
        "page": replay_page(found),
        "differences": difference_lines(rows),
        "more": max(found.differing - MOST_SHOWN, 0),
    }
    return render(request, "question_sets/replay.html", context)
