"""What the `question_set` command reads: documents in files, and versions of clinics."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from clinics.models import Clinic
from screening.models import QuestionSetVersion, VersionStatus
from screening.rules import Document, DocumentError, parse_document
from screening.spelling import Unreadable, format_of, read


def text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file}: {error}") from error


def data_of(file: Path) -> Any:
    try:
        return read(text_of(file), format_of(file.name))
    except Unreadable as error:
        raise CommandError(f"{file}: {error}") from error


def document_of(file: Path) -> Document:
    try:
        return parse_document(data_of(file))
    except DocumentError as error:
        lines = "\n".join(f"  {problem}" for problem in error.problems)
        raise CommandError(f"{file} cannot be used:\n{lines}") from error


def chosen(slugs: list[str] | None) -> list[Clinic]:
    clinics = Clinic.objects.order_by("pk")
    found = list(clinics.filter(slug__in=slugs) if slugs else clinics)
    if missing := set(slugs or ()) - {clinic.slug for clinic in found}:
        raise CommandError(f"There is no clinic {', '.join(sorted(missing))}.")
    if not found:
        raise CommandError("There is no clinic yet; make one with `manage.py clinic add`.")
    return found


def version_of(clinic: Clinic, slug: str, number: int | None) -> QuestionSetVersion:
    """That one; without a number the published one."""
    versions = clinic.question_set_versions.select_related("question_set")
    versions = versions.filter(question_set__slug=slug)
    found = (
        versions.filter(number=number)
        if number is not None
        else versions.filter(status=VersionStatus.PUBLISHED)
    ).first()
    if found is None:
        which = f"version {number}" if number is not None else "published version"
        raise CommandError(f"{clinic.slug} has no {which} of '{slug}'.")
    return found
