"""Sent intakes as the actions would have left them, only faster.

Each has a patient of its own with keys of their own; their answers are those of the example
patients of the shipped set, in turns, and their screenings are what the engine says of them.
"""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from benchmarks.step.ours import BORN, PASSWORD
from clinics import scopes
from clinics.actions import create_clinic, create_staff
from clinics.keys import make_keyring
from clinics.models import Clinic, Patient, User
from screening.actions import load_document, publish_as_operator
from screening.actions.engines import engine_for, vocabulary_sha256
from screening.actions.headless import shipped_documents
from screening.models import (
    Intake,
    IntakeStatus,
    Invitation,
    QuestionSetVersion,
    Screening,
    Trigger,
)
from screening.models.json_text import json_digest
from screening.rules import ENGINE_VERSION

BATCH = 2000
CHANGED_LIMIT = "elevated_systolic"
CURRENT = """
UPDATE screening_intake SET current_screening_id =
(SELECT id FROM screening_screening WHERE screening_screening.intake_id = screening_intake.id)
"""


@dataclass(frozen=True)
class Example:
    """An example patient of the set, screened."""

    today: date
    answers: dict[str, Any]
    outcome: dict[str, Any]


class Past:
    def __init__(self, *, intakes: int) -> None:
        self.clinic: Clinic = create_clinic(
            slug="long", name="Long", phone="555-010-0100", on_call_email="on-call@long.example"
        )
        self.staff: User = create_staff(email="desk@long.example", name="Desk", password=PASSWORD)
        with scopes.at_clinic(self.clinic):
            self.version = publish_as_operator(
                version=load_document(clinic=self.clinic, data=shipped()), source="a benchmark"
            )
            self._fill(intakes)
            self.draft = load_document(clinic=self.clinic, data=with_another_limit(shipped()))
        with connection.cursor() as cursor:
            cursor.execute(CURRENT)
            cursor.execute("ANALYZE")

    def _fill(self, intakes: int) -> None:
        examples = screened_examples(self.version)
        for first in range(0, intakes, BATCH):
            numbers = range(first, min(first + BATCH, intakes))
            made = [self._intake(number) for number in numbers]
            Patient.objects.bulk_create([intake.patient for intake in made])
            Invitation.objects.bulk_create([intake.invitation for intake in made])
            Intake.objects.bulk_create(made)
            turns = [examples[number % len(examples)] for number in numbers]
            Screening.objects.bulk_create(self._screenings(made, turns))

    def _intake(self, number: int) -> Intake:
        now = timezone.now()
        patient = Patient(
            clinic=self.clinic,
            given_name="Maria",
            family_name=f"Measured {number}",
            date_of_birth=BORN,
            language="en",
            created_by=self.staff,
        )
        make_keyring(patient)
        invitation = Invitation(
            clinic=self.clinic,
            patient=patient,
            version=self.version,
            token_digest=f"{number:064}",
            language="en",
            created_at=now,
            created_by=self.staff,
            expires_at=now + timedelta(days=14),
            spent_at=now,
        )
        return Intake(
            clinic=self.clinic,
            reference=f"{number:09}",
            patient=patient,
            invitation=invitation,
            version=self.version,
            status=IntakeStatus.SUBMITTED,
            language="en",
            started_at=now,
            saved_at=now,
            submitted_at=now,
            keep_until=now + timedelta(days=30),
        )

    def _screenings(
        self, intakes: Sequence[Intake], examples: Sequence[Example]
    ) -> list[Screening]:
        parameters = dict(engine_for(self.version).parameters)
        return [
            Screening(
                clinic=self.clinic,
                intake=intake,
                number=1,
                trigger=Trigger.SUBMISSION,
                at=intake.submitted_at,
                today=example.today,
                is_complete=True,
                document_sha256=self.version.sha256,
                engine_version=ENGINE_VERSION,
                vocabulary_sha256=vocabulary_sha256(),
                parameters=parameters,
                answers=example.answers,
                answers_digest=json_digest(example.answers, of=intake.patient),
                outcome=example.outcome,
                outcome_digest=json_digest(example.outcome, of=intake.patient),
                level=example.outcome["level"],
            )
            for intake, example in zip(intakes, examples, strict=True)
        ]


def screened_examples(version: QuestionSetVersion) -> list[Example]:
    engine = engine_for(version)
    examples = []
    for case in version.parsed.cases:
        said: Any = case
        today = date.fromisoformat(said["today"])
        outcome = engine.screen(said["answers"], today).as_json()
        examples.append(Example(today, dict(said["answers"]), outcome))
    return examples


def shipped() -> dict[str, Any]:
    return next(document for path, document in shipped_documents() if "ketamine" in path.stem)


def with_another_limit(document: dict[str, Any]) -> dict[str, Any]:
    """Lower by ten, so that some of the intakes come out otherwise."""
    changed = copy.deepcopy(document)
    changed["cases"] = []
    changed["parameters"][CHANGED_LIMIT]["value"] -= 10
    return changed
