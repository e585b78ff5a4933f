"""Small question sets at every stage of their life, made through the actions.

Proving the shipped set takes seconds; these take milliseconds.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from clinics.models import Clinic, Role, User
from screening import actions
from screening.actions.checks import run_check
from screening.models import CheckState, QuestionSetVersion, VersionCheck
from tests.people import employ
from tests.rules.small import choice, document, rule

DANGER = {"question": "danger", "equals": "yes"}


def small(slug: str = "small", when: Any = None, **more: Any) -> dict[str, Any]:
    """Sound: its checks pass."""
    rules = [rule("it", when or DANGER, "contraindication")]
    return {**document([choice("danger")], rules), "slug": slug, "parameters": {}, **more}


def changed(text: str = "Something new") -> dict[str, Any]:
    return small(treatment={"en": text})


def never_raised() -> dict[str, Any]:
    """It parses, and no patient can raise its rule."""
    twice = {"all": [DANGER, {"question": "danger", "equals": "no"}]}
    return small(when=twice)


def work() -> None:
    """What the worker does with the checks that wait."""
    for check in VersionCheck.objects.filter(state=CheckState.QUEUED):
        run_check.call(check.pk, check.clinic_id)


def draft_of(clinic: Clinic, by: User, data: Mapping[str, Any]) -> QuestionSetVersion:
    return actions.load_document(clinic=clinic, data=data, by=by)


def save(version: QuestionSetVersion, data: Mapping[str, Any], by: User) -> QuestionSetVersion:
    seen = version.revision
    return actions.save_draft(version=version, document=data, by=by, seen_revision=seen)


def in_review(clinic: Clinic, by: User, data: Mapping[str, Any]) -> QuestionSetVersion:
    version = actions.send_for_review(version=draft_of(clinic, by, data), by=by)
    work()
    return version


def approved(
    clinic: Clinic, author: User, approver: User, data: Mapping[str, Any]
) -> QuestionSetVersion:
    version = in_review(clinic, author, data)
    return actions.approve(version=version, sha256=version.sha256, by=approver)


@pytest.fixture
def erin(lakeside: Clinic) -> User:
    """A second administrator at Lakeside."""
    return employ("Erin", lakeside, Role.ADMIN)
