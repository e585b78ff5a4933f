"""A page that answers a request for information: kept beside the record, laid over it, screened.

The answer that was signed stays. Until the patient has sent the last of these pages, a question
that they open counts as not sent yet, and not as silence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from screening.actions.branches import document_of, everything_asked
from screening.actions.evaluations import EvaluationFailed, ending_with_a_person, read_engine
from screening.actions.late_pages import add_late_page, screen_late
from screening.actions.locks import record_event
from screening.actions.overlays import BIRTH_DATE, answers_to_screen
from screening.actions.queues import PLACE, place
from screening.actions.refusals import Overtaken
from screening.actions.repeats import is_answered_since, says
from screening.models import (
    HumanReason,
    InformationRequest,
    Intake,
    Refusal,
    RequestStatus,
    SentPage,
    Trigger,
)
from screening.rules import Branches, Finding


@dataclass(frozen=True)
class Again:
    """`pages` in order: what was asked for, what is asked newly since, as long as the answers ask
    it. `answers` are those to this request alone."""

    request: InformationRequest
    branches: Branches
    pages: Sequence[str]
    answers: Mapping[str, Any]

    @property
    def unsent(self) -> tuple[str, ...]:
        return tuple(link_id for link_id in self.pages if link_id not in self.answers)


def open_request(intake: Intake) -> InformationRequest | None:
    """The one that the patient can answer now."""
    if not intake.is_submitted:
        return None
    asked = intake.information_requests.filter(status=RequestStatus.OPEN)
    found = asked.filter(expires_at__gt=timezone.now()).first()
    if found:
        found.intake = intake
    return found


def again_of(request: InformationRequest) -> Again:
    """Raises EvaluationFailed."""
    intake = request.intake
    answers = replies(request)
    standing = answers_to_screen(intake)
    engine = read_engine(intake)
    with ending_with_a_person(intake, HumanReason.EVALUATION):
        today = intake.clinic.day_of_screening()
        # "Does not apply" is no answer any more where it is known now that it does.
        standing = engine.settle(standing, today, standing.keys()).answers
        branches = engine.branch(standing, today, standing.keys())
        wanted = {*request.questions, *answers}
    pages = [
        link_id
        for link_id in branches.asked
        if link_id != BIRTH_DATE and (link_id in wanted or link_id not in standing)
    ]
    return Again(request, branches, pages, answers)


def again_or_all(request: InformationRequest) -> Again:
    """When in doubt about the answers, all that was asked for; what cannot be read is asked anew.

    Raises EvaluationFailed only when the document itself cannot be read.
    """
    try:
        return again_of(request)
    except EvaluationFailed:
        document = document_of(request.intake)
    wanted = request.legible("questions") or ()
    sent = request.intake.sent_pages.filter(request=request).order_by("number")
    said = {page.link_id: page.answer for page in sent if page.opens("answer")}
    pages = [link_id for link_id in document.questions if link_id in wanted or link_id in said]
    return Again(request, everything_asked(document), pages, said)


def replies(request: InformationRequest) -> dict[str, Any]:
    """The last answer to each question. Raises EvaluationFailed."""
    with ending_with_a_person(request.intake, HumanReason.DECRYPTION):
        pages = request.intake.sent_pages.filter(request=request).order_by("number")
        return {page.link_id: page.answer for page in pages}


def asks(request: InformationRequest, link_id: str) -> bool:
    try:
        return link_id in again_of(request).pages
    except EvaluationFailed:
        return link_id in (request.legible("questions") or ())


def keep_reply(
    intake: Intake, page: SentPage, request: InformationRequest, *, is_about_list: bool = False
) -> tuple[Finding, ...]:
    """On a held intake; what is urgent in it, for the crisis page. The same page twice counts
    once; the answer that was signed, given once more, is one.

    `is_about_list`: made from a list that was sent before. Raises Overtaken if that was changed.
    """
    if is_about_list and is_answered_since(intake, page):
        raise Overtaken
    last = request.pages.filter(link_id=page.link_id).order_by("-number").first()
    is_new = last is None or not says(of_intake(last, intake), page)
    if is_new:
        page.request = request
        add_late_page(intake, page, Refusal.SUBMITTED)
    urgent = screen_late(intake, page, is_new=is_new, trigger=Trigger.INFORMATION)
    if is_new:
        place(intake)
        intake.save(update_fields=["revision", "late_page", *PLACE])
        record_event(intake, "information_request.page_sent", request=request.pk, page=page.number)
    return tuple(each.finding for each in urgent)


def of_intake(page: SentPage, intake: Intake) -> SentPage:
    page.intake = intake
    return page
