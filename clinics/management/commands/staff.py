import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from clinics import actions, scopes
from clinics.management.commands.clinic import in_words
from clinics.models import Clinic, Role, User
from clinics.models.user import normalise_email


class Command(BaseCommand):
    help = "Gives people roles at a clinic."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_subparsers(dest="what", required=True).add_parser(
            "add", help="give somebody roles at a clinic, with a new account if they have none"
        )
        add.add_argument("email", help="signs in with it")
        add.add_argument("--name", help="as colleagues see it; needed for a new account")
        add.add_argument("--clinic", required=True, help="the clinic's slug")
        add.add_argument(
            "--role", required=True, action="append", choices=Role.values, help="may be repeated"
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        clinic = Clinic.objects.filter(slug=options["clinic"]).first()
        if clinic is None:
            raise CommandError(f"There is no clinic {options['clinic']}.")
        user = self.account(options["email"], options["name"])
        with scopes.at_clinic(clinic):
            for role in options["role"]:
                actions.grant_role(user=user, clinic=clinic, role=Role(role))
        self.stdout.write(f"{user.name} works at {clinic.name} as {', '.join(options['role'])}.")

    def account(self, email: str, name: str | None) -> User:
        user = User.objects.filter(email=normalise_email(email)).first()
        if user:
            return user
        if not name:
            raise CommandError(f"There is no account {email} yet; give --name to make one.")
        try:
            return actions.create_staff(email=email, name=name, password=read_password())
        except ValidationError as error:
            raise CommandError("\n".join(in_words(error))) from error


def read_password() -> str:
    """Typed unseen, or the first line of standard input; never an argument: others see those."""
    if sys.stdin.isatty():
        return getpass.getpass("Password: ")
    return sys.stdin.readline().rstrip("\n")
