import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from clinics import scopes
from clinics.models import Clinic
from screening.actions.checks import ChecksNotPassed
from screening.actions.publishing import publish_as_operator
from screening.actions.question_sets import CasesFailed, load_document
from screening.proofs import Weight, check_text
from screening.rules import DocumentError


class Command(BaseCommand):
    help = "Checks question sets and brings them in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        load = what.add_parser("load", help="a document, as a draft of every clinic's question set")
        load.add_argument("file", type=Path, metavar="FILE", help="JSON")
        load.add_argument("--publish", action="store_true", help="let patients have it at once")
        load.add_argument(
            "--clinic", action="append", metavar="SLUG", help="only this one; may be repeated"
        )
        check = what.add_parser(
            "check", help="prove a document sound: findings as JSON, and 1 if any is an error"
        )
        check.add_argument("file", type=Path, metavar="FILE", help="JSON")
        check.add_argument(
            "--seconds", type=float, default=60, metavar="N", help="at most so long (60)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "check":
            self.check_file(options["file"], options["seconds"])
        else:
            self.load(options["file"], options["clinic"], options["publish"])

    def check_file(self, file: Path, seconds: float) -> None:
        remarks = check_text(text_of(file), seconds)
        found = [remark.as_json() for remark in remarks]
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
        if any(remark.severity is Weight.ERROR for remark in remarks):
            sys.exit(1)

    @transaction.atomic
    def load(self, file: Path, clinics: list[str] | None, is_to_be_published: bool) -> None:
        data = read(file)
        for clinic in chosen(clinics):
            try:
                with scopes.at_clinic(clinic):
                    self.load_at(clinic, data, is_to_be_published, file.name)
            except (DocumentError, CasesFailed) as error:
                raise CommandError(in_lines(file, error)) from error
            except ChecksNotPassed as refused:
                raise CommandError(f"{file}: {refused}") from refused

    def load_at(self, clinic: Clinic, data: Any, is_to_be_published: bool, name: str) -> None:
        version = load_document(clinic=clinic, data=data)
        if is_to_be_published:
            version = publish_as_operator(version=version, source=f"the file {name}")
        self.stdout.write(
            f"{clinic.slug}: {version.question_set.slug} version {version.number},"
            f" {version.get_status_display().lower()}, sha256 {version.sha256}"
        )


def read(file: Path) -> Any:
    try:
        return json.loads(text_of(file))
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{file}: {error}") from error


def text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
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
