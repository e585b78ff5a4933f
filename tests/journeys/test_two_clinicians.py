"""Two clinicians at the same intake at the same time."""

import pytest

from tests.intakes import ANEURYSM
from tests.journeys.people import StaffVisitor

NAME = "María José O'Brien"
MORE = {"decision": "MORE_INFORMATION", "message": "Please call us."}


@pytest.fixture
def sent(patient):
    patient.start().answer(ANEURYSM)
    return patient.sign()


@pytest.fixture
def both(sent, clinician, second_clinician) -> tuple[StaffVisitor, StaffVisitor]:
    """Alice and Erin both have the intake in front of them."""
    for each in (clinician, second_clinician):
        each.open("/queue/").click(NAME)
    return clinician, second_clinician


def test_second_to_claim_is_told_who_was_first(both, sent):
    alice, erin = both

    alice.press("Claim")
    erin.press("Claim")

    assert "Alice claimed this intake before you." in erin.text
    assert sent.intake.claimed_by.name == "Alice"
    assert "Claimed by Alice" in erin.open("/queue/").click(NAME).text


def test_claim_of_another_holds_a_decision_back(both, sent):
    alice, erin = both
    erin.click("Decide")
    alice.press("Claim")

    erin.press("Record the decision", MORE)

    assert erin.status == 422
    assert "Alice has claimed this intake. Talk with them first." in erin.text
    assert [one.value for one in erin.control("message")] == ["Please call us."]
    assert sent.intake.latest_review is None


def test_second_decision_does_not_replace_one_that_was_not_seen(both, sent):
    alice, erin = both
    for each in both:
        each.click("Decide")
    alice.press("Record the decision", MORE)

    erin.press("Record the decision", MORE)

    assert erin.status == 422
    assert "Alice decided since this page was opened." in erin.text
    assert sent.intake.reviews.count() == 1


def test_form_sent_twice_is_one_decision(both, sent):
    alice, _ = both
    alice.click("Decide")
    form, _button = alice.page.button("Record the decision")
    posted = form.filled(MORE)

    for _ in range(2):
        alice.force(f"{sent.intake.get_absolute_url()}decide/", posted)
        assert "The decision is on record." in alice.text

    assert sent.intake.reviews.count() == 1


def test_measurement_in_between_sends_the_decision_back(both, sent):
    alice, erin = both
    erin.click("Decide")
    alice.click("Record blood pressure")
    alice.press("Record", {"systolic": "172", "diastolic": "104"})

    erin.press("Record the decision", MORE)

    assert erin.status == 422
    assert "Something new arrived since this page was opened." in erin.text
    assert sent.intake.latest_review is None
