from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from clinics import database_roles
from clinics.row_security import run, secure, unforce

LOOKING = ("check_unapplied", "plan")


class Command(migrate.Command):
    help = f"{migrate.Command.help} On PostgreSQL it then renews the policies and the grants."

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if connection.vendor != "postgresql" or any(options[name] for name in LOOKING):
            super().handle(*args, **options)
            return
        unforce(connection)
        super().handle(*args, **options)
        secure(connection)
        if database_roles.exist(connection):
            run(connection, list(database_roles.grants()))
        elif options["verbosity"]:
            self.stderr.write("There are no database roles yet: see `manage.py database roles`.")
