"""A case of a question set, made from an intake by somebody who may read it."""

import json
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from clinics.access import StaffRequest, require
from clinics.encryption import DecryptionFailed
from clinics.policy import Action
from clinics.views.pages import form_methods
from screening import actions
from screening.actions.cases_from_intakes import case_of, drafts_for
from screening.models import Intake, QuestionSetVersion
from screening.presenters.intake_cases import CasePreview, case_preview
from screening.rules import DocumentError
from screening.views.staff import load_intake, show

REFUSED: dict[type[Exception], str] = {
    actions.NothingToTake: "Only answers that were sent and screened can become a case.",
    actions.OtherSet: "That draft is of another question set.",
    DocumentError: "The draft is unfinished: its rules cannot be run, so nothing can be expected.",
    DecryptionFailed: "Some of what is on record cannot be decrypted.",
    actions.NotADraft: "That version is no draft any more.",
    actions.DraftNotStorable: "The draft would become too large.",
}


@require(Action.MAKE_CASES)
@form_methods
def make_case_of(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    """First what it would be, then a post that puts it into the draft that was shown."""
    intake = load_intake(request, public_id)
    drafts = drafts_for(intake)
    draft = chosen(request, drafts)
    if request.method == "POST" and draft is not None:
        return made(request, intake, draft)
    context: dict[str, Any] = {"drafts": drafts, "draft": draft}
    if draft is not None:
        context |= previewed(intake, draft)
    return show(request, "reviews/make_case.html", intake, context)


def chosen(request: StaffRequest, drafts: list[QuestionSetVersion]) -> QuestionSetVersion | None:
    """The one that was asked for, else the newest; None where there is none."""
    number = request.POST.get("draft") or request.GET.get("draft")
    return next((one for one in drafts if number in (None, "", str(one.number))), None)


def previewed(intake: Intake, draft: QuestionSetVersion) -> dict[str, CasePreview | str]:
    try:
        made = case_of(intake, draft)
        preview = case_preview(made.case, made.level_then, json.loads(draft.document))
    except tuple(REFUSED) as refusal:
        return {"refusal": words_of(refusal)}
    return {"preview": preview, "seen": made.digest}


def made(request: StaffRequest, intake: Intake, draft: QuestionSetVersion) -> HttpResponse:
    try:
        seen = request.POST.get("seen", "")
        actions.make_case(intake=intake, draft=draft, seen=seen, by=request.user)
    except actions.CaseChanged:
        messages.error(request, "Something changed since this was shown. Please read it again.")
        return redirect(f"{reverse('make-case', args=[intake.public_id])}?draft={draft.number}")
    except tuple(REFUSED) as refusal:
        messages.error(request, words_of(refusal))
    else:
        messages.success(
            request, f"The draft of version {draft.number} has it as a case, without who it is."
        )
    return redirect(intake)


def words_of(refusal: Exception) -> str:
    return next(words for kind, words in REFUSED.items() if isinstance(refusal, kind))
