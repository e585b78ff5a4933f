"""Screening without an intake: the same engine, for a shell, a script or a test."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Chosen:
    """`source` says in words which document is used, and why not another."""

    engine: Engine
    source: str


def find_engine(*, slug: str, clinic: str | None = None) -> Chosen:
    """The engine of the published version with this slug, else of the shipped document.

    The file's name of a shipped document stands for its slug, so a clinic's own version of it
    comes first. Without `clinic`, clinics that publish different documents under one slug are
    asked about, not chosen between. Raises NoSuchQuestionSet.
    """
    source = next(
        (one for path, one in shipped_documents() if slug in (path.stem, one.get("slug"))), None
    )
    try:
        versions = _published({slug, str(source["slug"])} if source else {slug}, clinic)
        why = "no clinic publishes it"
    except DatabaseError as error:
        if clinic is not None:
            raise NoSuchQuestionSet(f"the database with clinic '{clinic}' is not there") from error
        versions, why = [], "there is no database"
    names = ", ".join(sorted({version.clinic.slug for version in versions}))
    if len({version.sha256 for version in versions}) > 1:
        raise NoSuchQuestionSet(f"'{slug}' differs between the clinics {names}: name one")
    if versions:
        return Chosen(engine_for(versions[0]), f"as published at {names}")
    if source and clinic is None:
        engine = compile_with_medicines(parse_document(source))
        return Chosen(engine, f"as shipped with the program: {why}")
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


def _published(slugs: Collection[str], clinic: str | None) -> list[QuestionSetVersion]:
    clinics = Clinic.objects.order_by("pk")
    if clinic is not None:
        clinics = clinics.filter(slug=clinic)
    return [version for one in clinics for version in _published_at(one, slugs)]


def _published_at(clinic: Clinic, slugs: Collection[str]) -> list[QuestionSetVersion]:
    with scopes.at_clinic(clinic):
        versions = clinic.question_set_versions.select_related("clinic")
        return list(versions.filter(question_set__slug__in=slugs, status=VersionStatus.PUBLISHED))
