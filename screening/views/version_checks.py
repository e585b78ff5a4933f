"""What the program proved about a version."""

from django.http import HttpResponse
from django.shortcuts import redirect

from clinics.access import StaffRequest, require
from clinics.policy import Action
from clinics.views.pages import form_methods
from screening import actions
from screening.presenters.remarks import remark_lines
from screening.presenters.version_lives import check_line
from screening.views.versions import load_version, show_version


@require(Action.MANAGE_QUESTION_SETS)
@form_methods
def checks(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    version = load_version(request, slug, number)
    if request.method == "POST":
        actions.check_again(version=version)
        return redirect("question-set-checks", slug, number)
    check = actions.last_check(version)
    return show_version(
        request,
        "question_sets/checks.html",
        version,
        check=check,
        state=check_line(check) if check else None,
        remarks=remark_lines(version, check.remarks, actions.engine_to_show(version))
        if check
        else (),
    )
