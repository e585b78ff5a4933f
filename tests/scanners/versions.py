"""A small question set with a version at each stage of its life."""

import itertools

from django.urls import reverse

from clinics.models import Clinic, User
from screening import actions
from screening.actions.drafts import start_draft
from screening.actions.replays import start_replay
from screening.models import QuestionSetVersion
from tests.matrix.document import document
from tests.scanners.intakes import SHIPPED, shipped_version
from tests.versions import approved, draft_of, in_review

SLUG = "small"
DRAFTED = ("edit-draft", "question-set-parameters", "preview", "question-set-checks")
REVIEWED = ("approve-version", "reject-version", "return-version")


def pages_of_versions(clinic: Clinic, author: User, admin: User) -> list[str]:
    """The pages of the steps, each with a version that it is open to."""
    words = (f"word {number}" for number in itertools.count())

    def data() -> dict[str, object]:
        return document(SLUG, lambda kind: next(words))

    retired, current = (published(draft_of(clinic, author, data())) for _ in range(2))
    waiting = [in_review(clinic, author, data()) for _ in REVIEWED]
    ready = approved(clinic, author, admin, data())
    draft = draft_of(clinic, author, data())
    replay = start_replay(version=draft, by=author)
    steps = [
        *((step, draft) for step in DRAFTED),
        *zip(REVIEWED, waiting, strict=True),
        ("publish-version", ready),
        ("roll-back-version", retired),
        ("start-draft", current),
        ("send-for-review", draft),
    ]
    large = start_draft(version=shipped_version(), by=author)
    never_asked = reverse(
        "edit-never-asked", args=[SHIPPED, large.number, "suicidal-thoughts-today"]
    )
    small = [reverse(step, args=[SLUG, version.number]) for step, version in steps]
    return [*small, never_asked, replay.get_absolute_url()]


def published(version: QuestionSetVersion) -> QuestionSetVersion:
    return actions.publish_as_operator(version=version, source="a scan")
