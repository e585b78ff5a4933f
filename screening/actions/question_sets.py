"""Bringing a question set in from outside, as a draft."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from clinics.models import Clinic, User
from screening.actions.checks import enqueue_checks
from screening.actions.drafts import add_version
from screening.actions.engines import MOST_KEPT, compile_with_medicines, vocabulary_sha256
from screening.actions.refusals import ActionRefused
from screening.actions.versions import take_step
from screening.models import QuestionSet, QuestionSetVersion, StepKind, VersionStatus
from screening.rules import CaseFailure, Document, canonical, failing_cases, parse_document

_passed: set[tuple[str, str]] = set()

ENDED = (VersionStatus.RETIRED, VersionStatus.REJECTED)


class CasesFailed(ActionRefused):
    """The document's own example patients do not come out as it says; `failures` says which."""

    def __init__(self, failures: tuple[CaseFailure, ...]) -> None:
        self.failures = failures
        super().__init__("; ".join(str(failure) for failure in failures))


def load_document(
    *, clinic: Clinic, data: Mapping[str, Any], by: User | None = None
) -> QuestionSetVersion:
    """A new draft of the clinic's question set with the document's slug, made if need be.

    A document that a version holds already which patients have, or may yet get, brings no new one.
    Without `by` the operator did it. Raises DocumentError with every problem, or CasesFailed.
    """
    document = parse_document(data)
    refuse_failing_cases(document)
    with transaction.atomic():
        question_set = hold_question_set(clinic, document)
        same = question_set.versions.filter(sha256=document.sha256).exclude(status__in=ENDED)
        if existing := same.order_by("-number").first():
            return existing
        text = canonical(document.source).decode()
        version = add_version(question_set, text, document.sha256, by)
        take_step(version, StepKind.LOADED, by)
        enqueue_checks(version)
    return version


def refuse_failing_cases(document: Document) -> None:
    """The same bytes and the same vocabulary pass again, so they are run once in a process."""
    key = (document.sha256, vocabulary_sha256())
    if key in _passed:
        return
    failures = failing_cases(compile_with_medicines(document))
    if failures:
        raise CasesFailed(failures)
    if len(_passed) >= MOST_KEPT:
        _passed.clear()
    _passed.add(key)


def hold_question_set(clinic: Clinic, document: Document) -> QuestionSet:
    sets = QuestionSet.objects.select_for_update(no_key=True)
    title = document.title[document.language]
    question_set, _ = sets.get_or_create(
        clinic=clinic, slug=document.slug, defaults={"title": title}
    )
    return question_set
