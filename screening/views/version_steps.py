"""Each step in a version's life: a page that says what it does, and a button that does it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from clinics.access import StaffRequest, confirmed, require
from clinics.policy import Action
from clinics.views.pages import form_methods, posted
from screening import actions
from screening.actions.renewals import unfinished
from screening.forms.publishing import PublishForm
from screening.forms.version_step import StepForm
from screening.models import DocumentMismatchError, QuestionSetVersion
from screening.presenters import version_steps as steps
from screening.presenters.asking_again import AskingAgain, asking_again
from screening.presenters.version_lives import ALONE, Life
from screening.presenters.version_steps import Step
from screening.rules import DocumentError
from screening.views.versions import life_of, load_version, show_version

Act = Callable[[StaffRequest, QuestionSetVersion, StepForm], QuestionSetVersion]

EXCEPTION = "Why can it not wait for a second administrator?"
REFUSED: dict[type[Exception], str] = {
    actions.WrongStatus: "Somebody moved this version on meanwhile. Open it again.",
    actions.OtherBytes: "The document is not the one that this page showed. Open it again.",
    actions.OwnWork: "You wrote in this version, so another administrator has to approve it.",
    actions.ReasonNeeded: "Write the reason.",
    actions.ChecksNotPassed: "Its checks have not passed. What they found is on the checks page.",
    actions.CasesFailed: "Some of its cases do not come out as written.",
    DocumentError: "The document is unfinished. What is wrong with it is on the checks page.",
    DocumentMismatchError: "The document is damaged. Tell the operator.",
}


@require(Action.MANAGE_QUESTION_SETS)
@form_methods
def start_draft(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    return step_page(
        request,
        load_version(request, slug, number),
        steps.START,
        lambda request, version, form: actions.start_draft(version=version, by=request.user),
    )


@require(Action.MANAGE_QUESTION_SETS)
@form_methods
def send_for_review(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    return step_page(
        request,
        load_version(request, slug, number),
        steps.SEND,
        lambda request, version, form: actions.send_for_review(version=version, by=request.user),
    )


@require(Action.MANAGE_QUESTION_SETS)
@confirmed
@form_methods
def approve(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    return step_page(request, load_version(request, slug, number), steps.APPROVE, approved)


def approved(
    request: StaffRequest, version: QuestionSetVersion, form: StepForm
) -> QuestionSetVersion:
    return actions.approve(
        version=version,
        sha256=form.cleaned_data["sha256"],
        exception_reason=form.cleaned_data.get("reason", ""),
        by=request.user,
    )


@require(Action.MANAGE_QUESTION_SETS)
@form_methods
def reject(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    return step_page(
        request,
        load_version(request, slug, number),
        steps.REJECT,
        lambda request, version, form: actions.reject(
            version=version, reason=form.cleaned_data["reason"], by=request.user
        ),
    )


@require(Action.MANAGE_QUESTION_SETS)
@form_methods
def back_to_draft(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    return step_page(
        request,
        load_version(request, slug, number),
        steps.RETURN,
        lambda request, version, form: actions.back_to_draft(version=version, by=request.user),
    )


@require(Action.MANAGE_QUESTION_SETS)
@confirmed
@form_methods
def publish(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    return step_page(
        request,
        load_version(request, slug, number),
        steps.PUBLISH,
        published,
    )


def published(
    request: StaffRequest, version: QuestionSetVersion, form: StepForm
) -> QuestionSetVersion:
    asks_again = isinstance(form, PublishForm) and form.asks_again
    return actions.publish(version=version, by=request.user, asks_again=asks_again)


@require(Action.MANAGE_QUESTION_SETS)
@confirmed
@form_methods
def roll_back(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    return step_page(
        request,
        load_version(request, slug, number),
        steps.ROLL_BACK,
        lambda request, version, form: actions.roll_back(
            version=version, reason=form.cleaned_data["reason"], by=request.user
        ),
    )


def step_page(
    request: StaffRequest, version: QuestionSetVersion, step: Step, act: Act
) -> HttpResponse:
    life = life_of(request, version)
    form = form_of(request, version, step, life)
    if not form.is_bound and step not in life.buttons:
        messages.info(request, f"“{step.title}” is not possible for this version now.")
        return redirect(version)
    if form.is_valid() and (moved := taken(request, version, form, act)):
        messages.success(request, step.done)
        return redirect(moved)
    return show_version(
        request,
        "question_sets/step.html",
        version,
        step=step,
        life=life,
        form=form,
        asking=asking_of(version) if step is steps.PUBLISH else None,
        status=422 if form.is_bound else 200,
    )


def form_of(request: StaffRequest, version: QuestionSetVersion, step: Step, life: Life) -> StepForm:
    if step is steps.PUBLISH:
        return PublishForm(posted(request), sha256=version.sha256)
    reason = EXCEPTION if step is steps.APPROVE and life.note is ALONE else step.reason
    return StepForm(posted(request), sha256=version.sha256, reason=reason)


def asking_of(version: QuestionSetVersion) -> AskingAgain | None:
    """None where nobody can be answering, or a document cannot be read."""
    before = version.question_set.published
    try:
        if before is None:
            return None
        waiting = unfinished(version.question_set).count()
        return asking_again(before.parsed, version.parsed, waiting)
    except (DocumentError, DocumentMismatchError):
        return None


def taken(
    request: StaffRequest, version: QuestionSetVersion, form: StepForm, act: Act
) -> QuestionSetVersion | None:
    try:
        return act(request, version, form)
    except tuple(REFUSED) as refusal:
        said = next(words for kind, words in REFUSED.items() if isinstance(refusal, kind))
        form.add_error(None, said)
    return None
