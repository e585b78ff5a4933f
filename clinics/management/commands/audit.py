from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from clinics import anchors
from clinics.anchors import Anchor, AnchorsUnreadable
from clinics.audit import Check, check, record_check
from clinics.models import AuditChain, Clinic


class Command(BaseCommand):
    help = "Checks the audit trail, and writes its ends down outside the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="what", required=True)
        verify = commands.add_parser(
            "verify", help="walk every chain of events and tell what was changed, lost or cut"
        )
        verify.add_argument(
            "--anchors", type=Path, help="the file to check by; AUDIT_ANCHORS if it is there"
        )
        verify.add_argument(
            "--unrecorded", action="store_true", help="write nothing, not even that it was checked"
        )
        anchor = commands.add_parser("anchor", help="write the end of every chain to a file")
        anchor.add_argument(
            "--to", type=Path, help="the file to add to; AUDIT_ANCHORS if not given"
        )
        anchor.add_argument(
            "--print", action="store_true", help="to be kept on another machine too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "anchor":
            self.anchor(options["to"] or settings.AUDIT_ANCHORS, is_printed=options["print"])
        else:
            self.verify(self.read(options["anchors"]), is_recorded=not options["unrecorded"])

    def anchor(self, path: Path, *, is_printed: bool) -> None:
        ends = anchors.heads()
        anchors.append(path, ends)
        if is_printed:
            self.stdout.write("\n".join(end.line for end in ends))

    def read(self, path: Path | None) -> dict[str, list[Anchor]]:
        if path is None and not settings.AUDIT_ANCHORS.exists():
            self.stdout.write("No anchors: a chain that was cut and wound back would not show.")
            return {}
        try:
            return anchors.read(path or settings.AUDIT_ANCHORS)
        except (AnchorsUnreadable, OSError) as error:
            raise CommandError(f"The anchors cannot be read: {error}.") from error

    def verify(self, anchored: dict[str, list[Anchor]], *, is_recorded: bool) -> None:
        clinics = list(Clinic.objects.select_related("audit_chain").order_by("slug"))
        gone = anchored.keys() - {"", *(clinic.slug for clinic in clinics)}
        for slug in sorted(gone):
            self.stdout.write(f"{slug}: was anchored, and there is no such clinic")
        broken = len(gone)
        for clinic in [None, *clinics]:
            slug = clinic.slug if clinic else ""
            result = check(clinic, anchored.get(slug, ()))
            self.tell(slug or AuditChain.SYSTEM, result)
            broken += bool(result.problems)
            if is_recorded:
                record_check(clinic, result)
        if broken:
            raise CommandError(f"{broken} of the chains are not sound.")

    def tell(self, name: str, result: Check) -> None:
        for problem in result.problems:
            self.stdout.write(f"{name}: {problem}")
        if not result.problems:
            self.stdout.write(f"{name}: sound, {result.events} events, {result.anchors} anchors")
