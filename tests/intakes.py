"""Intakes of Maria at Lakeside, at every stage, made through the actions."""

import datetime
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from clinics.models import Clinic, Patient, User
from screening import actions
from screening.actions import question_sets
from screening.actions.evaluations import asked_now
from screening.models import Intake, Invitation, QuestionSetVersion
from screening.rules import Document, parse_document

SHIPPED = Path(__file__).resolve().parent.parent / "fixtures" / "question_sets"
DECLARATION = "What I have said is true as far as I know."

LOW_RISK = {
    "completed_by": "self",
    "treatment_reasons": ["depression"],
    "antidepressants_tried": "two_or_more",
    "suicidal_thoughts_past_month": "no",
    "suicide_attempt": "no",
    "psychosis_symptoms_now": "no",
    "psychiatric_history": ["none"],
    "mania_past_month": "no",
    "hypertension_diagnosed": "no",
    "vascular_history": ["none"],
    "heart_history": ["none"],
    "other_conditions": ["none"],
    "pregnancy_status": "not_born_with_uterus",
    "alcohol_frequency": "never",
    "drugs_past_year": ["none"],
    "substance_problem": "no",
    "medicine_classes": ["other"],
    "medicines": [{"name": "sertraline 100 mg", "dose": "", "frequency": ""}],
    "previous_ketamine": "never",
    "medicine_allergies": None,
    "ride_home": "yes",
    "acknowledgements": [
        "off_label",
        "side_effects",
        "long_term_risks",
        "observation",
        "other_treatments",
        "cost",
        "clinician_decides",
    ],
}
"""All that somebody without any risk is asked, but for the blood pressure, which has a date."""

ANEURYSM = {"vascular_history": ["aneurysm"]}
"""Raises a contraindication."""


def shipped() -> dict[str, Any]:
    text = (SHIPPED / "ketamine-pre-treatment.json").read_text(encoding="utf-8")
    return json.loads(text)


def reading(clinic: Clinic, systolic: int = 118, diastolic: int = 76, *, days_ago: int = 6) -> Any:
    day = clinic.today() - datetime.timedelta(days=days_ago)
    return {
        "systolic": systolic,
        "diastolic": diastolic,
        "measured_on": day.isoformat(),
        "method": "arm_cuff",
    }


def send_pages(intake: Intake, answers: Mapping[str, Any] | None = None) -> Intake:
    """Send every page that is asked, in order; `answers` differ from those of low risk."""
    given = {**LOW_RISK, "blood_pressure": reading(intake.clinic), **(answers or {})}
    while unsent := [link for link in asked_now(intake) if link not in intake.answers]:
        saved = actions.save_page(
            intake=intake,
            link_id=unsent[0],
            answer=given[unsent[0]],
            revision=intake.revision,
        )
        intake = saved.intake
    return intake


def submit(intake: Intake, answers: Mapping[str, Any] | None = None) -> Intake:
    """Send every page, then all of it."""
    return actions.submit(
        intake=send_pages(intake, answers), signed_name="Maria O'Brien", declaration=DECLARATION
    )


def begin(version: QuestionSetVersion, patient: Patient, by: User) -> Intake:
    invitation, _ = actions.invite(patient=patient, version=version, language="en", by=by)
    intake, _ = actions.open_with_birth_date(
        invitation=invitation, date_of_birth=patient.date_of_birth
    )
    return intake


def bring_in(clinic: Clinic, data: Mapping[str, Any]) -> QuestionSetVersion:
    """Published by the operator; proved once in a process."""
    version = actions.load_document(clinic=clinic, data=data)
    return actions.publish_as_operator(version=version, source="a test")


@cache
def parsed_shipped() -> Document:
    return parse_document(shipped())


def bring_in_shipped(clinic: Clinic) -> QuestionSetVersion:
    """Parsed once in a process, for the hundreds of tests that begin with it."""
    with mock.patch.object(question_sets, "parse_document", return_value=parsed_shipped()):
        return bring_in(clinic, {})


@pytest.fixture
def version(lakeside: Clinic) -> QuestionSetVersion:
    """The shipped question set, published at Lakeside."""
    return bring_in_shipped(lakeside)


@pytest.fixture
def invited(version: QuestionSetVersion, maria: Patient, bob: User) -> tuple[Invitation, str]:
    """Maria's invitation and its token."""
    return actions.invite(patient=maria, version=version, language="en", by=bob)


@pytest.fixture
def intake(invited: tuple[Invitation, str], maria: Patient) -> Intake:
    """Begun: the link is open, the date of birth proven."""
    return actions.open_with_birth_date(invitation=invited[0], date_of_birth=maria.date_of_birth)[0]
