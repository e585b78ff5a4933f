"""The codebook of a version, to print and to sign."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from clinics import audit
from clinics.access import StaffRequest, require
from clinics.policy import Action
from screening.presenters.codebooks import codebook as book_of
from screening.presenters.codebooks import edition_of
from screening.reports import codebook_pdf
from screening.rules import failing_cases
from screening.views.question_sets import load_engine
from screening.views.versions import load_version


@require(Action.MANAGE_QUESTION_SETS)
@require_safe
def codebook(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    """Raises Http404 for a language that the set is not in."""
    version = load_version(request, slug, number)
    engine = load_engine(request, version)
    if isinstance(engine, HttpResponse):
        return engine
    document = engine.document
    language = request.GET.get("language", document.language)
    if language not in document.languages:
        raise Http404
    failing = {failure.case for failure in failing_cases(engine)}
    edition = edition_of(version, version.steps.all())
    pdf = codebook_pdf(book_of(document, failing, edition, language=language))
    audit.record(
        clinic=request.clinic,
        action="question_set.exported",
        actor=request.user,
        obj=version,
        details={"sha256": version.sha256, "format": "codebook", "language": language},
    )
    name = f"codebook-{slug}-{number}-{language}.pdf"
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
