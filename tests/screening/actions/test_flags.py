import pytest
from django.utils import timezone

from clinics.models import AuditEvent
from screening import actions
from screening.models import AssessmentReason, Flag, FlagAssessment, Judgement
from tests.intakes import ANEURYSM, submit
from tests.reviewing import assess, fresh


@pytest.fixture
def flag(intake):
    submit(intake, ANEURYSM)
    return Flag.objects.get(rule="aneurysmal-vascular-disease")


def say(flag, by, **said):
    return actions.assess_flag(
        flag=flag,
        **{
            "judgement": Judgement.UPHELD,
            "reason": AssessmentReason.RECORDS_CHECKED,
            "words": "",
            "by": by,
            **said,
        },
    )


def test_assess_flag_adds_a_judgement(flag, alice):
    assessment = say(flag, alice, words="  On the scan of 2024. ")

    stored = FlagAssessment.objects.get()
    assert stored == assessment == flag.latest_assessment
    assert (stored.judgement, stored.reason, stored.words, stored.by) == (
        "UPHELD",
        "RECORDS_CHECKED",
        "On the scan of 2024.",
        alice,
    )
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.actor) == ("flag.assessed", alice)
    assert event.details == {"flag": flag.pk, "assessment": stored.pk}


def test_latest_judgement_counts(flag, alice):
    say(flag, alice)
    say(flag, alice, judgement=Judgement.OVERRIDDEN, words="Clipped in 2010.")

    assert flag.latest_assessment.judgement == "OVERRIDDEN"
    assert FlagAssessment.objects.count() == 2


def test_same_judgement_twice_is_once(flag, alice):
    assert say(flag, alice) == say(flag, alice)
    assert FlagAssessment.objects.count() == 1


@pytest.mark.parametrize(
    "said",
    [
        {"judgement": Judgement.OVERRIDDEN},
        {"reason": AssessmentReason.OTHER},
        {"judgement": Judgement.OVERRIDDEN, "words": "  \n "},
    ],
)
def test_assess_flag_needs_words(flag, alice, said):
    with pytest.raises(actions.AssessmentRefused):
        say(flag, alice, **said)

    assert FlagAssessment.objects.count() == 0


def test_assess_flag_refuses_what_a_newer_screening_no_longer_finds(intake, alice):
    submit(intake)
    actions.record_vital_sign(
        intake=intake, systolic=170, diastolic=105, measured_at=timezone.now(), by=alice
    )
    flag = Flag.objects.get(rule="uncontrolled-hypertension")
    actions.record_vital_sign(
        intake=intake, systolic=120, diastolic=80, measured_at=timezone.now(), by=alice
    )

    with pytest.raises(actions.AssessmentRefused):
        say(flag, alice)


def test_assessing_an_urgent_flag_lets_the_level_be_the_screenings(intake, alice):
    actions.save_page(intake=intake, link_id="suicide_attempt", answer="under_3_months")
    actions.save_page(intake=intake, link_id="suicide_attempt", answer="no")
    submit(intake, ANEURYSM)
    assert fresh(intake).level == "urgent"

    assess(Flag.objects.get(rule="recent-suicide-attempt"), by=alice)

    assert (fresh(intake).level, fresh(intake).rank) == ("contraindication", 2)


def test_assessing_while_the_patient_is_answering_takes_it_out_of_the_queue(intake, alice):
    actions.save_page(intake=intake, link_id="suicide_attempt", answer="under_3_months")

    assess(Flag.objects.get(), by=alice)

    stored = fresh(intake)
    assert (stored.level, stored.needs_review, stored.waiting_since) == ("", False, None)
    assert stored.is_in_progress


def test_what_still_stands_stays_urgent_after_its_assessment(intake, alice):
    submit(intake, {"suicide_attempt": "under_3_months"})

    assess(Flag.objects.get(rule="recent-suicide-attempt"), by=alice, judgement=Judgement.UPHELD)

    assert (fresh(intake).level, fresh(intake).needs_review) == ("urgent", True)
