"""Whatever breaks while the rules run: the answers are kept, and a person looks. Never "clear"."""

import json

import pytest
from django.utils import timezone

from clinics import audit
from clinics.models import Clinic
from screening import actions
from screening.actions import engines, evaluations
from screening.logs import JsonFormatter
from screening.models import (
    Notification,
    NotificationKind,
    QuestionSetVersion,
    Screening,
    SentPage,
    VitalSign,
)
from screening.models import question_set as version_store
from screening.rules import Engine
from tests.damage import damage_versions
from tests.intakes import DECLARATION, reading, send_pages, submit
from tests.reviewing import decide, fresh

CANARY = "canary-in-an-answer"
MEDICINES = [{"name": CANARY, "dose": "", "frequency": ""}]


def explode(*args, **options):
    raise RuntimeError(CANARY)


def explode_deeply(*args, **options):
    return explode_deeply()


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """Engines and documents are kept per process: each fault has to be met."""

    def forget():
        engines._engines.clear()
        version_store._parsed.clear()

    forget()
    yield
    forget()


def other_document() -> str:
    """Sound, and not the one that was published."""
    document = json.loads(QuestionSetVersion.objects.get().document)
    return json.dumps({**document, "rules": document["rules"][:1]})


IN_THE_CODE = {
    "judge": (Engine, "judge", explode),
    "settle": (Engine, "settle", explode),
    "branch": (Engine, "branch", explode),
    "endless recursion": (Engine, "judge", explode_deeply),
    "compile": (engines, "compile_engine", explode),
    "medicine": (engines, "recognise", explode),
    "vocabulary": (engines, "shipped_vocabulary", explode),
    "vocabulary hash": (evaluations, "vocabulary_sha256", explode),
}
IN_THE_DATA = {
    "time zone": lambda: Clinic.objects.update(time_zone="Nowhere/There"),
    "damaged document": lambda: damage_versions(document='{"slug": "x"}'),
    "no document": lambda: damage_versions(document=""),
    "other document": lambda: damage_versions(document=other_document()),
}


def plant(monkeypatch, fault):
    engines._engines.clear()
    version_store._parsed.clear()
    if fault in IN_THE_CODE:
        monkeypatch.setattr(*IN_THE_CODE[fault])
    else:
        IN_THE_DATA[fault]()


REASONS = {
    "judge": "EVALUATION",
    "endless recursion": "EVALUATION",
    "time zone": "EVALUATION",
    "compile": "VERSION",
    "damaged document": "VERSION",
    "no document": "VERSION",
    "other document": "VERSION",
    "vocabulary": "MEDICINES",
    "medicine": "MEDICINES",
}
ON_THE_WHOLE = {**REASONS, "vocabulary hash": "EVALUATION"}


def needs_human(intake):
    stored = fresh(intake)
    assert stored.level != "none"
    assert (stored.needs_human, stored.rank, stored.needs_review) == (True, 0, True)
    assert audit.verify(stored.clinic) == []
    (notification,) = Notification.objects.filter(kind=NotificationKind.NEEDS_HUMAN)
    assert notification.intake == stored
    return stored.human_reason


@pytest.mark.parametrize(("fault", "reason"), REASONS.items())
def test_page_is_kept_and_a_person_looks(intake, monkeypatch, fault, reason):
    plant(monkeypatch, fault)

    saved = actions.save_page(intake=intake, link_id="medicines", answer=MEDICINES)

    assert saved.urgent == ()
    assert needs_human(intake) == reason
    assert fresh(intake).answers["medicines"] == MEDICINES
    assert SentPage.objects.latest("number").answer == MEDICINES


def test_page_with_left_overs_is_kept_and_so_are_they(intake, monkeypatch):
    actions.save_page(intake=intake, link_id="suicidal_thoughts_past_month", answer="yes")
    actions.save_page(intake=intake, link_id="suicide_plan", answer="no")
    plant(monkeypatch, "settle")

    actions.save_page(intake=intake, link_id="suicidal_thoughts_past_month", answer="no")

    assert needs_human(intake) == "EVALUATION"
    assert fresh(intake).answers["suicidal_thoughts_past_month"] == "no"
    assert fresh(intake).answers["suicide_plan"] == "no"


def test_submission_counts_silence_where_nobody_can_say_what_is_asked(intake, monkeypatch):
    plant(monkeypatch, "branch")

    actions.submit(intake=intake, signed_name="Maria", declaration=DECLARATION)

    assert fresh(intake).is_submitted
    assert fresh(intake).level == "urgent"


@pytest.mark.parametrize("fault", ["judge", "damaged document"])
def test_every_further_page_is_kept_and_staff_are_told_once(intake, monkeypatch, fault):
    plant(monkeypatch, fault)

    for link_id in ("completed_by", "ride_home", "no_such_question"):
        try:
            actions.save_page(intake=intake, link_id=link_id, answer="yes")
        except actions.UnknownQuestion:
            assert fault == "judge"

    assert needs_human(intake)
    assert {"completed_by", "ride_home"} <= fresh(intake).answers.keys()


@pytest.mark.parametrize(("fault", "reason"), ON_THE_WHOLE.items())
def test_submission_is_accepted_and_a_person_looks(intake, monkeypatch, fault, reason):
    intake = send_pages(intake, {"medicines": MEDICINES})
    plant(monkeypatch, fault)

    actions.submit(intake=intake, signed_name="Maria", declaration=DECLARATION)

    assert needs_human(intake) == reason
    stored = fresh(intake)
    assert stored.is_submitted
    assert stored.answers == intake.answers


@pytest.mark.parametrize(("fault", "reason"), ON_THE_WHOLE.items())
def test_measurement_is_kept_and_a_person_looks(intake, alice, monkeypatch, fault, reason):
    intake = submit(intake, {"medicines": MEDICINES})
    before = fresh(intake).current_screening
    plant(monkeypatch, fault)

    actions.record_vital_sign(
        intake=intake, systolic=190, diastolic=125, measured_at=timezone.now(), by=alice
    )

    assert VitalSign.objects.count() == 1
    assert needs_human(intake) == reason
    assert fresh(intake).current_screening == before


def test_fault_voids_a_clearing_decision(intake, alice, monkeypatch):
    intake = submit(intake)
    decide(intake, "SUITABLE", by=alice)
    plant(monkeypatch, "judge")

    actions.record_vital_sign(
        intake=intake, systolic=190, diastolic=125, measured_at=timezone.now(), by=alice
    )

    assert fresh(intake).latest_review.is_void is True
    assert fresh(intake).needs_review is True
    with pytest.raises(actions.NeedsHuman):
        decide(intake, "SUITABLE", by=alice, reason="It looked right.")


def test_unscreened_intake_can_be_turned_away_but_never_cleared(intake, alice, monkeypatch):
    intake = send_pages(intake)
    plant(monkeypatch, "judge")
    actions.submit(intake=intake, signed_name="Maria", declaration=DECLARATION)

    with pytest.raises(actions.NeedsHuman):
        decide(intake, "SUITABLE", by=alice, reason="It looked right.")
    with pytest.raises(actions.NeedsHuman):
        decide(intake, "SUITABLE_WITH_CONDITIONS", by=alice, conditions="Some.", reason="So.")

    review = decide(intake, "NOT_SUITABLE", by=alice, reason="Seen in person.")
    assert fresh(intake).standing_review == review
    assert fresh(intake).needs_review is False


def test_screening_again_once_it_works_ends_the_need(intake, alice, monkeypatch):
    intake = send_pages(intake, {"blood_pressure": reading(intake.clinic, 170, 105)})
    with monkeypatch.context() as broken:
        plant(broken, "judge")
        actions.submit(intake=intake, signed_name="Maria", declaration=DECLARATION)
        assert actions.screen_again(intake=intake, by=alice) is None
        assert needs_human(intake) == "EVALUATION"

    screening = actions.screen_again(intake=intake, by=alice)

    stored = fresh(intake)
    assert (stored.needs_human, stored.human_reason) == (False, "")
    assert (stored.level, stored.rank, stored.needs_review) == ("contraindication", 2, True)
    assert screening.is_complete is True
    assert stored.current_flags.filter(rule="uncontrolled-hypertension").exists()


def test_urgent_flag_stays_urgent_through_a_fault(intake, monkeypatch):
    actions.save_page(intake=intake, link_id="suicide_attempt", answer="under_3_months")
    plant(monkeypatch, "judge")

    actions.save_page(intake=intake, link_id="completed_by", answer="self")

    stored = fresh(intake)
    assert (stored.level, stored.rank) == ("urgent", 0)
    assert stored.open_urgent_flags.count() == 1


@pytest.mark.parametrize("fault", ["judge", "medicine"])
def test_fault_is_logged_without_the_answer(intake, monkeypatch, caplog, fault):
    plant(monkeypatch, fault)

    actions.save_page(intake=intake, link_id="medicines", answer=MEDICINES)

    written = [JsonFormatter().format(record) for record in caplog.records]
    assert any("goes to a person" in line for line in written)
    assert not any(CANARY in line for line in written)


def test_fault_stores_no_screening(intake, monkeypatch):
    plant(monkeypatch, "judge")

    actions.save_page(intake=intake, link_id="suicide_attempt", answer="under_3_months")

    assert Screening.objects.count() == 0
