"""Whatever breaks behind them, a patient's pages go on, and what was sent is kept."""

import pytest

from clinics.models import Clinic
from screening.actions import engines, medicines
from screening.models import question_set as version_store
from screening.rules import Engine
from screening.rules.compiled import Compiled
from tests.browsing import question
from tests.damage import damage_versions
from tests.intakes import LOW_RISK


def explode(*args, **options):
    raise RuntimeError


BROKEN_RULES = {
    "run": lambda patch: patch.setattr(Compiled, "run", explode),
    "screen": lambda patch: patch.setattr(Engine, "screen", explode),
    "compile": lambda patch: patch.setattr(engines, "compile_engine", explode),
    "medicine": lambda patch: patch.setattr(engines, "recognise", explode),
    "vocabulary": lambda patch: patch.setattr(engines, "shipped_vocabulary", explode),
    "time zone": lambda patch: Clinic.objects.update(time_zone="Nowhere/There"),
}


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """Engines and documents are kept per process: each fault has to be met."""
    yield
    engines._engines.clear()
    version_store._parsed.clear()


def plant(fault, monkeypatch):
    engines._engines.clear()
    version_store._parsed.clear()
    BROKEN_RULES[fault](monkeypatch)


@pytest.mark.parametrize("fault", BROKEN_RULES)
def test_patient_goes_on_to_the_end_and_a_person_looks(inside, monkeypatch, fault):
    inside.answer(until="medicine_classes")
    asked = inside.intake.version.parsed.questions.values()
    gated = {one.link_id for one in asked if one.enable_when} - LOW_RISK.keys()
    plant(fault, monkeypatch)

    inside.answer(dict.fromkeys(gated, "does_not_apply"))
    assert inside.address == "/intake/check/"
    inside.send({"signed_name": "María O'Brien"})

    assert inside.address == "/intake/done/"
    assert inside.answers["medicines"] == LOW_RISK["medicines"]
    assert inside.intake.needs_human


def test_near_names_are_not_offered_when_they_cannot_be_matched(inside, monkeypatch):
    monkeypatch.setattr(medicines, "shipped_vocabulary", explode)

    inside.ask("medicines").send({"name-0": "klonapin"})

    assert inside.asked == "completed_by"
    assert inside.answers["medicines"][0]["name"] == "klonapin"


@pytest.mark.parametrize("fault", ["run", "vocabulary"])
def test_every_question_is_asked_when_none_can_be_ruled_out(inside, monkeypatch, fault):
    inside.ask("heart_history").send({"answer": ["none"]})
    plant(fault, monkeypatch)

    inside.ask("cardiac_event_when")

    assert inside.asked == "cardiac_event_when"
    assert "This does not apply to me" in inside.text


@pytest.mark.parametrize("place", ["", "question/completed_by/", "crisis/", "check/", "about/"])
def test_questions_that_cannot_be_read_lead_to_the_telephone(inside, place):
    damage_versions(document="")
    version_store._parsed.clear()
    engines._engines.clear()

    inside.open(f"/intake/{place}")

    assert inside.status == 503
    assert "We cannot show your questions now" in inside.text
    assert "Call 555-010-0100" in inside.text
    assert 'href="tel:988"' in inside.body


def test_page_sent_while_the_questions_cannot_be_read_is_answered_the_same(inside):
    damage_versions(document="")
    version_store._parsed.clear()
    engines._engines.clear()

    assert inside.send({"answer": "self"}, to=question("completed_by")).status == 503
