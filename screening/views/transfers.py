"""A question set's document as a file: taken out of a version, brought into a draft."""

import json

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from clinics import audit
from clinics.access import StaffRequest, require
from clinics.policy import Action
from screening.spelling import Format, write
from screening.views.versions import load_version

TYPES = {Format.JSON: "application/json", Format.YAML: "application/yaml"}


@require(Action.MANAGE_QUESTION_SETS)
@require_safe
def export(request: StaffRequest, slug: str, number: int, form: str) -> HttpResponse:
    """The bytes of JSON and YAML differ; what they say, and so the hash of it, is the same."""
    version = load_version(request, slug, number)
    kind = Format(form)
    audit.record(
        clinic=request.clinic,
        action="question_set.exported",
        actor=request.user,
        obj=version,
        details={"sha256": version.sha256, "format": kind.value},
    )
    name = f"{slug}-{number}.{kind.value}"
    return HttpResponse(
        write(json.loads(version.document), kind),
        content_type=f"{TYPES[kind]}; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )
