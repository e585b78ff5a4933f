from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from clinics import database_roles
from clinics.row_security import unprotected


class Command(BaseCommand):
    help = "The roles and policies of PostgreSQL."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        what.add_parser("roles", help="SQL that makes the roles of owner, application and auditor")
        what.add_parser("check", help="tell what an application connected like this must not be")

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("SQLite has neither roles nor policies; they are PostgreSQL's.")
        if options["what"] == "roles":
            self.print_roles()
        else:
            self.look()

    def print_roles(self) -> None:
        database = str(connection.settings_dict["NAME"])
        self.stdout.write("".join(f"{line};\n" for line in database_roles.creation(database)))

    def look(self) -> None:
        found = database_roles.refusals(connection)
        found += [f"The table {table} lacks a policy." for table in unprotected(connection)]
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write("sound")
