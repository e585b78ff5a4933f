import getpass
import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clinics import actions
from clinics.models import Clinic, Role, User
from clinics.models.user import normalise_email


class Command(BaseCommand):
    help = "Emergency access: lets somebody into a clinic for hours, and tells the clinic."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="what", required=True)
        start = commands.add_parser("start", help="let somebody in")
        end = commands.add_parser("end", help="end what somebody has")
        for command in (start, end):
            command.add_argument("email", help="of an account that there is")
            command.add_argument("clinic", help="the clinic's slug")
        start.add_argument("--role", required=True, choices=Role.values)
        start.add_argument("--reason", required=True, help="why; shown to the clinic, no patients")
        start.add_argument("--hours", required=True, type=int, help="1 to 8")
        commands.add_parser("expire", help="put on record what has run out; for a timer")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "expire":
            self.expire()
        elif options["what"] == "end":
            self.end(*found(options))
        else:
            self.start(*found(options), options)

    def start(self, user: User, clinic: Clinic, options: dict[str, Any]) -> None:
        try:
            glass = actions.break_glass(
                user=user,
                clinic=clinic,
                role=Role(options["role"]),
                reason=options["reason"],
                hours=options["hours"],
                operator=operator(),
            )
        except actions.BreakGlassRefused as refused:
            raise CommandError(str(refused)) from refused
        until = glass.expires_at.isoformat(" ", "minutes")
        self.stdout.write(f"{user.name} works at {clinic.name} as {glass.role} until {until}.")
        if not actions.sound_alarm(glass):
            raise CommandError(
                f"They are in, but the alarm could not be mailed. Ring {clinic.name} up: "
                f"{clinic.phone}."
            )
        self.stdout.write("The clinic was told.")

    def end(self, user: User, clinic: Clinic) -> None:
        if not actions.end_break_glass(user=user, clinic=clinic, operator=operator()):
            raise CommandError(f"{user.name} has no emergency access at {clinic.name}.")
        self.stdout.write(f"{user.name}'s emergency access at {clinic.name} has ended.")

    def expire(self) -> None:
        over = sum(actions.end_expired(clinic=clinic) for clinic in Clinic.objects.all())
        self.stdout.write(f"{over} have run out.")


def found(options: dict[str, Any]) -> tuple[User, Clinic]:
    user = User.objects.filter(email=normalise_email(options["email"])).first()
    clinic = Clinic.objects.filter(slug=options["clinic"]).first()
    if user is None:
        raise CommandError(f"There is no account {options['email']}.")
    if clinic is None:
        raise CommandError(f"There is no clinic {options['clinic']}.")
    return user, clinic


def operator() -> str:
    """Who typed it, as far as the host knows."""
    name = os.environ.get("SUDO_USER") or getpass.getuser()
    return "".join(letter for letter in name if letter.isprintable())[:60]
