"""What the database itself refuses about versions, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from screening import actions
from screening.models import QuestionSetVersion, VersionCheck, VersionStatus, VersionStep
from screening.models.question_set import NEXT
from tests.versions import approved, changed, draft_of, in_review, small, work


def update(version, **changes):
    """As a slip at a shell would, past the model."""
    with transaction.atomic():
        QuestionSetVersion.objects.filter(pk=version.pk).update(**changes)


@pytest.fixture
def waiting(lakeside, dana):
    return in_review(lakeside, dana, small())


@pytest.mark.parametrize(
    "change", [{"document": "{}"}, {"sha256": "0" * 64}, {"revision": 7}, {"number": 7}]
)
def test_document_out_of_draft_never_changes(waiting, change):
    with pytest.raises(IntegrityError, match="no longer a draft"):
        update(waiting, **change)
    with pytest.raises(IntegrityError, match="no longer a draft"):
        update(waiting, status="DRAFT", **change)


def test_number_and_birth_of_a_draft_never_change(lakeside, dana, erin):
    draft = draft_of(lakeside, dana, small())

    with pytest.raises(IntegrityError):
        update(draft, number=7)
    with pytest.raises(IntegrityError):
        update(draft, created_by=erin)
    update(draft, document="{}")


@pytest.mark.parametrize("status", VersionStatus.values)
def test_database_and_model_know_the_same_next_steps(lakeside, dana, erin, status):
    made = {
        "DRAFT": lambda: draft_of(lakeside, dana, small()),
        "IN_REVIEW": lambda: in_review(lakeside, dana, small()),
        "APPROVED": lambda: approved(lakeside, dana, erin, small()),
        "PUBLISHED": lambda: published(lakeside, dana, erin, small()),
        "RETIRED": lambda: retired(lakeside, dana, erin),
        "REJECTED": lambda: actions.reject(
            version=in_review(lakeside, dana, small()), reason="No.", by=erin
        ),
    }
    version = made[status]()

    assert {after for after in VersionStatus.values if can_become(version, after)} == NEXT[status]


def published(lakeside, dana, erin, data):
    return actions.publish(version=approved(lakeside, dana, erin, data), by=dana)


def retired(lakeside, dana, erin):
    version = published(lakeside, dana, erin, small())
    published(lakeside, dana, erin, changed())
    return version


def can_become(version, status):
    """With whatever else the constraints want of that status."""
    now, out = timezone.now(), status in ("PUBLISHED", "RETIRED")
    bound = version.sha256 if out or status == "APPROVED" else ""
    times = {} if version.was_published and out else {"published_at": now if out else None}
    try:
        with transaction.atomic():
            update(
                version,
                status=status,
                approved_sha256=bound,
                retired_at=now if status == "RETIRED" else None,
                **times,
            )
            transaction.set_rollback(True)
    except IntegrityError as error:
        if "no longer a draft" not in str(error):
            raise
        return False
    return True


def test_approval_is_bound_to_the_bytes(waiting):
    with pytest.raises(IntegrityError, match="version_approved_as_it_is"):
        update(waiting, status="APPROVED", approved_sha256="0" * 64)
    with pytest.raises(IntegrityError, match="version_approved_as_it_is"):
        update(waiting, status="APPROVED")


def test_only_a_draft_is_removed(waiting):
    with pytest.raises(IntegrityError, match="no longer a draft"), transaction.atomic():
        delete(waiting)


def delete(version):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM screening_questionsetversion WHERE id = %s", [version.pk])


@pytest.mark.parametrize(
    "statement",
    ["UPDATE screening_versionstep SET reason = 'x'", "DELETE FROM screening_versionstep"],
)
def test_history_never_changes(waiting, statement):
    with (
        pytest.raises(IntegrityError, match="steps of a version"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_result_of_a_check_never_changes(lakeside, dana):
    draft_of(lakeside, dana, small())
    work()

    with pytest.raises(IntegrityError, match="result of a check"), transaction.atomic():
        VersionCheck.objects.update(state="PASSED", remarks=[])


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"kind": "REJECTED"}, "version_step_rejects_for_a_reason"),
        ({"kind": "APPROVED", "exception": "SOLE_ADMIN"}, "version_step_exception_has_a_reason"),
        ({"kind": "SAVED", "exception": "OPERATOR", "reason": "x"}, "version_step_exception"),
        ({"kind": "MUSED"}, "version_step_kind_is_known"),
    ],
)
def test_step_that_says_too_little_is_refused(waiting, dana, change, constraint):
    step = VersionStep(
        clinic=waiting.clinic,
        version=waiting,
        at=timezone.now(),
        by=dana,
        sha256=waiting.sha256,
        **change,
    )
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        step.save()
