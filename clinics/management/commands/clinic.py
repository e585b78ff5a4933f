from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from clinics import actions


class Command(BaseCommand):
    help = "Opens a clinic."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_subparsers(dest="what", required=True).add_parser(
            "add", help="open a clinic with its settings and its audit trail"
        )
        add.add_argument("slug", help="short name for commands and addresses, such as lakeside")
        add.add_argument("--name", required=True, help="as patients read it")
        add.add_argument("--phone", required=True, help="where patients reach the clinic")
        add.add_argument("--on-call-email", required=True, help="told at once of urgent findings")
        add.add_argument("--crisis-line", default="988")
        add.add_argument("--emergency-number", default="911")
        add.add_argument("--time-zone", default="America/New_York")
        add.add_argument("--language", action="append", help="a code, such as en; may be repeated")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            clinic = actions.create_clinic(
                slug=options["slug"],
                name=options["name"],
                phone=options["phone"],
                on_call_email=options["on_call_email"],
                crisis_line=options["crisis_line"],
                emergency_number=options["emergency_number"],
                time_zone=options["time_zone"],
                languages=options["language"] or ["en"],
            )
        except ValidationError as error:
            raise CommandError("\n".join(in_words(error))) from error
        self.stdout.write(f"{clinic.name} is open as {clinic.slug}.")


def in_words(error: ValidationError) -> list[str]:
    """One line for each thing that is wrong, with the name of its field where it has one."""
    if not hasattr(error, "error_dict"):
        return error.messages
    return [f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items()]
