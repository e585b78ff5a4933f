"""A clinic to scan, made by the actions, in the database and the environment of a stack."""

import json
import sys
from typing import Any

from clinics import scopes
from clinics.actions import create_staff, grant_role, invite_staff
from clinics.models import Clinic, Role, User
from screening.management.demo import CLINICS, build_clinic
from tests.scanners.intakes import invited, pages_of_intakes
from tests.scanners.versions import pages_of_versions

LINKS = 4


def main() -> None:
    """Prints how to get in, as JSON; the password is read from standard input."""
    password = sys.stdin.readline().strip()
    list(build_clinic(of_clinic_example()))
    clinic = Clinic.objects.get(slug="lakeside")
    with scopes.at_clinic(clinic):
        admin, author = (employ(clinic, who, password, Role.ADMIN) for who in ("admin", "author"))
        clinician = employ(clinic, "clinician", password, Role.CLINICIAN)
        tokens = [invited(clinic, clinician, number) for number in range(LINKS)]
        _, staff_token = invite_staff(
            clinic=clinic, email="new@clinic.example", role=Role.CLINICIAN, by=admin
        )
        accounts = {
            "clinician": account(clinician, pages_of_intakes(clinic, clinician)),
            "admin": account(admin, pages_of_versions(clinic, author, admin)),
        }
    json.dump({"accounts": accounts, "tokens": tokens, "staff_token": staff_token}, sys.stdout)


def of_clinic_example() -> dict[str, Any]:
    """The demo's first clinic, smaller, and with people whom a production start does not refuse."""
    text = CLINICS.read_text(encoding="utf-8").replace("demo.example", "clinic.example")
    (given, *_) = json.loads(text)["clinics"]
    return {**given, "patients": given["patients"][:8]}


def employ(clinic: Clinic, name: str, password: str, role: Role) -> User:
    email = f"scanning-{name}@clinic.example"
    user = create_staff(email=email, name=f"Sam {name.title()}", password=password)
    grant_role(user=user, clinic=clinic, role=role)
    return user


def account(user: User, start: list[str]) -> dict[str, Any]:
    return {"email": user.email, "number": user.pk, "start": start}
