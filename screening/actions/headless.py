"""Screening without an intake: the same engine, for a shell, a script or a test."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from clinics import scopes
from clinics.models import Clinic
from screening.actions.engines import compile_with_medicines, engine_for
from screening.models import QuestionSetVersion, VersionStatus
from screening.rules import Engine, parse_document

SHIPPED = Path(settings.BASE_DIR) / "fixtures" / "question_sets"


class NoSuchQuestionSet(LookupError):
    """No published version and no shipped document goes by the name, or several do."""


def find_engine(*, slug: str, clinic: str | None = None) -> Engine:
    """The engine of the published version with this slug, else of the shipped document.

    A shipped document answers to its slug and to its file's name. Without `clinic`, clinics
    that publish different documents under one slug are asked about, not chosen between.
    """
    versions = _published(slug, clinic)
    if len({version.sha256 for version in versions}) > 1:
        names = ", ".join(sorted(version.clinic.slug for version in versions))
        raise NoSuchQuestionSet(f"'{slug}' differs between the clinics {names}: name one")
    if versions:
        return engine_for(versions[0])
    if clinic is None:
        for path, source in shipped_documents():
            if slug in (path.stem, source.get("slug")):
                return compile_with_medicines(parse_document(source))
    where = f" at the clinic '{clinic}'" if clinic else ""
    raise NoSuchQuestionSet(f"no published question set '{slug}'{where}")


def screen_answers(*, engine: Engine, answers: Mapping[str, object], today: date) -> dict[str, Any]:
    """Everything is taken as sent. The keys are those of an outcome, less the clear rules,
    and `document`, the hash of the document that was used."""
    outcome = engine.screen(answers, today).as_json()
    del outcome["clear"]
    return {**outcome, "document": engine.document.sha256}


def shipped_documents() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each document that comes with the program, by its file."""
    for path in sorted(SHIPPED.glob("*.json")):
        yield path, json.loads(path.read_text(encoding="utf-8"))


def _published(slug: str, clinic: str | None) -> list[QuestionSetVersion]:
    """None where there is no database yet: the shipped documents need none."""
    clinics = Clinic.objects.order_by("pk")
    if clinic is not None:
        clinics = clinics.filter(slug=clinic)
    try:
        return [version for one in clinics for version in _published_at(one, slug)]
    except DatabaseError:
        return []


def _published_at(clinic: Clinic, slug: str) -> list[QuestionSetVersion]:
    with scopes.at_clinic(clinic):
        versions = clinic.question_set_versions.select_related("clinic")
        return list(versions.filter(question_set__slug=slug, status=VersionStatus.PUBLISHED))
