import json
import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from clinics import scopes
from clinics.models import Clinic
from screening.actions.checks import ChecksNotPassed
from screening.actions.proofs import prove
from screening.actions.publishing import publish_as_operator
from screening.actions.question_sets import CasesFailed, load_document
from screening.actions.versions import WrongStatus
from screening.differences import Verdict
from screening.management.codebooks import codebook_of_file, codebook_of_version
from screening.management.differences import difference
from screening.management.question_sets import chosen, data_of, document_of, text_of, version_of
from screening.models import QuestionSetVersion
from screening.proofs import Remark, Weight, check_data
from screening.proofs.boundaries import boundary_cases
from screening.proofs.remarks import error
from screening.rules import DocumentError, canonical, parse_document
from screening.spelling import Format, Unreadable, format_of, read, write


class Command(BaseCommand):
    help = "Checks question sets, brings them in, compares them, and takes them out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        load = what.add_parser("load", help="a document, as a draft of every clinic's question set")
        load.add_argument("file", type=Path, metavar="FILE", help="JSON or YAML")
        load.add_argument("--publish", action="store_true", help="let patients have it at once")
        load.add_argument(
            "--clinic", action="append", metavar="SLUG", help="only this one; may be repeated"
        )
        check = what.add_parser(
            "check", help="prove a document sound: findings as JSON, and 1 if any is an error"
        )
        check.add_argument("file", type=Path, metavar="FILE", help="JSON or YAML")
        add_seconds(check)
        diff = what.add_parser("diff", help="what differs between two documents, and for whom")
        diff.add_argument("before", type=Path, metavar="BEFORE", help="JSON or YAML")
        diff.add_argument("after", type=Path, metavar="AFTER", help="JSON or YAML")
        add_seconds(diff)
        cases = what.add_parser("cases", help="print a candidate for a case around each limit")
        cases.add_argument("file", type=Path, metavar="FILE", help="JSON or YAML")
        add_seconds(cases)
        codebook = what.add_parser("codebook", help="print it as a PDF for clinicians to sign")
        codebook.add_argument("of", metavar="SLUG|FILE", help="a clinic's set, or JSON or YAML")
        codebook.add_argument("--clinic", metavar="SLUG", help="needed where there are several")
        codebook.add_argument("--number", type=int, metavar="N", help="else the published one")
        codebook.add_argument("--language", metavar="CODE", help="else the document's own")
        publish = what.add_parser("publish", help="let a clinic's patients have a version")
        add_version(publish)
        publish.add_argument("--number", type=int, required=True, metavar="N")
        publish.add_argument(
            "--ask-again",
            action="store_true",
            help="patients who are answering go on with it, and are asked what is new or changed",
        )
        export = what.add_parser("export", help="print the document of a clinic's version")
        add_version(export)
        export.add_argument("--number", type=int, metavar="N", help="else the published one")
        export.add_argument("--format", type=Format, choices=list(Format), default=Format.JSON)

    def handle(self, *args: Any, **options: Any) -> None:
        what = options["what"]
        if what == "check":
            self.check_file(options["file"], options["seconds"])
        elif what == "load":
            self.load(options["file"], options["clinic"], options["publish"])
        elif what == "cases":
            self.print_json(boundary_cases(document_of(options["file"]), options["seconds"]))
        elif what == "diff":
            self.diff(options["before"], options["after"], options["seconds"])
        elif what == "codebook":
            self.codebook(options)
        else:
            (clinic,) = chosen([options["clinic"]])
            with scopes.at_clinic(clinic):
                version = version_of(clinic, options["slug"], options["number"])
                if what == "publish":
                    self.publish(version, asks_again=options["ask_again"])
                else:
                    data = json.loads(version.document)
                    self.stdout.write(write(data, options["format"]), ending="")

    def codebook(self, options: Mapping[str, Any]) -> None:
        """Bytes, which only the process's own standard output takes."""
        of, language = options["of"], options["language"]
        if Path(of).suffix:
            pdf = codebook_of_file(Path(of), language)
        else:
            pdf = codebook_of_version(of, options["clinic"], options["number"], language)
        sys.stdout.buffer.write(pdf)

    def check_file(self, file: Path, seconds: float) -> None:
        self.findings(found_in(file, seconds))

    def findings(self, remarks: Sequence[Remark]) -> None:
        self.print_json([remark.as_json() for remark in remarks])
        if any(remark.severity is Weight.ERROR for remark in remarks):
            sys.exit(1)

    def print_json(self, said: object) -> None:
        self.stdout.write(json.dumps(said, ensure_ascii=False, indent=1))

    def load(self, file: Path, clinics: list[str] | None, is_to_be_published: bool) -> None:
        data = data_of(file)
        if is_to_be_published:
            prove_first(data)
        try:
            with transaction.atomic():
                for clinic in chosen(clinics):
                    with scopes.at_clinic(clinic):
                        self.load_into(clinic, data, file, is_to_be_published)
        except (DocumentError, CasesFailed) as refused:
            raise CommandError(in_lines(file, refused)) from refused
        except ChecksNotPassed as refused:
            self.not_passed(refused)

    def load_into(self, clinic: Clinic, data: Any, file: Path, is_to_be_published: bool) -> None:
        version = load_document(clinic=clinic, data=data)
        if is_to_be_published:
            version = publish_as_operator(version=version, source=f"the file {file.name}")
        self.tell(version)

    def publish(self, version: QuestionSetVersion, *, asks_again: bool) -> None:
        source = "the clinic's own versions"
        try:
            self.tell(publish_as_operator(version=version, source=source, asks_again=asks_again))
        except ChecksNotPassed as refused:
            self.not_passed(refused)
        except (WrongStatus, DocumentError, CasesFailed) as refused:
            raise CommandError(str(refused)) from refused

    def not_passed(self, refused: ChecksNotPassed) -> None:
        """Nothing was loaded or published; the findings say why."""
        self.print_json(refused.check.remarks if refused.check else [])
        sys.exit(1)

    def tell(self, version: QuestionSetVersion) -> None:
        self.stdout.write(
            f"{version.clinic.slug}: {version.question_set.slug} version {version.number},"
            f" {version.get_status_display().lower()}, sha256 {version.sha256}"
        )

    def diff(self, before: Path, after: Path, seconds: float) -> None:
        found = difference(document_of(before), document_of(after), seconds)
        self.print_json(found)
        if any(one["verdict"] == Verdict.NOT_DECIDED.value for one in found["effects"]):
            sys.exit(1)


def add_seconds(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--seconds", type=float, default=60, metavar="N", help="at most so long (60)"
    )


def add_version(parser: ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="of the question set")
    parser.add_argument("--clinic", required=True, metavar="SLUG")


def found_in(file: Path, seconds: float) -> Sequence[Remark]:
    form = format_of(file.name)
    try:
        data = read(text_of(file), form)
    except Unreadable as fault:
        return [error(form.value, "document", f"is no {form.name}: {fault}")]
    return check_data(data, seconds)


def prove_first(data: Any) -> None:
    """Before the transaction, which should not wait for seconds; what cannot be read is told
    by loading it."""
    try:
        document = parse_document(data)
    except DocumentError:
        return
    prove(document=canonical(document.source).decode(), sha256=document.sha256)


def in_lines(file: Path, error: DocumentError | CasesFailed) -> str:
    """Every problem on its own line, so that all of them can be mended at once."""
    faults = error.problems if isinstance(error, DocumentError) else error.failures
    return "\n".join([f"{file} was not loaded:", *(f"  {fault}" for fault in faults)])
