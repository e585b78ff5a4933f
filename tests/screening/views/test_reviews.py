"""Assessing flags and deciding: what is stored, what is refused, and what is said about it."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from clinics.models import Role
from screening import actions
from screening.models import FlagAssessment, Review
from screening.rules import Engine
from tests.intakes import ANEURYSM, submit
from tests.people import employ
from tests.reviewing import assess_all, decide, fresh
from tests.staff_pages import problems, read, sent

TITLE = "Aneurysm, arteriovenous malformation or brain bleed"
MANIA = "Possible mania in the past month"
RISKS = {**ANEURYSM, "mania_past_month": "not_sure"}
UPHELD = {"judgement": "UPHELD", "reason": "RECORDS_CHECKED", "words": ""}
OVERRIDDEN = {"judgement": "OVERRIDDEN", "reason": "OTHER", "words": "Clipped in 2019."}


@pytest.fixture
def risky(intake):
    return submit(intake, RISKS)


@pytest.fixture
def flag(risky):
    return risky.flags.get(rule="aneurysmal-vascular-disease")


def flag_page(flag):
    return reverse("assess-flag", args=[flag.intake.public_id, flag.pk])


def decide_page(intake):
    return reverse("decide", args=[intake.public_id])


# Flags


def test_flag_page_shows_the_evidence_once_more(flag, clinician):
    said = read(clinician.get(flag_page(flag)))

    assert f"Assess this flag {TITLE} Contraindication" in said
    assert "Have you ever been told you have any of these?" in said
    assert "Rule aneurysmal-vascular-disease" in said
    assert "2 flags wait for an assessment." in said


def test_flag_that_cannot_be_ruled_out_says_so(risky, clinician):
    said = read(clinician.get(flag_page(risky.flags.get(truth="UNDETERMINED"))))

    assert f"{MANIA} Cannot rule out: contraindication" in said
    assert "It can be neither raised nor ruled out on what the patient answered." in said


@pytest.mark.parametrize("typed", [UPHELD, OVERRIDDEN])
def test_assessment_is_stored_and_shown(flag, alice, clinician, typed):
    response = clinician.post(flag_page(flag), typed)

    assert response["Location"] == f"{flag.intake.get_absolute_url()}#flag-{flag.pk}"
    made = flag.assessments.get()
    assert (made.judgement, made.reason, made.words) == tuple(typed.values())
    assert made.by == alice
    event = flag.clinic.audit_events.get(action="flag.assessed")
    assert event.details == {"flag": flag.pk, "assessment": made.pk}


def test_next_flag_that_waits_is_offered(flag, risky, clinician):
    other = risky.flags.get(truth="UNDETERMINED")

    assert clinician.post(flag_page(flag), {**UPHELD, "next": "1"})["Location"] == flag_page(other)
    last = clinician.post(flag_page(other), {**UPHELD, "next": "1"})
    assert last["Location"] == f"{risky.get_absolute_url()}#findings"


def test_new_judgement_takes_the_place_of_the_old_one(flag, clinician):
    clinician.post(flag_page(flag), UPHELD)
    assert (
        "Assessed before: Upheld, Checked the medical records, by Alice. A new judgement takes its "
        "place; the old one stays on record." in read(clinician.get(flag_page(flag)))
    )

    clinician.post(flag_page(flag), OVERRIDDEN)

    assert [row.judgement for row in flag.assessments.order_by("pk")] == ["UPHELD", "OVERRIDDEN"]


def test_same_assessment_twice_is_one(flag, clinician):
    for _ in range(2):
        assert clinician.post(flag_page(flag), UPHELD).status_code == 302
    assert flag.assessments.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choose whether the flag is upheld or overridden."),
        ({"judgement": "UPHELD"}, "Choose a reason."),
        ({**OVERRIDDEN, "words": " "}, "Say in your own words why."),
        ({**UPHELD, "reason": "OTHER"}, "Say in your own words why."),
        ({**UPHELD, "judgement": "PERHAPS"}, "Select a valid choice."),
        ({**UPHELD, "reason": "GUT"}, "Select a valid choice."),
        ({**OVERRIDDEN, "words": "x" * 100_000}, "4000"),
        ({**OVERRIDDEN, "words": "\0"}, "Say in your own words why."),
    ],
)
def test_wrong_assessment_stores_nothing_and_keeps_what_was_typed(flag, clinician, typed, said):
    response = clinician.post(flag_page(flag), typed)

    assert response.status_code == 422
    assert said in " ".join(problems(response))
    assert not FlagAssessment.objects.exists()
    assert TITLE in read(response)


def test_flag_that_a_newer_screening_no_longer_finds_cannot_be_assessed(intake, alice, clinician):
    submit(intake, {"blood_pressure": {**READING, "measured_on": today(intake)}})
    flag = intake.flags.get(rule="uncontrolled-hypertension")
    measure(intake, 118, 76, by=alice)

    response = clinician.post(flag_page(flag), UPHELD)

    assert response.status_code == 422
    assert problems(response) == [
        "A newer screening no longer finds this, so there is nothing to assess."
    ]
    assert not FlagAssessment.objects.exists()


def test_flag_of_another_intake_is_not_there(flag, version, maria, bob, clinician):
    other = submit(begin_again(version, maria, bob))
    address = reverse("assess-flag", args=[other.public_id, flag.pk])

    assert clinician.get(address).status_code == 404
    assert clinician.post(address, UPHELD).status_code == 404
    assert not FlagAssessment.objects.exists()


READING = {"systolic": 168, "diastolic": 104, "method": "arm_cuff"}


def today(intake):
    return intake.clinic.today().isoformat()


def measure(intake, systolic, diastolic, *, by):
    actions.record_vital_sign(
        intake=intake,
        systolic=systolic,
        diastolic=diastolic,
        measured_at=timezone.now(),
        by=by,
    )


def begin_again(version, maria, bob):
    invitation, _ = actions.invite(patient=maria, version=version, language="en", by=bob)
    return actions.open_with_birth_date(invitation=invitation, date_of_birth=maria.date_of_birth)[0]


# Decisions


def filled(client, intake, **typed):
    """The form as it stands on the page now, with this written in it."""
    return sent(client.get(decide_page(intake)), "Record the decision", typed)


def in_a_week(intake):
    day = intake.clinic.today() + dt.timedelta(days=7)
    return {
        "deferred_until_day": day.day,
        "deferred_until_month": day.month,
        "deferred_until_year": day.year,
    }


def test_page_lists_what_must_be_assessed_before_what(risky, clinician):
    said = read(clinician.get(decide_page(risky)))

    listed = said.partition("Still to be assessed")[2].partition("Decision Suitable")[0]
    raised, unsettled = listed.split("Cannot be ruled out, so before “Suitable”:")
    assert "Raised, so before every decision but asking for more:" in raised
    assert TITLE in raised
    assert MANIA not in raised
    assert MANIA in unsettled


DECISIONS = {
    "SUITABLE": {"reason": "Neurosurgeon agrees."},
    "SUITABLE_WITH_CONDITIONS": {"reason": "Checked.", "conditions": "Below 140/90 on the day."},
    "DEFERRED": {"reason": "Until the scan."},
    "NOT_SUITABLE": {"reason": "Too risky."},
    "MORE_INFORMATION": {},
}


@pytest.mark.parametrize("decision", DECISIONS)
def test_each_decision_is_stored_with_its_words(risky, alice, clinician, decision):
    assess_all(risky, by=alice)
    typed = {"decision": decision, "message": "Please call us.", **DECISIONS[decision]}
    if decision == "DEFERRED":
        typed |= in_a_week(risky)

    response = clinician.post(decide_page(risky), filled(clinician, risky, **typed), follow=True)

    assert "The decision is on record. A mail with a link is on its way" in read(response)
    review = risky.reviews.get()
    assert (review.decision, review.by, review.message) == (decision, alice, "Please call us.")
    assert review.reason == DECISIONS[decision].get("reason", "")
    assert review.conditions == DECISIONS[decision].get("conditions", "")
    until = risky.clinic.today() + dt.timedelta(days=7)
    assert review.deferred_until == (until if decision == "DEFERRED" else None)
    assert fresh(risky).needs_review == (decision == "MORE_INFORMATION")
    told = read(response).partition(" Decisions ")[2]
    assert "To the patient: Please call us." in told


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choose a decision."),
        ({"decision": "PERHAPS"}, "Select a valid choice."),
        ({"decision": "SUITABLE"}, "This decision needs a reason."),
        ({"decision": "NOT_SUITABLE"}, "This decision needs a reason."),
        ({"decision": "SUITABLE_WITH_CONDITIONS", "reason": "So."}, "Write the conditions."),
        ({"decision": "DEFERRED", "reason": "So."}, "Write a day after today."),
        (
            {
                "decision": "DEFERRED",
                "reason": "So.",
                "deferred_until_day": "31",
                "deferred_until_month": "2",
                "deferred_until_year": "2027",
            },
            "date",
        ),
        (
            {
                "decision": "DEFERRED",
                "reason": "So.",
                "deferred_until_day": "1",
                "deferred_until_month": "May",
                "deferred_until_year": "2020",
            },
            "Write a day after today.",
        ),
        ({"decision": "SUITABLE", "reason": "x" * 100_000}, "4000"),
        ({"decision": "SUITABLE", "reason": "So.", "key": "1"}, "UUID"),
        ({"decision": "SUITABLE", "reason": "So.", "screening": "x"}, "whole number"),
        ({"decision": "SUITABLE", "reason": "So.", "screening": "9" * 30}, ""),
    ],
)
def test_wrong_decision_stores_nothing(risky, alice, clinician, typed, said):
    assess_all(risky, by=alice)
    posted = filled(clinician, risky) | typed

    response = clinician.post(decide_page(risky), posted)

    assert response.status_code == 422
    assert said.lower() in " ".join(problems(response)).lower()
    assert not Review.objects.exists()
    assert fresh(risky).needs_review is True


def test_unassessed_flags_are_listed_with_their_links(risky, flag, clinician):
    typed = filled(clinician, risky, decision="NOT_SUITABLE", reason="Too risky.")
    response = clinician.post(decide_page(risky), typed)

    assert response.status_code == 422
    assert f'<a href="{flag_page(flag)}">Assess first: {TITLE}</a>' in response.content.decode()
    assert MANIA not in " ".join(problems(response))

    typed = filled(clinician, risky, decision="SUITABLE", reason="Fine.")
    assert len(problems(clinician.post(decide_page(risky), typed))) == 2
    assert not Review.objects.exists()


def test_looking_it_over_records_nothing(risky, alice, clinician):
    assess_all(risky, by=alice)
    typed = {**in_a_week(risky), "decision": "DEFERRED", "reason": "Scan.", "message": "Call us."}
    page = clinician.get(decide_page(risky))

    response = clinician.post(decide_page(risky), sent(page, "Look it over first", typed))

    assert response.status_code == 200
    said = read(response)
    assert "What you are about to record Nothing is recorded yet." in said
    assert "What the patient will read on their own page, in English." in said
    assert "A message from your clinic Call us." in said
    assert "Your decision: Deferred until a date, until " in said
    assert not Review.objects.exists()


def test_form_says_where_the_message_goes(risky, clinician):
    said = read(clinician.get(decide_page(risky)))
    assert "A mail brings the link and none of these words. Left empty, nothing is sent." in said


def test_form_sent_twice_is_one_decision(risky, clinician):
    typed = filled(clinician, risky, decision="MORE_INFORMATION", message="Call us.")

    for _ in range(2):
        assert clinician.post(decide_page(risky), typed)["Location"] == risky.get_absolute_url()

    assert Review.objects.count() == 1


def test_form_sent_again_with_other_words_is_refused(risky, clinician):
    typed = filled(clinician, risky, decision="MORE_INFORMATION", message="Call us.")
    clinician.post(decide_page(risky), typed)

    response = clinician.post(decide_page(risky), {**typed, "message": "Come in."})

    assert problems(response) == [
        "This decision was sent before with other words. Open the page again."
    ]
    assert Review.objects.get().message == "Call us."


def test_key_of_another_intake_decides_nothing(risky, version, maria, bob, clinician):
    other = submit(begin_again(version, maria, bob))
    first = filled(clinician, risky, decision="MORE_INFORMATION")
    clinician.post(decide_page(risky), first)

    typed = filled(clinician, other, decision="MORE_INFORMATION") | {"key": first["key"]}

    assert clinician.post(decide_page(other), typed).status_code == 422
    assert not other.reviews.exists()


def test_decision_on_what_has_been_overtaken_is_refused(risky, alice, clinician):
    typed = filled(clinician, risky, decision="MORE_INFORMATION")
    measure(risky, 172, 104, by=alice)

    response = clinician.post(decide_page(risky), typed)

    assert problems(response) == [
        "Something new arrived since this page was opened. Nothing was decided: open it again."
    ]
    assert not Review.objects.exists()


def test_decision_over_anothers_is_refused(risky, lakeside, clinician):
    typed = filled(clinician, risky, decision="MORE_INFORMATION")
    decide(risky, "MORE_INFORMATION", by=employ("Erin", lakeside, Role.CLINICIAN))

    response = clinician.post(decide_page(risky), typed)

    assert problems(response) == ["Erin decided since this page was opened."]
    assert Review.objects.count() == 1


def test_unfinished_intake_cannot_be_decided(intake, clinician):
    actions.save_page(intake=intake, link_id="suicide_attempt", answer="under_3_months")
    typed = {
        "decision": "MORE_INFORMATION",
        "key": str(uuid.uuid4()),
        "screening": 1,
        "replaces": 0,
        "pages": 2,
    }

    response = clinician.post(decide_page(intake), typed)

    assert problems(response) == [
        "The patient has not sent everything yet, so nothing can be decided."
    ]


def test_nobody_is_suitable_on_rules_that_could_not_be_run(intake, clinician, monkeypatch):
    def explode(*args, **options):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(Engine, "screen", explode)
        submit(intake)
    typed = filled(clinician, intake, decision="SUITABLE", reason="It looks fine.")

    response = clinician.post(decide_page(intake), typed)

    assert problems(response) == [
        "The rules could not be run on these answers, so nobody can be found suitable on them."
    ]
    assert not Review.objects.exists()


def test_void_decision_can_be_made_again(intake, alice, clinician):
    submit(intake)
    decide(intake, "SUITABLE", by=alice)
    measure(intake, 172, 104, by=alice)
    assess_all(intake, by=alice)
    typed = filled(clinician, intake, decision="DEFERRED", reason="Too high.", **in_a_week(intake))

    clinician.post(decide_page(intake), typed)

    first, second = fresh(intake).reviews.order_by("number")
    assert (first.is_void, second.is_void) == (True, False)
    assert fresh(intake).standing_review == second


def test_first_words_for_the_patient_are_in_their_language(version, maria, bob, clinician):
    invitation, _ = actions.invite(patient=maria, version=version, language="es", by=bob)
    intake, _ = actions.open_with_birth_date(
        invitation=invitation, date_of_birth=maria.date_of_birth
    )
    submit(intake)

    said = read(clinician.get(decide_page(intake)))

    assert "Un profesional de salud de Lakeside Ketamine Clinic revisó sus respuestas" in said
    assert "{clinic}" not in said
