"""From a draft to an approval."""

import pytest

from clinics.models import AuditEvent
from screening import actions
from screening.models import QuestionSetVersion, VersionStep
from screening.rules import DocumentError
from tests.versions import (
    approved,
    changed,
    draft_of,
    in_review,
    never_raised,
    save,
    small,
    work,
)


def stored(version):
    return QuestionSetVersion.objects.get(pk=version.pk)


def last_step(version):
    return VersionStep.objects.filter(version=version).last()


def test_sent_for_review_it_no_longer_changes(lakeside, dana):
    version = actions.send_for_review(version=draft_of(lakeside, dana, small()), by=dana)

    assert stored(version).status == "IN_REVIEW"
    with pytest.raises(actions.NotADraft):
        save(version, changed(), dana)


def test_unfinished_draft_is_not_sent_for_review(lakeside, dana):
    draft = save(draft_of(lakeside, dana, small()), small(rules=[]), dana)

    with pytest.raises(DocumentError, match="rules: must be a list that is not empty"):
        actions.send_for_review(version=draft, by=dana)
    assert stored(draft).status == "DRAFT"


def test_approval_names_the_bytes(lakeside, dana, erin):
    version = in_review(lakeside, dana, small())

    actions.approve(version=version, sha256=version.sha256, by=erin)

    found = stored(version)
    assert (found.status, found.approved_sha256) == ("APPROVED", version.sha256)
    assert (last_step(version).kind, last_step(version).by) == ("APPROVED", erin)
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.details) == ("question_set.approved", {"sha256": version.sha256})


def test_approval_of_other_bytes_is_refused(lakeside, dana, erin):
    version = in_review(lakeside, dana, small())

    with pytest.raises(actions.OtherBytes):
        actions.approve(version=version, sha256="0" * 64, by=erin)
    assert stored(version).status == "IN_REVIEW"


def test_nothing_is_approved_before_its_checks_have_passed(lakeside, dana, erin):
    version = in_review(lakeside, dana, never_raised())

    with pytest.raises(actions.ChecksNotPassed, match=r"^The checks of this document: not passed"):
        actions.approve(version=version, sha256=version.sha256, by=erin)


def test_nothing_is_approved_while_its_checks_wait(lakeside, dana, erin):
    draft = draft_of(lakeside, dana, changed("Not checked yet"))
    version = actions.send_for_review(version=draft, by=dana)

    with pytest.raises(actions.ChecksNotPassed, match="waiting to run"):
        actions.approve(version=version, sha256=version.sha256, by=erin)


def test_no_author_approves(lakeside, dana, erin):
    draft = save(draft_of(lakeside, dana, small()), changed(), erin)
    actions.send_for_review(version=draft, by=dana)
    work()

    for author in (dana, erin):
        with pytest.raises(actions.OwnWork):
            actions.approve(version=draft, sha256=draft.sha256, by=author, exception_reason="x")
    assert stored(draft).status == "IN_REVIEW"


def test_author_of_what_was_copied_is_an_author(lakeside, dana, erin):
    copy = actions.start_draft(version=draft_of(lakeside, dana, small()), by=erin)
    actions.send_for_review(version=copy, by=erin)
    work()

    with pytest.raises(actions.OwnWork):
        actions.approve(version=copy, sha256=copy.sha256, by=dana)


def test_author_of_what_was_published_is_none_of_the_next(lakeside, dana, erin):
    first = approved(lakeside, dana, erin, small())
    actions.publish(version=first, by=dana)
    copy = actions.start_draft(version=first, by=erin)
    actions.send_for_review(version=copy, by=erin)

    assert actions.approve(version=copy, sha256=copy.sha256, by=dana).status == "APPROVED"


def test_only_admin_approves_own_work_for_a_reason_that_stays(lakeside, dana, alice):
    version = in_review(lakeside, dana, small())

    with pytest.raises(actions.ReasonNeeded):
        actions.approve(version=version, sha256=version.sha256, by=dana, exception_reason=" ")
    actions.approve(
        version=version, sha256=version.sha256, by=dana, exception_reason="Nobody else."
    )

    step = last_step(version)
    assert (step.kind, step.exception, step.reason) == ("APPROVED", "SOLE_ADMIN", "Nobody else.")
    assert AuditEvent.objects.latest("pk").details["exception"] == "SOLE_ADMIN"


def test_admin_who_left_is_no_second_admin(lakeside, dana, erin):
    version = in_review(lakeside, dana, small())
    erin.is_active = False
    erin.save()

    actions.approve(version=version, sha256=version.sha256, by=dana, exception_reason="Alone.")

    assert last_step(version).exception == "SOLE_ADMIN"


def test_rejected_for_a_reason_it_ends(lakeside, dana, erin):
    version = in_review(lakeside, dana, small())

    with pytest.raises(actions.ReasonNeeded):
        actions.reject(version=version, reason="  ", by=erin)
    actions.reject(version=version, reason="The limit is wrong.", by=erin)

    assert stored(version).status == "REJECTED"
    assert last_step(version).reason == "The limit is wrong."
    with pytest.raises(actions.WrongStatus):
        actions.back_to_draft(version=version, by=dana)
    assert actions.start_draft(version=version, by=dana).sha256 == version.sha256


def test_back_in_draft_the_approval_is_void(lakeside, dana, erin):
    version = approved(lakeside, dana, erin, small())

    draft = actions.back_to_draft(version=version, by=dana)

    assert (stored(draft).status, stored(draft).approved_sha256) == ("DRAFT", "")
    with pytest.raises(actions.WrongStatus):
        actions.publish(version=draft, by=dana)
    assert save(draft, changed(), dana).revision == 1


def test_approved_version_can_still_be_rejected(lakeside, dana, erin):
    version = approved(lakeside, dana, erin, small())

    actions.reject(version=version, reason="A second look.", by=erin)

    assert (stored(version).status, stored(version).approved_sha256) == ("REJECTED", "")
