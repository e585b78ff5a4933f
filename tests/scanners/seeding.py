"""A clinic to scan, made by the actions, in the database and the environment of a stack."""

import datetime
import json
import sys
from typing import Any

from clinics import scopes
from clinics.actions import create_staff, grant_role, invite_staff, register_patient
from clinics.models import Clinic, Role, User
from screening.actions.drafts import start_draft
from screening.actions.invitations import invite, open_with_birth_date
from screening.actions.replays import start_replay
from screening.management.demo import CLINICS, build_clinic
from screening.models import QuestionSetVersion
from tests.intakes import send_pages

EMAIL = "scanner@clinic.example"
BORN = datetime.date(1984, 3, 27)
LINKS = 4
MISSPELT = {"name": "sertralyne 100 mg", "dose": "", "frequency": ""}
"""Brings up the page that asks what was meant."""


def main() -> None:
    """Prints how to get in, as JSON; the password is read from standard input."""
    password = sys.stdin.readline().strip()
    list(build_clinic(of_clinic_example()))
    clinic = Clinic.objects.get(slug="lakeside")
    user = create_staff(email=EMAIL, name="Sam Scanner", password=password)
    with scopes.at_clinic(clinic):
        for role in Role:
            grant_role(user=user, clinic=clinic, role=role)
        tokens = [invited(clinic, user, number) for number in range(LINKS)]
        _, staff_token = invite_staff(
            clinic=clinic, email="new@clinic.example", role=Role.CLINICIAN, by=user
        )
        draft = start_draft(version=QuestionSetVersion.objects.get(), by=user)
        start_replay(version=draft, by=user)
    given = {"email": EMAIL, "password": password, "number": user.pk}
    json.dump({**given, "tokens": tokens, "staff_token": staff_token}, sys.stdout)


def of_clinic_example() -> dict[str, Any]:
    """The demo's first clinic, smaller, and with people whom a production start does not refuse."""
    text = CLINICS.read_text(encoding="utf-8").replace("demo.example", "clinic.example")
    (given, *_) = json.loads(text)["clinics"]
    return {**given, "patients": given["patients"][:8]}


def invited(clinic: Clinic, by: User, number: int) -> str:
    """A link; the first one's patient has answered everything, and not sent it yet."""
    patient = register_patient(
        clinic=clinic,
        given_name="Patient",
        family_name=f"Number {number}",
        date_of_birth=BORN,
        by=by,
    )
    version = QuestionSetVersion.objects.get(question_set__clinic=clinic)
    invitation, token = invite(patient=patient, version=version, language="en", by=by)
    if number == 0:
        intake, _ = open_with_birth_date(invitation=invitation, date_of_birth=BORN)
        send_pages(intake, {"medicines": [MISSPELT]})
    return token
