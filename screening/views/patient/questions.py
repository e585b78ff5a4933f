"""One question a page: shown, sent, saved."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe

from screening import actions
from screening.forms.questions import Asked, QuestionForm, question_form
from screening.forms.questions.medicines import edited
from screening.models import Refusal
from screening.presenters.question_pages import question_page
from screening.rules import QuestionType
from screening.views.patient.doubts import doubts_of
from screening.views.patient.fragments import drawn, shared_page
from screening.views.patient.loading import SeeOther, answering, with_visit
from screening.views.patient.posted import fields_of, seen_revision
from screening.views.patient.visits import Visit


@require_safe
@answering
def next_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    return redirect(visit.next_url)


@require_http_methods(["GET", "HEAD", "POST"])
@with_visit
def question(request: HttpRequest, visit: Visit, link_id: str) -> HttpResponse:
    """A page that is not asked, now or at all, leads to where the patient is.

    One that was sent all the same goes to the action, which keeps it beside the record, but for
    what the patient proved to get in: no page asks that, so nobody sends it by mistake.
    """
    if request.method == "POST" and (
        older := visit.in_older_words(link_id, seen_revision(request))
    ):
        return sent_in_older_words(request, visit, older)
    is_open = visit.is_open and link_id in visit.journey.pages
    if request.method == "POST" and visit.has_page(link_id):
        return sent(request, visit, link_id, is_open=is_open)
    if not is_open:
        return SeeOther(reverse("patient:next"))
    return shown(request, visit, link_id)


def shown(request: HttpRequest, visit: Visit, link_id: str) -> HttpResponse:
    shared = shared_page(request, visit, link_id)
    if shared is not None:
        return HttpResponse(shared)
    answer = visit.answers.get(link_id)
    return page(request, visit, link_id, drawn(question_form(visit.asked(link_id), answer=answer)))


def sent(request: HttpRequest, visit: Visit, link_id: str, *, is_open: bool) -> HttpResponse:
    asked, answer = visit.asked(link_id), visit.answers.get(link_id)
    is_list = asked.question.type is QuestionType.MEDICINES
    if is_list and is_open and (rows := edited(asked, request.POST)):
        return page(request, visit, link_id, drawn(rows))
    form = question_form(asked, request.POST, answer)
    if form.is_valid():
        return saved(request, visit, link_id, form.answer)
    if not is_open:
        return unread(request, visit, link_id)
    return page(request, visit, link_id, drawn(form), form)


def sent_in_older_words(request: HttpRequest, visit: Visit, older: Asked) -> HttpResponse:
    """Read as the page was made; the action keeps it, and the question is asked again."""
    link_id, form = older.question.link_id, question_form(older, request.POST, None)
    if form.is_valid():
        return saved(request, visit, link_id, form.answer)
    return unread(request, visit, link_id, Refusal.REWORDED)


def unread(
    request: HttpRequest, visit: Visit, link_id: str, why: Refusal = Refusal.NOT_ASKED
) -> HttpResponse:
    """Nothing can be put right any more, so a person reads what was sent."""
    actions.keep_unread_page(
        intake=visit.intake,
        link_id=link_id,
        fields=fields_of(request),
        revision=seen_revision(request),
        why=why,
    )
    return SeeOther(reverse("patient:next"))


def saved(request: HttpRequest, visit: Visit, link_id: str, answer: object) -> HttpResponse:
    """Where to go once the answer is stored: to help, to a doubtful name, or on."""
    try:
        done = actions.save_page(
            intake=visit.intake,
            link_id=link_id,
            answer=answer,
            revision=seen_revision(request),
        )
    except actions.PageRefused as refusal:
        return SeeOther(reverse("patient:crisis" if refusal.urgent else "patient:next"))
    except actions.AnswerNotStorable:
        return SeeOther(reverse("patient:next"))
    after = Visit(done.intake, done.branches)
    if done.urgent:
        return SeeOther(reverse("patient:crisis"))
    if doubts_of(after, link_id):
        return SeeOther(reverse("patient:medicine-names", args=[link_id]))
    return SeeOther(after.next_url)


def page(
    request: HttpRequest,
    visit: Visit,
    link_id: str,
    fields: SafeString,
    form: QuestionForm | None = None,
) -> HttpResponse:
    """A page with a form is one that was sent and is wrong."""
    context = visit.context(
        page=question_page(visit.journey, link_id, visit.say),
        back=visit.back_url(link_id),
        is_anew=visit.is_asked_anew(link_id),
        is_again=visit.again is not None,
        fields=fields,
        form=form,
        revision=visit.intake.revision,
    )
    return render(request, "intake/question.html", context, status=422 if form else 200)
