"""A version as patients see it, with the patient's own forms and templates; nothing is saved."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation

from clinics.access import StaffRequest
from clinics.views.pages import posted
from screening.actions.overlays import BIRTH_DATE
from screening.forms.preview import PreviewForm
from screening.forms.questions import QuestionForm, question_form
from screening.forms.questions.medicines import edited
from screening.models import QuestionSetVersion
from screening.presenters.question_pages import question_page
from screening.presenters.remarks import example_line
from screening.rules import Engine, QuestionType
from screening.views.patient.fragments import drawn
from screening.views.patient.visits import languages_of, texts_of
from screening.views.previews.scratch import ACT, FORM, LOOK, Preview, opens_version, previews
from screening.views.versions import show_version


@opens_version(*FORM)
def begin(request: StaffRequest, version: QuestionSetVersion, engine: Engine) -> HttpResponse:
    born = engine.document.questions.get(BIRTH_DATE)
    has_birth_date = born is not None and born.type is QuestionType.DATE
    form = PreviewForm(
        posted(request),
        languages=[*engine.document.languages],
        has_birth_date=has_birth_date,
    )
    if form.is_valid():
        said = form.cleaned_data
        answers = {BIRTH_DATE: said["born"].isoformat()} if has_birth_date else {}
        preview = Preview(version, engine, {"language": said["language"], "answers": answers})
        preview.keep(request)
        return onward(preview)
    status = 422 if form.is_bound else 200
    return show_version(request, "preview/start.html", version, form=form, status=status)


@previews(*FORM)
def question(request: StaffRequest, preview: Preview, link_id: str) -> HttpResponse:
    """A page that is not asked, now or at all, leads to the one that is."""
    visit = preview.visit
    if link_id not in visit.journey.pages:
        return onward(preview)
    with translation.override(visit.language):
        asked, answer = visit.asked(link_id), preview.answers.get(link_id)
        if request.method != "POST":
            return page(request, preview, link_id, question_form(asked, answer=answer))
        is_list = asked.question.type is QuestionType.MEDICINES
        if is_list and (rows := edited(asked, request.POST)):
            return page(request, preview, link_id, rows)
        form = question_form(asked, request.POST, answer)
        if not form.is_valid():
            return page(request, preview, link_id, form, is_wrong=True)
        after = preview.with_answer(link_id, form.answer)
    after.keep(request)
    is_new = bool(after.urgent - preview.urgent)
    return to(after, "preview-crisis") if is_new else onward(after)


@previews(*LOOK)
def crisis(request: StaffRequest, preview: Preview) -> HttpResponse:
    visit = preview.visit
    with translation.override(visit.language):
        texts = texts_of(visit, preview.urgent)
        context = told(preview, texts=texts, go_on_url=next_url(preview))
        return render(request, "preview/crisis.html", context)


@previews(*ACT)
def language(request: StaffRequest, preview: Preview) -> HttpResponse:
    chosen = request.POST.get("language", "")
    if chosen in preview.engine.document.languages:
        Preview(preview.version, preview.engine, {**preview.said, "language": chosen}).keep(request)
    return onward(preview)


@previews(*LOOK)
def end(request: StaffRequest, preview: Preview) -> HttpResponse:
    example = {"today": preview.today.isoformat(), "answers": preview.answers}
    return show_version(
        request,
        "preview/end.html",
        preview.version,
        outcome=example_line(example, preview.engine, preview.answers.keys()),
        next=next_url(preview) if preview.visit.journey.next_unsent else "",
    )


def page(
    request: StaffRequest,
    preview: Preview,
    link_id: str,
    form: QuestionForm,
    *,
    is_wrong: bool = False,
) -> HttpResponse:
    visit = preview.visit
    before = visit.journey.before(link_id)
    context = told(
        preview,
        page=question_page(visit.journey, link_id, visit.say),
        back=question_url(preview, before) if before else None,
        fields=drawn(form),
        form=form if is_wrong else None,
        revision=0,
    )
    return render(request, "preview/question.html", context, status=422 if is_wrong else 200)


def told(preview: Preview, **more: Any) -> dict[str, Any]:
    visit = preview.visit
    languages = languages_of(visit.clinic, visit.document)
    return visit.context(version=preview.version, languages=languages, **more)


def question_url(preview: Preview, link_id: str) -> str:
    version = preview.version
    return reverse("preview-question", args=[version.question_set.slug, version.number, link_id])


def next_url(preview: Preview) -> str:
    """The first page that is not answered; at the end, what the rules make of it."""
    version, link_id = preview.version, preview.visit.journey.next_unsent
    if link_id:
        return question_url(preview, link_id)
    return reverse("preview-end", args=[version.question_set.slug, version.number])


def onward(preview: Preview) -> HttpResponse:
    return redirect(next_url(preview))


def to(preview: Preview, name: str) -> HttpResponse:
    return redirect(name, preview.version.question_set.slug, preview.version.number)
