import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from clinics.models import Clinic
from screening.actions.question_sets import CasesFailed, load_document, publish
from screening.rules import DocumentError


class Command(BaseCommand):
    help = "Brings question sets in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        load = parser.add_subparsers(dest="what", required=True).add_parser(
            "load", help="a document, as a draft of every clinic's question set"
        )
        load.add_argument("file", type=Path, metavar="FILE", help="JSON")
        load.add_argument("--publish", action="store_true", help="let patients have it at once")
        load.add_argument(
            "--clinic", action="append", metavar="SLUG", help="only this one; may be repeated"
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        data = read(options["file"])
        for clinic in chosen(options["clinic"]):
            try:
                version = load_document(clinic=clinic, data=data)
                if options["publish"]:
                    version = publish(version=version)
            except (DocumentError, CasesFailed) as error:
                raise CommandError(in_lines(options["file"], error)) from error
            self.stdout.write(
                f"{clinic.slug}: {version.question_set.slug} version {version.number},"
                f" {version.get_status_display().lower()}, sha256 {version.sha256}"
            )


def read(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise CommandError(f"{file}: {error}") from error


def chosen(slugs: list[str] | None) -> list[Clinic]:
    clinics = Clinic.objects.order_by("pk")
    found = list(clinics.filter(slug__in=slugs) if slugs else clinics)
    if missing := set(slugs or ()) - {clinic.slug for clinic in found}:
        raise CommandError(f"There is no clinic {', '.join(sorted(missing))}.")
    if not found:
        raise CommandError("There is no clinic yet; make one with `manage.py clinic add`.")
    return found


def in_lines(file: Path, error: DocumentError | CasesFailed) -> str:
    """Every problem on its own line, so that all of them can be mended at once."""
    faults = error.problems if isinstance(error, DocumentError) else error.failures
    return "\n".join([f"{file} was not loaded:", *(f"  {fault}" for fault in faults)])
