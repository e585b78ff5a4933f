"""What a patient was asked again, and what came of it; and what there is to ask."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from screening.models import InformationRequest, RequestStatus, Screening
from screening.presenters.answers import Record
from screening.presenters.histories import BIRTH_DATE
from screening.presenters.intake_rows import IntakeRows
from screening.presenters.tags import REQUEST_STATUSES, Tag
from screening.presenters.texts import pick
from screening.presenters.times import say_span
from screening.rules import Engine

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Askable:
    """Link ids with their questions and answers; `suggested` are not clear or behind a flag."""

    suggested: Choices = ()
    others: Choices = ()


@dataclass(frozen=True)
class RequestLine:
    """`gone`: titles of flags that stood before it and are not found any more."""

    number: int
    tag: Tag
    questions: tuple[str, ...]
    message: str
    asked_at: dt.datetime
    asked_by: str
    age: str
    expires_at: dt.datetime
    is_open: bool
    is_overdue: bool
    is_link_closed: bool
    answered: int
    gone: tuple[str, ...]


def request_lines(rows: IntakeRows, engine: Engine) -> tuple[RequestLine, ...]:
    """Newest first."""
    now = timezone.now()
    return tuple(_line(asked, rows, engine, now) for asked in reversed(rows.requests))


def _line(
    asked: InformationRequest, rows: IntakeRows, engine: Engine, now: dt.datetime
) -> RequestLine:
    document = engine.document
    questions = asked.legible("questions") or ()
    replies = {page.link_id for page in rows.pages if page.request_id == asked.pk}
    review = next(review for review in rows.reviews if review.pk == asked.review_id)
    return RequestLine(
        number=asked.number,
        tag=REQUEST_STATUSES[RequestStatus(asked.status)],
        questions=tuple(
            pick(document.questions[link_id].text, document.language) for link_id in questions
        ),
        message=review.said("message"),
        asked_at=asked.asked_at,
        asked_by=review.by.name,
        age=say_span(now - asked.asked_at),
        expires_at=asked.expires_at,
        is_open=asked.is_open,
        is_overdue=asked.is_overdue,
        is_link_closed=bool(asked.link.revoked_at or asked.link.locked_at),
        answered=len(replies),
        gone=tuple(_gone(rows, review.screening)) if replies else (),
    )


def _gone(rows: IntakeRows, before: Screening | None) -> Iterator[str]:
    """Each rule once; of a screening that cannot be read, nothing."""
    if before is None or rows.screening is None:
        return
    then, now = set(before.finding_digests), _rules(rows.screening)
    titles = {
        flag.rule: flag.title for flag in rows.flags if flag.digest in then and flag.rule not in now
    }
    yield from titles.values()


def _rules(screening: Screening) -> set[str]:
    outcome = screening.outcome
    return {finding["rule"] for finding in (*outcome["raised"], *outcome["undetermined"])}


def to_ask(rows: IntakeRows, engine: Engine) -> Askable:
    """All that the answers ask, but for what the patient proved."""
    outcome = rows.screening.outcome if rows.screening else None
    asked = outcome["asked"] if outcome else list(engine.document.questions)
    doubted = set(_doubted(outcome)) if outcome else set()
    record = Record(engine.document, rows.intake.answers, rows.intake.language)
    choices = [(link_id, _say(record, link_id)) for link_id in asked if link_id != BIRTH_DATE]
    return Askable(
        [choice for choice in choices if choice[0] in doubted],
        [choice for choice in choices if choice[0] not in doubted],
    )


def _doubted(outcome: dict[str, Any]) -> Iterator[str]:
    yield from outcome["unknown_questions"]
    for finding in outcome["undetermined"]:
        yield from finding["missing"]
    for finding in outcome["raised"]:
        yield from (item["question"] for item in finding["evidence"])


def _say(record: Record, link_id: str) -> str:
    words = record.say(link_id).for_staff
    return f"{words.question} ({_joined(words.lines) or 'no answer'})"


def _joined(lines: Iterable[str]) -> str:
    return " · ".join(lines)


def waiting_tag(asked: InformationRequest, now: dt.datetime) -> Tag | None:
    """For the queue: without a word of what was asked. None for one that was taken back."""
    if asked.status == RequestStatus.OPEN and not asked.is_overdue:
        return Tag(f"Asked again {say_span(now - asked.asked_at)} ago", "open")
    if asked.status in (RequestStatus.OPEN, RequestStatus.EXPIRED):
        return Tag("Asked again, no answer", "caution")
    if asked.status == RequestStatus.ANSWERED:
        return Tag("Answered again", "information")
    return None


def newest(requests: Sequence[InformationRequest]) -> dict[int, InformationRequest]:
    """By intake; they come in the order in which they were made."""
    return {asked.intake_id: asked for asked in requests}
