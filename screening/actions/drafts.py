"""Writing a new version: a draft, saved as often as it takes, by whoever may."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from clinics.models import User
from screening.actions.checks import enqueue_checks
from screening.actions.refusals import ActionRefused
from screening.actions.versions import hold, refuse_other_bytes, take_step
from screening.models import QuestionSet, QuestionSetVersion, StepKind, VersionStatus
from screening.rules import canonical

MOST_BYTES = 2_000_000


class DraftOvertaken(ActionRefused):
    """Somebody else has saved meanwhile. `current` is the draft as it is now, with its document,
    so that both can be shown; nothing was stored of what was sent."""

    def __init__(self, current: QuestionSetVersion) -> None:
        self.current = current
        super().__init__(f"The draft was saved again meanwhile (revision {current.revision}).")


class DraftNotStorable(ActionRefused):
    """No JSON object, too large, or the document of another question set."""


@transaction.atomic
def start_draft(*, version: QuestionSetVersion, by: User) -> QuestionSetVersion:
    """A new draft with the document of any version of the set, whatever its status.

    Raises DocumentMismatchError for a damaged document.
    """
    source = hold(version)
    refuse_other_bytes(source)
    draft = add_version(source.question_set, source.document, source.sha256, by, source)
    take_step(draft, StepKind.STARTED, by)
    enqueue_checks(draft)
    return draft


@transaction.atomic
def save_draft(
    *, version: QuestionSetVersion, document: Mapping[str, Any], by: User, seen_revision: int
) -> QuestionSetVersion:
    """Store the whole document, however unfinished, and enqueue its checks.

    `seen_revision`: the draft's `revision` that the writer had before them. The same document
    again changes nothing, neither the revision nor the list of authors. Raises NotADraft,
    DraftOvertaken or DraftNotStorable.
    """
    draft = hold(version, VersionStatus.DRAFT)
    text = storable(document, draft.question_set)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    if sha256 == draft.sha256:
        return draft
    if draft.revision != seen_revision:
        raise DraftOvertaken(draft)
    draft.document, draft.sha256 = text, sha256
    draft.revision += 1
    draft.save(update_fields=["document", "sha256", "revision"])
    take_step(draft, StepKind.SAVED, by)
    enqueue_checks(draft)
    return draft


def set_parameters(
    *, version: QuestionSetVersion, values: Mapping[str, int], by: User, seen_revision: int
) -> QuestionSetVersion:
    """The same draft with other numbers for parameters that it has. Raises as `save_draft` does."""
    document = json.loads(version.document)
    for name, value in values.items():
        document["parameters"][name]["value"] = value
    return save_draft(version=version, document=document, by=by, seen_revision=seen_revision)


def storable(document: Mapping[str, Any], question_set: QuestionSet) -> str:
    """Its canonical JSON. Raises DraftNotStorable."""
    if not isinstance(document, Mapping) or document.get("slug") != question_set.slug:
        raise DraftNotStorable(f"A draft of '{question_set.slug}' keeps that slug.")
    try:
        json.dumps(document, allow_nan=False)
        data = canonical(document)
    except (TypeError, ValueError, RecursionError) as error:
        raise DraftNotStorable("This is no JSON.") from error
    if len(data) > MOST_BYTES:
        raise DraftNotStorable("This is larger than any honest question set.")
    return data.decode()


def add_version(
    question_set: QuestionSet,
    document: str,
    sha256: str,
    by: User | None,
    based_on: QuestionSetVersion | None = None,
) -> QuestionSetVersion:
    """The next number. The caller holds the set's lock and writes the first step down."""
    last = question_set.versions.aggregate(last=Max("number"))["last"] or 0
    version = QuestionSetVersion(
        clinic_id=question_set.clinic_id,
        question_set=question_set,
        number=last + 1,
        document=document,
        sha256=sha256,
        based_on=based_on,
        created_at=timezone.now(),
        created_by=by,
    )
    version.save()
    return version
