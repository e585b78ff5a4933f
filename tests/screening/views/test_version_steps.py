"""The steps in a version's life, as administrators take them."""

import pytest

from screening import actions
from screening.models import QuestionSetVersion
from tests.intakes import bring_in
from tests.people import sign_in
from tests.staff_pages import between, problems, read
from tests.versions import approved, changed, draft_of, in_review, never_raised, save, small, work

PAGE = "/question-sets/small/versions/{}/"


@pytest.fixture
def dana_at(signed_in, dana):
    return signed_in(dana)


@pytest.fixture
def erin_at(signed_in, erin):
    return signed_in(erin)


def status(number=1):
    return QuestionSetVersion.objects.get(number=number).status


def take(client, step, number=1, **said):
    """Open the page of the step, fill it in, press its button."""
    address = PAGE.format(number) + f"{step}/"
    page = client.get(address)
    assert page.status_code == 200, page.headers.get("Location")
    shown = page.context["form"].initial
    return client.post(address, {**shown, **said})


def test_one_admin_sends_another_approves_and_publishes(lakeside, dana, dana_at, erin_at):
    draft_of(lakeside, dana, small())
    work()

    sent = take(dana_at, "send-for-review")
    assert sent.url == PAGE.format(1)
    assert "The version is in review." in read(dana_at.get(sent.url))
    take(erin_at, "approve")
    assert "Approved" in between(erin_at.get(PAGE.format(1)), "Where it stands", "Written by")
    take(erin_at, "publish")

    assert status() == "PUBLISHED"
    history = between(erin_at.get(PAGE.format(1)), "History, 4 steps", "Rules")
    assert [history.index(name) for name in ("Published", "Approved", "Sent", "Brought in")] == (
        sorted(history.index(name) for name in ("Published", "Approved", "Sent", "Brought in"))
    )


def test_each_button_says_what_it_does_to_patients(lakeside, dana, erin, dana_at):
    approved(lakeside, dana, erin, small())

    said = between(dana_at.get(PAGE.format(1)), "Where it stands", "History")

    assert "From now on new patients get this version" in said
    assert (
        "Patients who have begun finish on theirs, unless you have them asked what is new." in said
    )
    assert "An approval that it has is void" in said


def test_author_is_told_who_has_to_approve(lakeside, dana, dana_at, erin):
    in_review(lakeside, dana, small())

    said = between(dana_at.get(PAGE.format(1)), "Where it stands", "History")
    answer = dana_at.get(PAGE.format(1) + "approve/")

    assert "another administrator of the clinic has to approve it" in said
    assert "The approval holds for exactly these bytes" not in said
    assert answer.url == PAGE.format(1)
    assert status() == "IN_REVIEW"


def test_author_who_posts_an_approval_all_the_same_is_refused(lakeside, dana, dana_at, erin):
    version = in_review(lakeside, dana, small())

    answer = dana_at.post(PAGE.format(1) + "approve/", {"sha256": version.sha256})

    assert answer.status_code == 422
    assert problems(answer) == [
        "You wrote in this version, so another administrator has to approve it."
    ]


def test_only_admin_approves_with_a_reason_that_is_shown(lakeside, dana, dana_at):
    in_review(lakeside, dana, small())

    empty = take(dana_at, "approve")
    assert problems(empty) == ["Write the reason."]
    take(dana_at, "approve", reason="The other one is on leave.")

    said = between(dana_at.get(PAGE.format(1)), "Where it stands", "Status")
    assert "Approved by its author, the clinic&#x27;s only" not in said
    assert "Exception: Approved by its author, the clinic's only administrator." in said
    assert "The other one is on leave." in said


def test_operators_exception_is_shown_for_ever(lakeside, dana_at):
    bring_in(lakeside, small())
    bring_in(lakeside, changed())

    said = between(dana_at.get(PAGE.format(1)), "Where it stands", "Status")

    assert "Exception: Approved by the operator of the program, not by the clinic." in said
    assert "Published by the operator from a test; the checks passed. The operator," in said


def test_approval_of_what_was_edited_meanwhile_is_refused(lakeside, dana, erin_at):
    version = in_review(lakeside, dana, small())
    address = PAGE.format(1) + "approve/"
    shown = erin_at.get(address).context["form"].initial
    draft = actions.back_to_draft(version=version, by=dana)
    actions.send_for_review(version=save(draft, changed(), dana), by=dana)
    work()

    answer = erin_at.post(address, shown)

    assert problems(answer) == ["The document is not the one that this page showed. Open it again."]
    assert status() == "IN_REVIEW"


def test_what_has_not_passed_is_not_approved(lakeside, dana, erin_at):
    in_review(lakeside, dana, never_raised())

    assert problems(take(erin_at, "approve")) == [
        "Its checks have not passed. What they found is on the checks page."
    ]


def test_rejection_needs_a_reason_and_shows_it(lakeside, dana, erin_at):
    in_review(lakeside, dana, small())

    assert problems(take(erin_at, "reject", reason=" ")) == ["Write the reason."]
    take(erin_at, "reject", reason="The limit is wrong.")

    assert status() == "REJECTED"
    assert "The limit is wrong." in between(erin_at.get(PAGE.format(1)), "History", "Rules")


def test_back_in_draft_it_is_sent_again(lakeside, dana, erin, dana_at):
    approved(lakeside, dana, erin, small())

    take(dana_at, "back-to-draft")

    assert status() == "DRAFT"
    assert "Send for review" in read(dana_at.get(PAGE.format(1)))


def test_draft_starts_from_any_version(lakeside, dana_at):
    bring_in(lakeside, small())

    answer = take(dana_at, "start-draft")

    assert answer.url == PAGE.format(2)
    assert status(2) == "DRAFT"


def test_old_document_comes_back_with_a_reason(lakeside, dana_at):
    bring_in(lakeside, small())
    bring_in(lakeside, changed())

    answer = take(dana_at, "roll-back", reason="Patients misread it.")
    assert answer.url == PAGE.format(3)
    take(dana_at, "publish", number=3)

    assert (status(1), status(2), status(3)) == ("RETIRED", "RETIRED", "PUBLISHED")
    said = between(dana_at.get(PAGE.format(3)), "Where it stands", "Status")
    assert "these very bytes were published before" in said


def test_unfinished_draft_says_what_is_wrong_and_is_not_sent(lakeside, dana, dana_at):
    save(draft_of(lakeside, dana, small()), small(rules=[]), dana)

    said = read(dana_at.get(PAGE.format(1)))
    sent = take(dana_at, "send-for-review")

    assert "Must be a list that is not empty rules" in said
    assert problems(sent) == [
        "The document is unfinished. What is wrong with it is on the checks page."
    ]
    assert status() == "DRAFT"


@pytest.mark.parametrize("step", ["approve", "publish", "roll-back"])
def test_step_towards_patients_is_confirmed_after_some_minutes(lakeside, dana, erin, step):
    approved(lakeside, dana, erin, small())
    address = PAGE.format(1) + f"{step}/"
    client = sign_in(dana, at=1.0)
    for answer in (client.get(address), client.post(address)):
        assert answer["Location"].startswith("/account/confirm/?next=%2Fquestion-sets%2F")
    assert status() == "APPROVED"
