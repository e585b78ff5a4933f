"""Letting patients have a version."""

import pytest

from clinics.models import AuditEvent
from screening import actions
from screening.actions import proofs
from screening.models import QuestionSetVersion, VersionCheck, VersionStep
from tests.intakes import bring_in
from tests.versions import approved, changed, draft_of, in_review, never_raised, small, work


def stored(version):
    return QuestionSetVersion.objects.get(pk=version.pk)


def test_publish_opens_an_approved_version_to_patients(lakeside, dana, erin):
    version = approved(lakeside, dana, erin, small(title={"en": "A new name"}))

    actions.publish(version=version, by=dana)

    found = stored(version)
    assert (found.status, found.published_by) == ("PUBLISHED", dana)
    assert found.question_set.published == found
    assert found.question_set.title == "A new name"
    assert AuditEvent.objects.latest("pk").action == "question_set.published"


def test_publish_twice_is_once(lakeside, dana, erin):
    version = actions.publish(version=approved(lakeside, dana, erin, small()), by=dana)

    assert actions.publish(version=version, by=erin).published_at == version.published_at
    assert AuditEvent.objects.filter(action="question_set.published").count() == 1


def test_publish_needs_an_approval(lakeside, dana):
    version = in_review(lakeside, dana, small())

    with pytest.raises(actions.WrongStatus):
        actions.publish(version=version, by=dana)
    assert stored(version).status == "IN_REVIEW"


def test_publish_needs_checks_by_the_tools_of_today(lakeside, dana, erin, monkeypatch):
    version = approved(lakeside, dana, erin, small())
    before = proofs.CHECKS_VERSION
    monkeypatch.setattr(proofs, "CHECKS_VERSION", "another")

    with pytest.raises(actions.ChecksNotPassed, match="not run"):
        actions.publish(version=version, by=dana)

    actions.check_again(version=version)
    work()
    assert actions.publish(version=version, by=dana).is_published
    assert [check.checks_version for check in VersionCheck.objects.all()] == [before, "another"]


def test_publish_retires_the_version_before(lakeside, dana, erin):
    first = actions.publish(version=approved(lakeside, dana, erin, small()), by=dana)
    second = approved(lakeside, dana, erin, changed())

    actions.publish(version=second, by=erin)

    old = stored(first)
    assert (old.status, old.retired_by) == ("RETIRED", erin)
    assert old.question_set.published == second
    assert VersionStep.objects.filter(version=old).last().kind == "RETIRED"
    with pytest.raises(actions.WrongStatus):
        actions.publish(version=first, by=dana)


def test_operator_publishes_by_an_exception_that_stays(lakeside):
    version = bring_in(lakeside, small())

    assert stored(version).status == "PUBLISHED"
    steps = VersionStep.objects.filter(version=version)
    assert [(step.kind, step.by) for step in steps] == [
        ("LOADED", None),
        ("SENT", None),
        ("APPROVED", None),
        ("PUBLISHED", None),
    ]
    approval = steps.get(kind="APPROVED")
    assert (approval.exception, approval.sha256) == ("OPERATOR", version.sha256)
    assert approval.reason == "Published by the operator from a test; the checks passed."
    events = AuditEvent.objects.filter(action__startswith="question_set.").order_by("pk")
    assert {event.actor_kind for event in events} == {"OPERATOR"}
    assert events[2].details == {"sha256": version.sha256, "exception": "OPERATOR"}


def test_operator_too_publishes_only_what_passed(lakeside):
    with pytest.raises(actions.ChecksNotPassed):
        bring_in(lakeside, never_raised())

    assert QuestionSetVersion.objects.get().status == "DRAFT"
    assert VersionCheck.objects.last().state == "FAILED"


def test_operator_publishes_no_version_that_has_ended(lakeside, dana, erin):
    version = in_review(lakeside, dana, small())
    actions.reject(version=version, reason="No.", by=erin)

    with pytest.raises(actions.WrongStatus):
        actions.publish_as_operator(version=version, source="a test")


def test_roll_back_is_a_new_version_with_the_old_document(lakeside, dana, erin):
    first = actions.publish(version=approved(lakeside, dana, erin, small()), by=dana)
    actions.publish(version=approved(lakeside, dana, erin, changed()), by=dana)

    third = actions.roll_back(version=first, reason="Patients misread it.", by=dana)

    assert (third.number, third.status, third.sha256) == (3, "APPROVED", first.sha256)
    approval = third.steps.get(kind="APPROVED")
    assert (approval.exception, approval.by) == ("ROLLED_BACK", dana)
    assert approval.reason == (
        "The document of version 1, which was published before. Patients misread it."
    )
    assert actions.publish(version=third, by=dana).is_published


def test_roll_back_needs_a_reason_and_a_version_that_was_published(lakeside, dana, erin):
    first = actions.publish(version=approved(lakeside, dana, erin, small()), by=dana)
    draft = draft_of(lakeside, dana, changed())
    for never in (first, draft):
        with pytest.raises(actions.WrongStatus):
            actions.roll_back(version=never, reason="Back.", by=dana)
    actions.publish(version=approved(lakeside, dana, erin, changed("Two")), by=dana)

    with pytest.raises(actions.ReasonNeeded):
        actions.roll_back(version=first, reason="", by=dana)


def test_each_clinic_has_its_own_published_version(lakeside, harbor):
    first, second = bring_in(lakeside, small()), bring_in(harbor, small())

    assert stored(first).is_published
    assert stored(second).is_published
