from django.utils import timezone

from clinics.models import AuditEvent
from screening import actions
from screening.models import Screening, Trigger
from screening.models.json_text import json_digest, json_text
from tests.intakes import ANEURYSM, submit
from tests.reviewing import fresh


def test_every_screening_can_be_derived_again(intake, alice):
    actions.save_page(intake=intake, link_id="suicidal_thoughts_past_month", answer="yes")
    actions.save_page(intake=intake, link_id="suicidal_thoughts_today", answer=None)
    submit(
        intake,
        {
            **ANEURYSM,
            "suicide_plan": "prefer_not_to_say",
            "medicines": [{"name": "Xanex 0.5 prn", "dose": "", "frequency": ""}],
            "benzodiazepine_pattern": "not_sure",
            "benzodiazepine_withdrawal_symptoms": "not_sure",
        },
    )
    actions.record_vital_sign(
        intake=intake, systolic=190, diastolic=125, measured_at=timezone.now(), by=alice
    )

    screenings = list(Screening.objects.order_by("number"))
    assert {screening.trigger for screening in screenings} == {
        Trigger.PAGE,
        Trigger.SUBMISSION,
        Trigger.VITAL_SIGN,
    }
    for screening in screenings:
        derivation = actions.derive(screening)
        assert (derivation.is_same, derivation.changed) == (True, ())
        assert json_text(derivation.outcome) == json_text(screening.outcome)
        assert screening.answers_digest == json_digest(screening.answers, of=intake.patient)


def test_derive_tells_a_changed_outcome(intake):
    submit(intake)
    screening = Screening.objects.get()
    screening.answers = {**screening.answers, **ANEURYSM}

    derivation = actions.derive(screening)

    assert derivation.is_same is False
    assert derivation.outcome["level"] == "contraindication"


def test_derive_names_what_is_no_longer_the_same(intake):
    submit(intake)
    screening = Screening.objects.get()
    screening.engine_version = "0"
    screening.vocabulary_sha256 = "0" * 64

    assert actions.derive(screening).changed == ("engine", "vocabulary")


def test_screen_again_puts_a_new_screening_beside_the_old(intake, alice):
    submit(intake)

    screening = actions.screen_again(intake=intake, by=alice)

    assert (screening.number, screening.trigger) == (2, Trigger.REQUEST)
    assert fresh(intake).current_screening == screening
    first = Screening.objects.get(number=1)
    assert screening.outcome_digest == first.outcome_digest
    event = AuditEvent.objects.get(action="intake.screened_again")
    assert event.actor == alice
