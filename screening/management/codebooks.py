"""What the `question_set codebook` command prints."""

from pathlib import Path

from django.core.management.base import CommandError

from clinics import scopes
from screening.actions.engines import compile_with_medicines
from screening.management.question_sets import chosen, document_of, version_of
from screening.presenters.codebooks import Edition, codebook, edition_of
from screening.reports import codebook_pdf
from screening.rules import Document, DocumentError, failing_cases


def codebook_of_file(file: Path, language: str | None) -> bytes:
    return pdf_of(document_of(file), Edition(file=file.name), language)


def codebook_of_version(
    slug: str, clinic_slug: str | None, number: int | None, language: str | None
) -> bytes:
    """Without a clinic, of the only one there is."""
    clinics = chosen([clinic_slug] if clinic_slug else None)
    if len(clinics) > 1:
        raise CommandError("There are several clinics; say which one by --clinic.")
    with scopes.at_clinic(clinics[0]):
        version = version_of(clinics[0], slug, number)
        edition = edition_of(version, version.steps.all())
        try:
            return pdf_of(version.parsed, edition, language)
        except DocumentError as error:
            raise CommandError(f"This draft is unfinished: {error}") from error


def pdf_of(document: Document, edition: Edition, language: str | None) -> bytes:
    language = language or document.language
    if language not in document.languages:
        raise CommandError(f"The set is in {', '.join(document.languages)}, not in {language}.")
    failing = {failure.case for failure in failing_cases(compile_with_medicines(document))}
    return codebook_pdf(codebook(document, failing, edition, language=language))
