"""Running the rules so that whatever goes wrong ends with a person, never with "clear"."""

import datetime
import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError

from clinics.encryption import EncryptionError
from clinics.models import Patient
from screening.actions.engines import MedicineMatchFailed, engine_for, vocabulary_sha256
from screening.models import HumanReason, Intake
from screening.models.flag import finding_digest
from screening.models.json_text import json_digest
from screening.rules import (
    ENGINE_VERSION,
    Branches,
    Document,
    Engine,
    Finding,
    Outcome,
    Severity,
    Truth,
)
from screening.rules.answers import declines

logger = logging.getLogger(__name__)

Answers = Mapping[str, Any]


class EvaluationFailed(Exception):
    """The rules could not be run; `reason` is a code, and no answer is in it."""

    def __init__(self, reason: HumanReason) -> None:
        self.reason = reason
        super().__init__(reason.value)


@dataclass(frozen=True)
class Found:
    """A finding as it is stored."""

    finding: Finding
    facts: dict[str, Any]
    digest: str
    title: str

    def rests_on(self, link_id: str) -> bool:
        return any(item.question == link_id for item in self.finding.evidence)


@dataclass(frozen=True)
class Evaluation:
    """One run of the rules; nothing that is left to do with it can fail but the database.

    `asked`: before left-overs were removed. `found`: what becomes a flag. `stored`: the fields of
    a Screening, empty for a page that raised nothing urgent. `branches`: of the answers, where
    telling them cost nothing.
    """

    asked: tuple[str, ...]
    answers: dict[str, Any]
    removed: dict[str, Any]
    found: tuple[Found, ...]
    stored: dict[str, Any]
    branches: Branches | None = None


def evaluate_page(intake: Intake, answers: Answers) -> Evaluation:
    """While an intake is being filled in: only the pages that `answers` has a key for are silent,
    and only what is urgent and raised is found. Raises EvaluationFailed.
    """
    engine = read_engine(intake)
    with ending_with_a_person(intake, HumanReason.EVALUATION):
        seen = engine.glance(answers, intake.clinic.day_of_screening(), answers.keys())
        asked = seen.branches.asked
        if not seen.urgent and not may_hold_left_overs(answers, asked):
            return Evaluation(asked, dict(answers), {}, (), {}, seen.branches)
        run = run_rules(engine, intake, answers, is_complete=False)
        found = tuple(found_in(run.outcome.raised, engine.document, intake, only_urgent=True))
        stored = run.as_fields(intake.patient) if found else {}
        return Evaluation(run.asked, run.answers, run.removed, found, stored)


def evaluate_record(intake: Intake, answers: Answers, *, is_complete: bool) -> Evaluation:
    """Outside of a page. `is_complete`: everything is sent, and silence counts. Once
    the patient has sent the form, all that is found counts.

    Raises EvaluationFailed.
    """
    engine = read_engine(intake)
    with ending_with_a_person(intake, HumanReason.EVALUATION):
        run = run_rules(engine, intake, answers, is_complete=is_complete)
        findings = (*run.outcome.raised, *run.outcome.undetermined)
        is_half = not (is_complete or intake.is_submitted)
        found = tuple(found_in(findings, engine.document, intake, only_urgent=is_half))
        return Evaluation(run.asked, run.answers, run.removed, found, run.as_fields(intake.patient))


@dataclass(frozen=True)
class Run:
    engine: Engine
    today: datetime.date
    is_complete: bool
    asked: tuple[str, ...]
    answers: dict[str, Any]
    removed: dict[str, Any]
    outcome: Outcome

    def as_fields(self, patient: Patient) -> dict[str, Any]:
        outcome = self.outcome.as_json()
        return {
            "today": self.today,
            "is_complete": self.is_complete,
            "document_sha256": self.engine.document.sha256,
            "engine_version": ENGINE_VERSION,
            "vocabulary_sha256": vocabulary_sha256(),
            "parameters": dict(self.engine.parameters),
            "answers": self.answers,
            "answers_digest": json_digest(self.answers, of=patient),
            "outcome": outcome,
            "outcome_digest": json_digest(outcome, of=patient),
            "level": self.outcome.level.value,
        }


def run_rules(engine: Engine, intake: Intake, answers: Answers, *, is_complete: bool) -> Run:
    """Screen at the clinic's date of today, and once more without left-overs if there are any."""
    today = intake.clinic.day_of_screening()
    outcome = engine.screen(answers, today, None if is_complete else answers.keys())
    asked = outcome.asked
    if not may_hold_left_overs(answers, asked):
        return Run(engine, today, is_complete, asked, dict(answers), {}, outcome)
    settled = engine.settle(answers, today, None if is_complete else answers.keys())
    sent = None if is_complete else settled.answers.keys()
    outcome = engine.screen(settled.answers, today, sent)
    return Run(engine, today, is_complete, asked, settled.answers, settled.removed, outcome)


def may_hold_left_overs(answers: Answers, asked: Collection[str]) -> bool:
    """A left-over is not asked, or says "does not apply" where that is no longer offered."""
    return not answers.keys() <= set(asked) or any(map(declines, answers.values()))


def found_in(
    findings: Iterable[Finding], document: Document, intake: Intake, *, only_urgent: bool
) -> Iterator[Found]:
    for finding in findings:
        if only_urgent and not is_urgent(finding):
            continue
        facts = finding.as_json()
        title = document.rules[finding.rule].title[document.language]
        yield Found(finding, facts, finding_digest(facts, of=intake.patient), title)


def is_urgent(finding: Finding) -> bool:
    """Raised and urgent: what acts at once."""
    return finding.severity is Severity.URGENT and finding.truth is Truth.TRUE


def read_engine(intake: Intake) -> Engine:
    """Raises EvaluationFailed when the version or the vocabulary cannot be read."""
    with ending_with_a_person(intake, HumanReason.VERSION):
        return engine_for(intake.version)


def asked_now(intake: Intake) -> tuple[str, ...]:
    """The questions that the answers so far ask, in order. Raises EvaluationFailed."""
    engine = read_engine(intake)
    with ending_with_a_person(intake, HumanReason.EVALUATION):
        return engine.branch(
            intake.answers, intake.clinic.day_of_screening(), intake.answers.keys()
        ).asked


@contextmanager
def ending_with_a_person(intake: Intake, reason: HumanReason) -> Iterator[None]:
    try:
        yield
    except DatabaseError:
        raise
    except EncryptionError as error:
        say(intake, HumanReason.DECRYPTION)
        raise EvaluationFailed(HumanReason.DECRYPTION) from error
    except MedicineMatchFailed as error:
        say(intake, HumanReason.MEDICINES)
        raise EvaluationFailed(HumanReason.MEDICINES) from error
    except Exception as error:
        say(intake, reason)
        raise EvaluationFailed(reason) from error


def say(intake: Intake, reason: HumanReason) -> None:
    logger.exception(
        "Intake goes to a person", extra={"intake_id": intake.pk, "reason": reason.value}
    )
