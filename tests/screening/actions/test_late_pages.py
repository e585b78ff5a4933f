"""Pages that came when nothing could be sent any more: the rules read them all the same."""

import pytest
from django.utils import timezone

from screening import actions
from screening.actions.erasing import erase_patient
from screening.models import Flag, HumanReason, Notification, Refusal, SentPage, Trigger
from screening.rules import Engine
from tests.intakes import ANEURYSM, begin, submit
from tests.reviewing import assess, assess_all, decide, fresh

URGENT = {"suicide_attempt": "under_3_months"}


@pytest.fixture
def sent(intake):
    """Without any risk."""
    return submit(intake)


def come_late(intake, answers, why=actions.AlreadySubmitted):
    """From a tab that stood open; the refusal says what was urgent."""
    for link_id, answer in answers.items():
        with pytest.raises(why) as refusal:
            actions.save_page(intake=intake, link_id=link_id, answer=answer, revision=3)
    return [finding.rule for finding in refusal.value.urgent]


def test_urgent_page_acts_as_if_it_had_come_in_time(sent):
    signed = sent.answers

    assert come_late(sent, URGENT) == ["recent-suicide-attempt"]

    stored = fresh(sent)
    assert (stored.level, stored.rank, stored.needs_review) == ("urgent", 1, True)
    assert [flag.rule for flag in stored.open_urgent_flags] == ["recent-suicide-attempt"]
    screening = stored.current_screening
    assert (screening.number, screening.trigger) == (2, Trigger.LATE_PAGE)
    assert screening.answers == signed | URGENT
    assert stored.answers == signed
    assert Notification.objects.filter(intake=sent).count() == 1


def test_contraindication_ranks_the_intake(sent):
    come_late(sent, ANEURYSM)

    stored = fresh(sent)
    assert (stored.level, stored.rank) == ("contraindication", 2)
    assert Flag.objects.filter(intake=sent, rule="aneurysmal-vascular-disease").count() == 1


def test_decision_does_not_survive_a_page_that_nobody_has_looked_at(sent, alice):
    review = decide(sent, "SUITABLE", by=alice)

    come_late(sent, {"medicine_allergies": "Penicillin"})

    stored = fresh(sent)
    assert stored.level == "none"
    assert (stored.latest_review, stored.standing_review) == (review, None)
    assert stored.needs_review is True


def test_next_decision_has_looked_at_it(sent, alice):
    decide(sent, "SUITABLE", by=alice)
    come_late(sent, {"medicine_allergies": "Penicillin"})

    again = decide(sent, "SUITABLE", by=alice)

    assert fresh(sent).standing_review == again
    assert fresh(sent).needs_review is False


def test_running_the_rules_again_does_not_bring_the_decision_back(sent, alice):
    decide(sent, "SUITABLE", by=alice)
    come_late(sent, {"medicine_allergies": "Penicillin"})

    actions.screen_again(intake=sent, by=alice)

    assert fresh(sent).standing_review is None
    assert fresh(sent).current_screening.answers["medicine_allergies"] == "Penicillin"


def test_later_of_two_late_pages_counts(sent):
    come_late(sent, {"ride_home": "no"})
    come_late(sent, {"ride_home": "not_sure"})

    assert fresh(sent).current_screening.answers["ride_home"] == "not_sure"


def test_page_that_takes_a_late_one_back_counts_too(sent):
    come_late(sent, {"ride_home": "no"})
    come_late(sent, {"ride_home": "yes"})

    assert fresh(sent).current_screening.answers["ride_home"] == "yes"
    late = SentPage.objects.filter(intake=sent, refused=Refusal.SUBMITTED)
    assert [page.answer for page in late.order_by("number")] == ["no", "yes"]


def test_same_late_page_twice_is_screened_once(sent):
    come_late(sent, ANEURYSM)
    come_late(sent, ANEURYSM)

    assert sent.screenings.count() == 2
    assert SentPage.objects.filter(intake=sent, refused=Refusal.SUBMITTED).count() == 1


def test_urgent_page_taken_back_late_stays_urgent(sent):
    come_late(sent, URGENT)
    come_late(sent, {"suicide_attempt": "no"})

    assert fresh(sent).level == "urgent"
    assert fresh(sent).open_urgent_flags.count() == 1


def test_urgent_answer_given_late_once_more_after_its_assessment_is_news(intake, alice):
    submit(intake, URGENT)
    assess(Flag.objects.get(intake=intake, rule="recent-suicide-attempt"), by=alice)
    come_late(intake, {"suicide_attempt": "no"})

    assert come_late(intake, URGENT) == ["recent-suicide-attempt"]

    assert [flag.occurrence for flag in fresh(intake).open_urgent_flags] == [2]
    assert Notification.objects.filter(intake=intake).count() == 2


def test_question_that_a_late_page_opens_is_silent_and_silence_is_raised(sent):
    """Nobody can answer it any more, so somebody has to ask."""
    urgent = come_late(sent, {"suicidal_thoughts_past_month": "yes"})

    assert urgent == ["suicidal-thoughts-today", "suicide-plan"]
    assert fresh(sent).level == "urgent"


def test_measurement_and_late_page_are_read_together(sent, alice):
    come_late(sent, ANEURYSM)

    actions.record_vital_sign(
        intake=sent, systolic=172, diastolic=104, measured_at=timezone.now(), by=alice
    )

    answers = fresh(sent).current_screening.answers
    assert (answers["vascular_history"], answers["blood_pressure"]["systolic"]) == (
        ["aneurysm"],
        172,
    )


def test_rules_that_cannot_be_run_hand_the_intake_to_a_person(sent, alice, monkeypatch):
    decide(sent, "SUITABLE", by=alice)

    with monkeypatch.context() as patch:
        patch.setattr(Engine, "screen", broken)
        come_late(sent, {"medicine_allergies": "Penicillin"})

    stored = fresh(sent)
    assert (stored.needs_human, stored.human_reason) == (True, HumanReason.EVALUATION)
    assert SentPage.objects.filter(intake=sent, refused=Refusal.SUBMITTED).count() == 1
    actions.screen_again(intake=sent, by=alice)
    assert fresh(sent).standing_review is None


def broken(*args):
    raise RuntimeError("planted")


def test_urgent_page_after_withdrawing_is_flagged_and_queued(intake):
    actions.withdraw(intake=intake)

    urgent = come_late(intake, URGENT, actions.IntakeWithdrawn)

    stored = fresh(intake)
    assert urgent == ["recent-suicide-attempt"]
    assert (stored.level, stored.rank, stored.needs_review) == ("urgent", 1, True)
    assert stored.answers == {"date_of_birth": "1984-03-27"}


def test_other_page_after_withdrawing_is_kept_and_queues_nothing(intake):
    actions.withdraw(intake=intake)

    come_late(intake, {"ride_home": "no"}, actions.IntakeWithdrawn)

    assert fresh(intake).needs_review is False
    assert intake.screenings.count() == 0
    assert SentPage.objects.filter(intake=intake, refused=Refusal.WITHDRAWN).count() == 1


def test_page_that_cannot_be_read_of_somebody_who_was_erased_is_stored_nowhere(intake):
    erase_patient(patient=intake.patient)
    before = intake.sent_pages.count()

    kept = actions.keep_unread_page(
        intake=intake, link_id="seizures", fields={"answer": ["yes"]}, why=Refusal.UNPROVED
    )

    assert (kept, intake.sent_pages.count()) == (None, before)


def test_late_screening_can_be_derived_again(sent):
    come_late(sent, ANEURYSM)

    assert actions.derive(fresh(sent).current_screening).is_same


def test_late_page_of_another_intake_voids_nothing_here(sent, version, maria, bob, alice):
    review = decide(sent, "SUITABLE", by=alice)
    other = submit(begin(version, maria, bob))

    come_late(other, URGENT)

    assert fresh(sent).standing_review == review


def test_assessing_the_flags_and_deciding_is_having_looked(sent, alice):
    come_late(sent, URGENT | ANEURYSM)
    with pytest.raises(actions.FlagsNotAssessed):
        decide(sent, "NOT_SUITABLE", by=alice, reason="We have to talk.")

    assess_all(sent, by=alice)
    decide(sent, "NOT_SUITABLE", by=alice, reason="We have to talk.")

    assert fresh(sent).needs_review is False
