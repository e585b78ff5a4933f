import datetime
import uuid

import pytest
from django.utils import timezone

from clinics.models import AuditEvent, Role
from screening import actions
from screening.models import Flag, Judgement, Review
from tests.intakes import ANEURYSM, submit
from tests.people import employ
from tests.reviewing import assess, assess_all, decide, fresh

CLEARING = ["SUITABLE", "SUITABLE_WITH_CONDITIONS"]


@pytest.fixture
def erin(lakeside):
    return employ("Erin", lakeside, Role.CLINICIAN)


@pytest.fixture
def sent(intake):
    """Without any risk."""
    return submit(intake)


@pytest.fixture
def flagged(intake):
    """With a contraindication raised, and one that cannot be ruled out."""
    return submit(intake, {**ANEURYSM, "mania_past_month": "not_sure"})


def measure(intake, by, systolic=118, diastolic=76):
    return actions.record_vital_sign(
        intake=intake,
        systolic=systolic,
        diastolic=diastolic,
        measured_at=timezone.now(),
        by=by,
    )


def tomorrow(intake):
    return intake.clinic.today() + datetime.timedelta(days=1)


def test_decide_adds_a_review_and_empties_the_queue(sent, alice):
    actions.claim(intake=sent, by=alice)

    review = decide(sent, "SUITABLE", by=alice, message=" Please call us. ")

    stored = Review.objects.get()
    assert stored == review
    assert (stored.number, stored.decision, stored.by, stored.message) == (
        1,
        "SUITABLE",
        alice,
        "Please call us.",
    )
    assert stored.screening == fresh(sent).current_screening
    assert fresh(sent).standing_review == review
    assert (fresh(sent).needs_review, fresh(sent).waiting_since) == (False, None)
    assert fresh(sent).claimed_by is None
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.actor, event.details) == (
        "intake.decided",
        alice,
        {"review": review.pk},
    )


def test_same_form_twice_is_one_decision(sent, alice):
    now = fresh(sent)
    form = {
        "intake": now,
        "screening": now.current_screening,
        "decision": "SUITABLE",
        "key": uuid.uuid4(),
        "by": alice,
    }

    assert actions.decide(**form) == actions.decide(**form)
    assert Review.objects.count() == 1


def test_same_form_with_something_else_in_it_is_refused(sent, alice):
    key = uuid.uuid4()
    decide(sent, "SUITABLE", by=alice, key=key)

    with pytest.raises(actions.KeyReused):
        decide(sent, "NOT_SUITABLE", by=alice, key=key, reason="Changed my mind.")

    assert Review.objects.get().decision == "SUITABLE"


def test_decide_refuses_before_everything_is_sent(intake, alice):
    with pytest.raises(actions.NotSubmitted):
        decide(intake, "NOT_SUITABLE", by=alice, reason="No.")


def test_decide_refuses_after_withdrawing(intake, alice):
    actions.withdraw(intake=intake)

    with pytest.raises(actions.NotSubmitted):
        decide(intake, "NOT_SUITABLE", by=alice, reason="No.")


def test_decide_refuses_an_older_screening(sent, alice):
    old = fresh(sent).current_screening
    measure(sent, alice, 150, 95)

    with pytest.raises(actions.ScreeningNotCurrent):
        decide(sent, "SUITABLE", by=alice, screening=old)

    assert Review.objects.count() == 0


def test_decide_says_who_decided_meanwhile(sent, alice, erin):
    first = decide(sent, "SUITABLE", by=alice)

    with pytest.raises(actions.AlreadyDecided) as refusal:
        decide(sent, "NOT_SUITABLE", by=erin, reason="No.", replaces=None)

    assert refusal.value.review == first
    assert refusal.value.review.by == alice


def test_decision_can_be_replaced_by_who_has_seen_it(sent, alice, erin):
    first = decide(sent, "SUITABLE", by=alice)

    second = decide(sent, "NOT_SUITABLE", by=erin, reason="A new letter.", replaces=first)

    assert fresh(sent).standing_review == second
    assert second.number == 2


def test_decide_refuses_what_a_colleague_has_claimed(sent, alice, erin):
    actions.claim(intake=sent, by=alice)

    with pytest.raises(actions.ClaimedByAnother):
        decide(sent, "SUITABLE", by=erin)


@pytest.mark.parametrize("decision", [*CLEARING, "NOT_SUITABLE", "DEFERRED"])
def test_every_decision_needs_raised_contraindications_assessed(flagged, alice, decision):
    with pytest.raises(actions.FlagsNotAssessed) as refusal:
        decide(
            flagged,
            decision,
            by=alice,
            reason="Because.",
            conditions="Some.",
            deferred_until=tomorrow(flagged),
        )

    assert "aneurysmal-vascular-disease" in {flag.rule for flag in refusal.value.flags}
    assert isinstance(refusal.value, actions.DecisionRefused)
    assert Review.objects.count() == 0


def test_clearing_decision_needs_what_cannot_be_ruled_out_assessed(flagged, alice):
    assess(Flag.objects.get(rule="aneurysmal-vascular-disease"), by=alice)

    with pytest.raises(actions.FlagsNotAssessed) as refusal:
        decide(flagged, "SUITABLE", by=alice, reason="Because.")
    assert {flag.truth for flag in refusal.value.flags} == {"UNDETERMINED"}

    review = decide(flagged, "NOT_SUITABLE", by=alice, reason="Because.")
    assert fresh(flagged).standing_review == review


def test_asking_for_more_needs_no_assessment_and_stays_in_the_queue(flagged, alice):
    actions.claim(intake=flagged, by=alice)

    decide(flagged, "MORE_INFORMATION", by=alice, message="Please bring your scan.")

    stored = fresh(flagged)
    assert (stored.needs_review, stored.claimed_by) == (True, alice)


@pytest.mark.parametrize("judgement", list(Judgement))
def test_going_against_a_flag_needs_a_reason(flagged, alice, judgement):
    assess_all(flagged, by=alice, judgement=judgement)

    with pytest.raises(actions.ReasonMissing):
        decide(flagged, "SUITABLE", by=alice, reason="  ")

    assert decide(flagged, "SUITABLE", by=alice, reason="A specialist agrees.")


def test_going_against_a_caution_needs_a_reason(intake, alice):
    submit(intake, {"alcohol_frequency": "monthly", "heavy_drinking_frequency": "monthly"})
    assert fresh(intake).level == "caution"

    with pytest.raises(actions.ReasonMissing):
        decide(intake, "SUITABLE", by=alice)


@pytest.mark.parametrize("decision", ["NOT_SUITABLE", "DEFERRED"])
def test_turning_a_patient_away_needs_a_reason(sent, alice, decision):
    with pytest.raises(actions.ReasonMissing):
        decide(sent, decision, by=alice, deferred_until=tomorrow(sent))


def test_conditions_are_needed(sent, alice):
    with pytest.raises(actions.ConditionsMissing):
        decide(sent, "SUITABLE_WITH_CONDITIONS", by=alice, conditions=" ")

    review = decide(sent, "SUITABLE_WITH_CONDITIONS", by=alice, conditions="A ride home.")
    assert review.conditions == "A ride home."


@pytest.mark.parametrize("days", [None, -1, 0])
def test_deferring_needs_a_date_to_come(sent, alice, days):
    until = None if days is None else sent.clinic.today() + datetime.timedelta(days=days)

    with pytest.raises(actions.DateMissing):
        decide(sent, "DEFERRED", by=alice, reason="Wait.", deferred_until=until)


def test_what_belongs_to_another_decision_is_left_out(sent, alice):
    review = decide(sent, "SUITABLE", by=alice, conditions="Some.", deferred_until=tomorrow(sent))

    assert (review.conditions, review.deferred_until) == ("", None)


# Void


def test_new_outcome_voids_the_decision_and_queues_the_intake(sent, alice):
    review = decide(sent, "SUITABLE", by=alice)

    measure(sent, alice, 170, 105)

    stored = fresh(sent)
    assert stored.latest_review == review
    assert stored.latest_review.is_void is True
    assert stored.standing_review is None
    assert (stored.level, stored.needs_review) == ("contraindication", True)


def test_same_outcome_leaves_the_decision_standing(sent, alice):
    review = decide(sent, "SUITABLE", by=alice)

    measure(sent, alice, 119, 77)

    assert fresh(sent).current_screening.number == 2
    assert fresh(sent).standing_review == review
    assert fresh(sent).needs_review is False


def test_outcome_that_returns_does_not_bring_the_decision_back(sent, alice):
    """Nobody has looked at what was found in between."""
    first = decide(sent, "SUITABLE", by=alice)
    measure(sent, alice, 170, 105)
    measure(sent, alice, 118, 76)

    assert fresh(sent).standing_review is None
    assert fresh(sent).needs_review is True
    again = decide(sent, "SUITABLE", by=alice, replaces=first)
    assert fresh(sent).standing_review == again
    assert fresh(sent).needs_review is False


def test_page_after_sending_brings_a_decided_intake_back(sent, alice):
    decide(sent, "SUITABLE", by=alice)

    with pytest.raises(actions.AlreadySubmitted):
        actions.save_page(intake=sent, link_id="suicide_attempt", answer="under_3_months")

    assert fresh(sent).standing_review is None
    assert fresh(sent).needs_review is True
    assess_all(sent, by=alice)
    decide(sent, "NOT_SUITABLE", by=alice, reason="A later page.")
    assert fresh(sent).needs_review is False


def test_decide_refuses_a_page_that_the_clinician_has_not_seen(sent, alice):
    seen = sent.revision
    with pytest.raises(actions.AlreadySubmitted):
        actions.save_page(intake=sent, link_id="suicide_attempt", answer="under_3_months")

    with pytest.raises(actions.ScreeningNotCurrent):
        decide(sent, "SUITABLE", by=alice, pages=seen)

    assert fresh(sent).needs_review is True
    now = {"by": alice, "pages": fresh(sent).revision}
    assert decide(sent, "MORE_INFORMATION", **now).pages == fresh(sent).revision


def test_open_urgent_flag_keeps_even_a_question_to_the_patient_urgent(intake, alice):
    submit(intake, {"suicide_attempt": "under_3_months"})

    decide(intake, "MORE_INFORMATION", by=alice)

    assert (fresh(intake).rank, fresh(intake).needs_review) == (1, True)
