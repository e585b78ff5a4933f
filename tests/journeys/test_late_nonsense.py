"""A page that comes too late and is no answer: nobody can put it right, so a person reads it."""

import pytest

from screening import actions
from screening.models import HumanReason, Notification, Refusal
from tests.intakes import bring_in
from tests.journeys.people import PatientVisitor
from tests.reviewing import decide, fresh
from tests.rules.small import document, question, rule


def tab_of(patient: PatientVisitor) -> PatientVisitor:
    """A second tab of the same browser, on the same page."""
    tab = PatientVisitor(patient.link, patient.born)
    tab.client, tab.response = patient.client, patient.response
    return tab


@pytest.fixture
def late(patient):
    """Everything is sent; a tab still stands on one of the questions."""

    def stand(link_id):
        patient.start().answer(until=link_id)
        tab = tab_of(patient)
        patient.answer()
        patient.sign()
        return tab

    return stand


TYPED = {"systolic": "180 high", "diastolic": "", "measured_on_day": "31"}


def test_what_cannot_be_read_is_kept_as_it_was_sent(late):
    tab = late("blood_pressure")
    signed = tab.answers

    tab.press("Continue", TYPED)

    assert tab.address == "/intake/done/"
    assert "What you sent after that has reached the clinic too." in tab.text
    page = tab.intake.sent_pages.get(is_answer=False)
    assert (page.link_id, page.refused) == ("blood_pressure", Refusal.SUBMITTED)
    assert page.answer == {"systolic": ["180 high"], "measured_on_day": ["31"]}
    assert tab.answers == signed


def test_person_has_to_look_and_reads_every_word(late, clinician):
    tab = late("blood_pressure")

    tab.press("Continue", TYPED)

    intake = tab.intake
    assert (intake.needs_human, intake.human_reason) == (True, HumanReason.LATE_PAGE)
    assert (intake.rank, intake.needs_review) == (0, True)
    assert Notification.objects.filter(intake=intake).count() == 1
    assert "Needs human review" in clinician.open("/queue/").text
    clinician.open(intake.get_absolute_url())
    assert "The patient sent a page afterwards that cannot be read as an answer." in clinician.text
    for words in ("systolic: 180 high", "measured_on_day: 31", "Cannot be read as an answer"):
        assert words in clinician.text
    assert "No rule has read it." in clinician.text


def test_decision_made_before_it_is_void(late, alice):
    tab = late("blood_pressure")
    review = decide(tab.intake, "SUITABLE", by=alice)

    tab.press("Continue", TYPED)

    stored = fresh(tab.intake)
    assert (stored.latest_review, stored.standing_review) == (review, None)


def test_rules_read_what_was_signed_and_not_the_nonsense(late, clinician):
    tab = late("blood_pressure")
    tab.press("Continue", TYPED)

    clinician.open(tab.intake.get_absolute_url()).press("Run the rules again")

    stored = fresh(tab.intake)
    assert stored.current_screening.answers["blood_pressure"]["systolic"] == 118
    assert (stored.level, stored.needs_human, stored.needs_review) == ("none", False, True)
    assert "systolic: 180 high" in clinician.text


def test_twice_is_once_and_a_blank_page_is_none(late):
    tab = late("medicine_allergies")
    page = tab.response
    for link_id, typed in (
        ("medicine_allergies", {"answer": "ä" * 2001, "revision": "3"}),
        ("medicine_allergies", {"answer": "ä" * 2001, "revision": "3"}),
        ("medicine_allergies", {"answer": "b" * 2001, "revision": "3"}),
        ("blood_pressure", {"systolic": " "}),
    ):
        tab.response = page
        tab.force(tab.address_of(link_id), typed)

    kept = tab.intake.sent_pages.filter(is_answer=False)
    assert [page.answer for page in kept.order_by("number")] == [
        {"answer": ["ä" * 2001]},
        {"answer": ["b" * 2001]},
    ]


def test_hundred_kilobytes_are_kept_as_far_as_they_go(late):
    tab = late("medicine_allergies")

    tab.force(tab.address_of("medicine_allergies"), {"answer": "ä" * 100_000})

    (page,) = tab.intake.sent_pages.filter(is_answer=False)
    (kept,) = page.answer["answer"]
    assert kept == "ä" * len(kept)
    assert len(kept) == 2000


def test_page_whose_question_is_gone_is_kept_and_alarms_nobody(patient):
    patient.start().answer({"pregnancy_status": "pregnant"}, until="breastfeeding")
    tab = tab_of(patient)
    patient.open(patient.address_of("pregnancy_status")).answer_one()

    tab.force(tab.address, {"answer": "maybe"})

    page = tab.intake.sent_pages.get(is_answer=False)
    assert (page.refused, page.answer) == (Refusal.NOT_ASKED, {"answer": ["maybe"]})
    assert tab.intake.needs_human is False


def test_late_reply_about_a_name_is_kept(patient):
    patient.start().answer(until="medicines")
    patient.press("Continue", {"name-0": "klonapin"})
    tab = tab_of(patient)
    patient.open("/intake/").answer({"benzodiazepine_pattern": "as_needed"})
    patient.sign()

    tab.press("Continue", {"name-0": "0"})

    page = tab.intake.sent_pages.get(refused=Refusal.SUBMITTED)
    assert (page.is_answer, page.answer[0]["confirmed"]) == (True, ["clonazepam"])
    assert "confirmed" not in tab.answers["medicines"][0]


def test_late_reply_about_a_name_brings_help_where_it_is_urgent(lakeside, maria, bob):
    urgent = rule("now", {"question": "m.classes", "includes": "benzodiazepine"}, "urgent")
    data = document([question("m", "medicines")], [urgent])
    version = bring_in(lakeside, {**data, "slug": "small", "parameters": {}})
    _, token = actions.invite(patient=maria, version=version, language="en", by=bob)
    patient = PatientVisitor(f"/i/{token}/", maria.date_of_birth).start()
    patient.press("Continue", {"name-0": "klonapin"}).open("/intake/question/m/names/")
    tab = tab_of(patient)
    patient.open("/intake/").sign()

    tab.press("Continue", {"name-0": "0"})

    assert [flag.rule for flag in tab.intake.open_urgent_flags] == ["now"]
    assert tab.address == "/intake/crisis/"
