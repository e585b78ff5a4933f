"""A case made from an intake: what the rules read of it, without who it is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from clinics import audit
from clinics.models import User
from screening.actions.case_outcomes import engine_without_cases
from screening.actions.drafts import save_draft
from screening.actions.refusals import ActionRefused
from screening.actions.versions import hold
from screening.editing.stripping import CASE_DAY, TAKEN_OUT, stripped
from screening.medicines import match_medicine, recognise, shipped_vocabulary
from screening.models import Intake, QuestionSetVersion, Screening, VersionStatus
from screening.models.json_text import json_digest
from screening.rules.cases import said

DESCRIPTION = (
    "Made from an intake: no name, no date and no words of the patient. What has to come out is"
    " what the rules of this draft said; a person has to say whether it should."
)


class NothingToTake(ActionRefused):
    """Only an intake that was sent, and screened as a whole, can become a case."""


class OtherSet(ActionRefused):
    """The draft is of another question set, or of another clinic."""


class CaseChanged(ActionRefused):
    """The intake or the draft has changed since the case was read over."""


@dataclass(frozen=True)
class MadeCase:
    """`level_then` is what was found of the whole intake; it may differ where words are gone.
    `digest` is of all that leaves the intake, its name in the draft aside."""

    case: dict[str, Any]
    level_then: str
    digest: str


def drafts_for(intake: Intake) -> list[QuestionSetVersion]:
    """Those that a case of the intake can go into, newest first."""
    versions = intake.clinic.question_set_versions.select_related("question_set", "clinic")
    drafts = versions.filter(
        question_set=intake.version.question_set_id, status=VersionStatus.DRAFT
    )
    return list(drafts.order_by("-number"))


def case_of(intake: Intake, draft: QuestionSetVersion) -> MadeCase:
    """By what the rules read last. Changes nothing. Raises NothingToTake, OtherSet, or
    DocumentError where the draft is unfinished."""
    screening = intake.current_screening
    if not intake.is_submitted or screening is None or not screening.is_complete:
        raise NothingToTake
    same_set = draft.question_set_id == intake.version.question_set_id
    if not same_set or draft.clinic_id != intake.clinic_id:
        raise OtherSet
    document = json.loads(draft.document)
    case = _case(document, screening)
    leaving = {name: value for name, value in case.items() if name != "id"}
    return MadeCase(case, screening.level, json_digest(leaving, of=intake.patient))


def _case(document: Mapping[str, Any], screening: Screening) -> dict[str, Any]:
    engine = engine_without_cases(document)
    answers = stripped(engine.document, screening.answers, screening.today, row_without_words)
    outcome = engine.screen(answers, CASE_DAY)
    return {
        "id": free_name(document),
        "description": DESCRIPTION,
        "today": CASE_DAY.isoformat(),
        "answers": answers,
        **said(outcome),
    }


def free_name(document: Mapping[str, Any]) -> str:
    taken = {one.get("id") for one in document.get("cases", []) if isinstance(one, Mapping)}
    return next(name for number in range(1, 10_000) if (name := f"intake-{number}") not in taken)


def row_without_words(row: object) -> dict[str, Any]:
    """The names of what it was taken for, where the rules read those as they read the row; else
    one that nobody knows."""
    vocabulary = shipped_vocabulary()
    name = str(row.get("name", "")) if isinstance(row, Mapping) else ""
    found = dict.fromkeys(match.ingredient for match in match_medicine(name, vocabulary).matches)
    for plain in (", ".join(found), f"{', '.join(found)} {TAKEN_OUT}") if found else ():
        candidate = {"name": plain, "dose": "", "frequency": ""}
        if recognise(candidate, vocabulary) == recognise(row, vocabulary):
            return candidate
    return {"name": TAKEN_OUT, "dose": "", "frequency": ""}


@transaction.atomic
def make_case(
    *, intake: Intake, draft: QuestionSetVersion, seen: str, by: User
) -> QuestionSetVersion:
    """Into the draft, whose author `by` becomes. One that is in it already is not added again.

    `seen`: the digest of the case as it was read over. Raises as `case_of` does, and CaseChanged,
    NotADraft or DraftNotStorable.
    """
    held = hold(draft, VersionStatus.DRAFT)
    made = case_of(intake, held)
    if made.digest != seen:
        raise CaseChanged
    case = made.case
    document = json.loads(held.document)
    if not any(is_same(case, one) for one in document.get("cases", [])):
        cases = [*document.get("cases", []), case]
        held = save_draft(
            version=held,
            document={**document, "cases": cases},
            by=by,
            seen_revision=held.revision,
        )
    audit.record(
        clinic=intake.clinic,
        action="intake.made_case",
        actor=by,
        obj=intake,
        details={"version": held.pk},
    )
    return held


def is_same(case: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(case[key] == other.get(key) for key in ("answers", "today"))
