from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clinics.audit import verify
from clinics.models import AuditChain, Clinic


class Command(BaseCommand):
    help = "Checks the audit trail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_subparsers(dest="what", required=True).add_parser(
            "verify", help="walk every chain of events and tell what was changed, lost or cut"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        broken = 0
        for clinic in [None, *Clinic.objects.select_related("audit_chain").order_by("slug")]:
            name = clinic.slug if clinic else AuditChain.SYSTEM
            problems = verify(clinic)
            broken += bool(problems)
            for problem in problems:
                self.stdout.write(f"{name}: {problem}")
            if not problems:
                self.stdout.write(f"{name}: sound")
        if broken:
            raise CommandError(f"{broken} of the chains are not sound.")
