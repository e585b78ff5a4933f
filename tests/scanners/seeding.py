"""A clinic to scan, made by the actions, in the database and the environment of a stack."""

import datetime
import json
import sys
from typing import Any

from clinics import scopes
from clinics.actions import create_staff, grant_role, register_patient
from clinics.models import Clinic, Role, User
from screening.actions.invitations import invite
from screening.management.demo import CLINICS, build_clinic
from screening.models import QuestionSetVersion

EMAIL = "scanner@clinic.example"
BORN = datetime.date(1984, 3, 27)
LINKS = 4


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
    json.dump({"email": EMAIL, "password": password, "tokens": tokens}, sys.stdout)


def of_clinic_example() -> dict[str, Any]:
    """The demo's first clinic, smaller, and with people whom a production start does not refuse."""
    text = CLINICS.read_text(encoding="utf-8").replace("demo.example", "clinic.example")
    (given, *_) = json.loads(text)["clinics"]
    return {**given, "patients": given["patients"][:8]}


def invited(clinic: Clinic, by: User, number: int) -> str:
    patient = register_patient(
        clinic=clinic,
        given_name="Patient",
        family_name=f"Number {number}",
        date_of_birth=BORN,
        by=by,
    )
    version = QuestionSetVersion.objects.get(question_set__clinic=clinic)
    _, token = invite(patient=patient, version=version, language="en", by=by)
    return token
