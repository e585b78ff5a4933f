"""Two clinics with an administrator and a patient each, made by the actions."""

import datetime
import json
import sys

from clinics import scopes
from clinics.actions import create_clinic, create_staff, grant_role, register_patient
from clinics.models import Role

SEED = "import django; django.setup(); from tests.deployed.two_clinics import main; main()"
BORN = datetime.date(1984, 3, 27)


def main() -> None:
    """Prints who may sign in where, as JSON; the password is read from standard input."""
    password = sys.stdin.readline().strip()
    json.dump({slug: furnish(slug, password) for slug in ("lakeside", "harbor")}, sys.stdout)


def furnish(slug: str, password: str) -> str:
    clinic = create_clinic(
        slug=slug, name=slug.title(), phone="555-010-0100", on_call_email=f"call@{slug}.example"
    )
    admin = create_staff(email=f"admin@{slug}.example", name="Admin", password=password)
    with scopes.at_clinic(clinic):
        grant_role(user=admin, clinic=clinic, role=Role.ADMIN)
        register_patient(
            clinic=clinic, given_name="Pat", family_name=slug.title(), date_of_birth=BORN, by=admin
        )
    return admin.email
