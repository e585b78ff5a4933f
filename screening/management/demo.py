"""Two clinics to try the program with: made by the actions, as everything real is."""

import datetime
import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from clinics import scopes
from clinics.actions import create_clinic, create_staff, grant_role, register_patient
from clinics.models import Clinic, Patient, Role, User
from screening.actions.claims import claim
from screening.actions.evaluations import asked_now
from screening.actions.flags import assess_flag
from screening.actions.headless import shipped_documents
from screening.actions.invitations import invite, open_with_birth_date
from screening.actions.pages import save_page
from screening.actions.publishing import publish_as_operator
from screening.actions.question_sets import load_document
from screening.actions.reviews import decide
from screening.actions.submissions import submit, withdraw
from screening.actions.vital_signs import record_vital_sign
from screening.models import (
    AssessmentReason,
    Decision,
    Intake,
    Judgement,
    QuestionSetVersion,
)
from screening.tryout import PASSWORD, OpenLink

CLINICS = Path(settings.BASE_DIR) / "fixtures" / "demo" / "clinics.json"
DECLARATION = "These answers are true as far as I know."


def build_demo() -> list[OpenLink]:
    """Both clinics with their people, patients and intakes; the links still to be opened."""
    data = json.loads(CLINICS.read_text(encoding="utf-8"))
    return [link for given in data["clinics"] for link in build_clinic(given)]


def build_clinic(given: Mapping[str, Any]) -> list[OpenLink]:
    fields = {name: value for name, value in given.items() if name not in ("staff", "patients")}
    clinic = create_clinic(crisis_checked_on=timezone.localdate(), **fields)
    with scopes.at_clinic(clinic):
        return list(fill(clinic, given))


def fill(clinic: Clinic, given: Mapping[str, Any]) -> Iterator[OpenLink]:
    staff = [hire(clinic, person) for person in given["staff"]]
    version, cases = publish_shipped(clinic)
    for patient in given["patients"]:
        visit = Visit(clinic, version, cases[patient["case"]], patient, staff[0], staff[1])
        if link := visit.play():
            yield link


def hire(clinic: Clinic, person: Mapping[str, Any]) -> User:
    user = create_staff(email=person["email"], name=person["name"], password=PASSWORD)
    for role in person["roles"]:
        grant_role(user=user, clinic=clinic, role=Role(role))
    return user


def publish_shipped(clinic: Clinic) -> tuple[QuestionSetVersion, dict[str, Mapping[str, Any]]]:
    """The published version, and its embedded cases by id, which the demo patients answer as."""
    ((_, source),) = shipped_documents()
    version = load_document(clinic=clinic, data=source)
    version = publish_as_operator(version=version, source="the set that comes with the program")
    return version, {case["id"]: case for case in source["cases"]}


@dataclass(frozen=True)
class Visit:
    """One demo patient, who answers as one case of the question set does."""

    clinic: Clinic
    version: QuestionSetVersion
    case: Mapping[str, Any]
    given: Mapping[str, Any]
    front_desk: User
    clinician: User

    def play(self) -> OpenLink | None:
        patient = self.register()
        invitation, token = invite(
            patient=patient, version=self.version, language=patient.language, by=self.front_desk
        )
        if self.given["then"] == "invite":
            born = patient.date_of_birth.isoformat()
            return OpenLink(self.clinic.name, str(patient), born, token)
        intake, _ = open_with_birth_date(invitation=invitation, date_of_birth=patient.date_of_birth)
        intake = self.answer(intake)
        if self.given["then"] == "withdraw":
            withdraw(intake=intake)
        elif self.given["then"] in ("send", "decide"):
            intake = submit(intake=intake, signed_name=str(patient), declaration=DECLARATION)
        if self.given["then"] == "decide":
            self.decide(intake)
        return None

    def register(self) -> Patient:
        names = {key: self.given[key] for key in ("given_name", "family_name")}
        return register_patient(
            clinic=self.clinic,
            date_of_birth=datetime.date.fromisoformat(self.case["answers"]["date_of_birth"]),
            language=self.given.get("language", "en"),
            phone=self.given["phone"],
            by=self.front_desk,
            **names,
        )

    def answer(self, intake: Intake) -> Intake:
        """Page by page, as a patient does, to the end or as far as the demo says."""
        answers = self.answers()
        for _ in range(self.given.get("pages", len(self.version.parsed.questions))):
            link_id = next((link for link in asked_now(intake) if link not in intake.answers), None)
            if link_id is None:
                break
            page = save_page(intake=intake, link_id=link_id, answer=answers.get(link_id))
            intake = page.intake
        return intake

    def answers(self) -> dict[str, Any]:
        """The case's, with a blood pressure that is as old today as it was in the case."""
        answers = dict(self.case["answers"])
        reading = answers.get("blood_pressure", {})
        if "measured_on" in reading:
            then = datetime.date.fromisoformat(self.case["today"])
            age = then - datetime.date.fromisoformat(reading["measured_on"])
            day = self.clinic.today() - age
            answers["blood_pressure"] = {**reading, "measured_on": day.isoformat()}
        return answers

    def decide(self, intake: Intake) -> None:
        intake = claim(intake=intake, by=self.clinician)
        for flag in intake.current_flags:
            assess_flag(
                flag=flag,
                judgement=Judgement.UPHELD,
                reason=AssessmentReason.SPOKE_WITH_PATIENT,
                words="Talked it through on the phone.",
                by=self.clinician,
            )
        days = self.given.get("days")
        decide(
            intake=intake,
            screening=intake.current_screening,
            decision=Decision[self.given["decision"]],
            key=uuid.uuid4(),
            by=self.clinician,
            reason=self.given["reason"],
            conditions=self.given.get("conditions", ""),
            deferred_until=self.clinic.today() + datetime.timedelta(days=days) if days else None,
        )
        if measured := self.given.get("vital_sign"):
            record_vital_sign(
                intake=intake,
                systolic=measured[0],
                diastolic=measured[1],
                measured_at=timezone.now(),
                by=self.clinician,
            )
