"""One intake as the clinician reads it; what cannot be presented is shown raw, never hidden."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from django.db import DatabaseError

from screening.medicines import shipped_vocabulary
from screening.presenters.answers import Record
from screening.presenters.decisions import DecisionLine, decisions
from screening.presenters.findings import EngineThen, Findings, findings
from screening.presenters.heads import Head, head
from screening.presenters.histories import left_the_record, notes_on
from screening.presenters.information_requests import (
    Askable,
    RequestLine,
    request_lines,
    to_ask,
)
from screening.presenters.intake_rows import IntakeRows
from screening.presenters.late_pages import LatePage, late_lines
from screening.presenters.lost_rows import lost_rows
from screening.presenters.medicines import MedicineLine, medicine_line
from screening.presenters.readings import BloodPressure, blood_pressure
from screening.presenters.renewals import counted_pages, older_answers
from screening.presenters.sections import AnswerLine, Asked, SectionAnswers, sections, unsent
from screening.presenters.texts import pick
from screening.presenters.timeline import Event, timeline
from screening.rules import Engine

logger = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True)
class RawAnswer:
    link_id: str
    answer: object


@dataclass(frozen=True)
class Laid:
    """The answers laid out; `left` are those that the record does not hold any more."""

    sections: tuple[SectionAnswers, ...]
    unsent: int
    left: tuple[AnswerLine, ...]


@dataclass(frozen=True)
class IntakePage:
    """`findings` is None before the first screening and where they could not be presented;
    `sections` is None where only the `raw` answers can be shown, and `late` is empty where only
    `late_raw` can. `unsent` counts questions. `is_damaged`: something could not be decrypted."""

    head: Head
    treatment: str
    findings: Findings | None
    blood_pressure: BloodPressure
    is_damaged: bool
    sections: tuple[SectionAnswers, ...] | None
    unsent: int
    raw: tuple[RawAnswer, ...]
    left: tuple[AnswerLine, ...]
    late: tuple[LatePage, ...]
    late_raw: tuple[RawAnswer, ...]
    decisions: tuple[DecisionLine, ...]
    requests: tuple[RequestLine, ...]
    askable: Askable
    timeline: tuple[Event, ...]
    alarms: tuple[str, ...]

    @property
    def late_news(self) -> tuple[LatePage, ...]:
        """What came after sending, and nobody has decided on."""
        return tuple(page for page in self.late if page.is_news)

    @property
    def open_request(self) -> RequestLine | None:
        return next((asked for asked in self.requests if asked.is_open), None)

    @property
    def are_replies(self) -> bool:
        """All that is news was asked for."""
        return all(page.is_reply for page in self.late_news)


@dataclass(frozen=True)
class Parts:
    """What rests on the document; each is None where it could not be made."""

    findings: Findings | None = None
    answers: Laid | None = None
    requests: tuple[RequestLine, ...] | None = None
    askable: Askable | None = None
    late: tuple[LatePage, ...] | None = None


def intake_page(
    rows: IntakeRows, read_engine: Callable[[], Engine], engine_then: EngineThen
) -> IntakePage:
    """Whatever fails in the document, the engine or the evidence, the page still comes, and
    says that a person has to look. `read_engine` may raise anything."""
    failures: list[str] = []
    engine = _tried(failures, "The question set could not be read.", read_engine)
    if lost := lost_rows(rows):
        failures.append(f"Could not be decrypted: {', '.join(lost)}. All else is shown.")
    made = _parts(rows, engine, engine_then, failures) if engine else Parts()
    return IntakePage(
        head=head(rows.intake),
        treatment=pick(engine.document.treatment, engine.document.language) if engine else "",
        findings=made.findings,
        blood_pressure=blood_pressure(rows, engine),
        is_damaged=bool(lost),
        sections=made.answers.sections if made.answers else None,
        unsent=made.answers.unsent if made.answers else 0,
        left=made.answers.left if made.answers else (),
        raw=_raw(rows),
        late=made.late or (),
        late_raw=_raw_late(rows) if made.late is None else (),
        decisions=decisions(rows.intake, rows.reviews, rows.screenings),
        requests=made.requests or (),
        askable=made.askable or Askable(),
        timeline=timeline(rows),
        alarms=(*_alarms(rows, made), *failures),
    )


def _parts(rows: IntakeRows, engine: Engine, engine_then: EngineThen, failures: list[str]) -> Parts:
    """In the order in which their failures are told."""
    return Parts(
        findings=_tried(failures, "The evidence is damaged.", partial(findings, rows, engine_then)),
        answers=_tried(
            failures, "The answers could not be laid out.", partial(_sections, rows, engine)
        ),
        requests=_tried(
            failures,
            "What was asked again could not be laid out.",
            partial(request_lines, rows, engine),
        ),
        askable=_tried(
            failures, "The questions could not be laid out.", partial(to_ask, rows, engine)
        ),
        late=_tried(failures, "Late pages could not be laid out.", partial(_late, rows, engine)),
    )


def _tried(failures: list[str], failure: str, make: Callable[[], T]) -> T | None:
    """Any exception but the database's own becomes an alarm on the page."""
    try:
        return make()
    except DatabaseError:
        raise
    except Exception:
        logger.exception("Part of an intake could not be presented")
        failures.append(failure)
        return None


def _alarms(rows: IntakeRows, made: Parts) -> list[str]:
    alarms, intake, found = [], rows.intake, made.findings
    if intake.needs_human:
        alarms.append(f"{intake.get_human_reason_display()}.")
    if found and not found.is_repeatable:
        alarms.append("Run again over the same answers, the rules say something else today.")
    if found is None and intake.is_submitted:
        alarms.append("No findings can be shown for these answers.")
    if found is None:
        alarms += [f"On record: {flag.title} ({flag.get_truth_display()})." for flag in rows.flags]
    if made.late is None and rows.late_pages:
        alarms.append("The patient sent more after sending the form: it stands below the answers.")
    return alarms


def _raw(rows: IntakeRows) -> tuple[RawAnswer, ...]:
    answers = rows.intake.legible("answers") or {}
    return tuple(RawAnswer(link_id, answer) for link_id, answer in answers.items())


def _raw_late(rows: IntakeRows) -> tuple[RawAnswer, ...]:
    return tuple(RawAnswer(page.link_id, page.said("answer")) for page in rows.late_pages)


def _sections(rows: IntakeRows, engine: Engine) -> Laid:
    intake = rows.intake
    sent = None if intake.is_submitted else intake.answers.keys()
    branches = engine.branch(intake.answers, intake.clinic.today(), sent)
    record = Record(engine.document, intake.answers, intake.language)
    asked = Asked(branches.asked, branches.optional, is_complete=intake.is_submitted)
    counted = counted_pages(rows.pages, rows.renewals)
    notes = notes_on(intake, counted, record)
    return Laid(
        sections=sections(record, asked, _recognise, notes),
        unsent=unsent(record, asked),
        left=(
            *left_the_record(counted, record, _recognise),
            *older_answers(rows.renewals, intake.language, _recognise),
        ),
    )


def _late(rows: IntakeRows, engine: Engine) -> tuple[LatePage, ...]:
    return late_lines(rows, engine, _recognise)


def _recognise(row: object) -> MedicineLine:
    return medicine_line(row, shipped_vocabulary())
