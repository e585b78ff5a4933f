"""From a finding about a draft to the page of the editor where it is put right."""

import json
import re

from django.urls import reverse

from screening.editing.places import Spot, spot_of
from screening.models import QuestionSetVersion
from screening.rules import Problem

ADDRESSABLE = re.compile(r"[-a-zA-Z0-9_]+")
TOP = ("sections", "rules", "parameters", "patient_texts")


def mending_pages(version: QuestionSetVersion, paths: list[str]) -> list[str]:
    """An address for each path; empty where the version is no draft or the path leads nowhere."""
    if not version.is_draft:
        return ["" for _ in paths]
    document = json.loads(version.document)
    return [_page(version, spot_of(document, path), path) for path in paths]


def problems_and_pages(
    version: QuestionSetVersion, problems: tuple[Problem, ...]
) -> list[tuple[Problem, str]]:
    pages = mending_pages(version, [problem.path for problem in problems])
    return list(zip(problems, pages, strict=True))


def _page(version: QuestionSetVersion, spot: Spot | None, path: str) -> str:
    where = [version.question_set.slug, version.number]
    if spot is None:
        return reverse("edit-draft", args=where) if path in TOP else ""
    kind, key = spot.part.kind.value, spot.part.key or "set"
    if not ADDRESSABLE.fullmatch(key):
        return ""
    if spot.condition:
        return reverse("edit-condition", args=[*where, kind, key, spot.condition])
    return reverse("edit-part", args=[*where, kind, key])
