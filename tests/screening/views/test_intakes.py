"""One intake as a clinician reads it, also where part of it cannot be read."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from screening import actions
from screening.actions import engines
from screening.models import question_set as version_store
from screening.rules import Engine
from tests.damage import damage_versions
from tests.intakes import ANEURYSM, LOW_RISK, begin, shipped, submit
from tests.reviewing import assess, assess_all, decide, fresh
from tests.staff_pages import between, read

RICH = {
    **ANEURYSM,
    "mania_past_month": "not_sure",
    "ride_home": "no",
    "medicines": [
        {"name": "sertralime", "dose": "50 mg", "frequency": "at night"},
        {"name": "Zzyzxol forte", "dose": "", "frequency": ""},
    ],
    "medicine_classes": ["other"],
    "acknowledgements": ["off_label"],
}
TITLE = "Aneurysm, arteriovenous malformation or brain bleed"


@pytest.fixture
def rich(intake):
    return submit(intake, RICH)


def look(client, intake):
    response = client.get(intake.get_absolute_url())
    assert response.status_code == 200
    return response


def shipped_text(link_id):
    questions = (one for section in shipped()["sections"] for one in section["questions"])
    return next(one["text"]["en"] for one in questions if one["link_id"] == link_id)


def part(response, heading):
    """What one section of the page says."""
    return between(response, f" {heading} ", NEXT[heading])


NEXT = {
    "Why it needs a look": " Cannot rule out ",
    "Cannot rule out": " Checked and clear ",
    "Checked and clear": " Blood pressure Oldest first",
    "Answers": " Decisions ",
    "Decisions": " Timeline ",
}


def test_page_says_who_it_is_about(rich, clinician):
    about = read(look(clinician, rich))

    assert about.count("María José O'Brien") >= 2
    assert "Born March 27, 1984, age 42" in about
    assert f"Reference {rich.reference}" in about
    assert "Record number LK-1" in about
    assert "Treatment Ketamine or esketamine" in about
    assert "Claimed by Nobody" in about


def test_flag_has_its_answer_rule_version_and_source(rich, clinician):
    flags = between(look(clinician, rich), "Why it needs a look", " Cannot rule out Answering")

    assert "version 1, document " in flags
    assert rich.version.sha256[:12] in flags
    assert f"{TITLE} Contraindication" in flags
    assert "Have you ever been told you have any of these?" in flags
    assert "Rule aneurysmal-vascular-disease" in flags
    assert re.search(r"Sources?: \w", flags)


def test_what_cannot_be_ruled_out_stands_at_the_question_that_could_settle_it(rich, clinician):
    response = look(clinician, rich)

    unsettled = between(response, " Cannot rule out Answering", " Checked and clear ")
    question = rich.version.parsed.questions["mania_past_month"].text["en"]
    assert f"“{question}” could settle:" in unsettled
    assert "They answered: Not sure" in unsettled
    assert "Possible mania in the past month" in unsettled


def test_clear_rules_show_the_answer_that_clears_them(rich, clinician):
    response = look(clinician, rich)

    clear = response.context["page"].findings.clear
    assert len(clear) == len(rich.current_screening.outcome["clear"]) > 0
    said = between(response, " Checked and clear ", " Blood pressure Oldest first")
    assert f"{len(clear)} rules, with the answers that clear each" in said
    assert "Have you ever done something to try to end your life? No" in said
    assert TITLE not in [rule.title for rule in clear]


def test_medicines_show_what_they_were_taken_for(rich, clinician):
    answers = between(look(clinician, rich), " Answers About you", " Decisions ")

    assert (
        "sertralime, 50 mg, at night → sertraline (near match, not confirmed)"
        in answers.replace("“", "").replace("”", "")
    )
    assert "Zzyzxol forte not recognised" in answers.replace("“", "").replace("”", "")


def test_boxes_left_open_are_named(rich, clinician):
    answers = between(look(clinician, rich), " Answers About you", " Decisions ")
    assert "Not ticked: " in answers
    assert "I know to ask about cost and insurance." in answers.partition("Not ticked: ")[2]


def test_patients_reading_and_ours_stand_beside_each_other(rich, alice, clinician):
    actions.record_vital_sign(
        intake=rich,
        systolic=150,
        diastolic=92,
        heart_rate=71,
        measured_at=timezone.now(),
        note="Left arm.",
        by=alice,
    )

    said = read(look(clinician, rich))
    assert "118/76" in said
    assert "Reported by the patient: arm cuff at home" in said
    assert "150/92 71" in said
    assert "Measured here by Alice Left arm. Correct 150/92" in said
    assert "Measured blood pressure 150/92 · Alice" in said


def test_spanish_answers_are_in_spanish_and_in_english(version, maria, bob, clinician):
    invitation, _ = actions.invite(patient=maria, version=version, language="es", by=bob)
    intake, _ = actions.open_with_birth_date(
        invitation=invitation, date_of_birth=maria.date_of_birth
    )
    intake = submit(intake, {"suicide_attempt": "under_3_months"})

    response = look(clinician, intake)

    assert 'lang="es"' in response.content.decode()
    assert (
        "In English: Have you ever done something to try to end your life? "
        "Yes, in the past 3 months" in read(response)
    )


def test_urgent_finding_is_a_banner_with_the_telephone(intake, clinician):
    submit(intake, {"suicide_attempt": "under_3_months"})

    said = read(look(clinician, intake))

    assert "Urgent: reach María José O'Brien now" in said
    assert "There is no telephone number on record." in said


def test_urgent_banner_goes_once_it_is_assessed(intake, alice, clinician):
    submit(intake, {"suicide_attempt": "under_3_months"})
    assess_all(intake, by=alice)

    assert "Urgent: reach" not in read(look(clinician, intake))


def test_changed_urgent_answer_is_shown_as_it_was(intake, clinician):
    actions.save_page(intake=intake, link_id="suicide_attempt", answer="under_3_months")
    actions.save_page(intake=intake, link_id="suicide_attempt", answer="no")
    submit(fresh(intake))

    said = read(look(clinician, intake))

    assert "From an earlier answer" in said
    flag = said.partition("From an earlier answer")[2].partition("Rule ")[0]
    assert "Yes, in the past 3 months" in flag


def test_unfinished_intake_says_that_it_can_change(intake, clinician):
    actions.save_page(intake=intake, link_id="suicide_attempt", answer="under_3_months")

    response = look(clinician, intake)

    said = read(response)
    assert "Still filling in The patient has not sent this yet." in said
    assert "/decide/" not in response.content.decode()


def test_assessment_stands_at_its_flag(rich, alice, clinician):
    assess(rich.flags.get(rule="aneurysmal-vascular-disease"), by=alice)

    said = read(look(clinician, rich))
    assert "Overridden Spoke with the patient We spoke about it. Alice, " in said
    assert f"Overridden: {TITLE}. Spoke with the patient. · Alice" in said


def test_void_decision_says_what_came_after_it(intake, alice, clinician):
    submit(intake)
    decide(intake, "SUITABLE", by=alice)
    assert "Decision void" not in read(look(clinician, intake))

    actions.record_vital_sign(
        intake=intake, systolic=172, diastolic=104, measured_at=timezone.now(), by=alice
    )

    response = look(clinician, intake)
    said = read(response)
    assert "Decision void: something new arrived On " in said
    assert "Alice decided “Suitable”. After it staff measured something, and the rules said" in said
    assert "It does not stand until somebody decides again." in said
    assert "<del>Suitable</del>" in response.content.decode()


def test_page_that_came_too_late_is_shown_as_such(intake, clinician):
    intake = submit(intake)
    with pytest.raises(actions.AlreadySubmitted):
        actions.save_page(intake=intake, link_id="ride_home", answer="no")

    said = read(look(clinician, intake))

    banner = "The patient sent 1 more page after sending the form"
    question = shipped_text("ride_home")
    assert f"{banner} {question} No Signed as: Yes" in said
    kept = said.partition(
        "Kept beside the record What was sent and is not among the answers above."
    )[2]
    note = "Came after sending. The rules read it in place of what was signed."
    assert kept.startswith(f" {question} No {note} Decisions")
    assert "Kept a page: came after sending" in said


def test_changed_answer_says_what_it_was_before(intake, clinician):
    for answer in ("no", "not_sure", "yes", "no"):
        intake = actions.save_page(intake=intake, link_id="ride_home", answer=answer).intake
    submit(intake)

    answers = read(look(clinician, intake)).rpartition(shipped_text("ride_home"))[2]

    assert answers.startswith(" No Changed by the patient from “Not sure” and “Yes”. ")
    assert answers.count("Changed by the patient") == 1


def test_answer_that_left_the_record_is_still_there_to_read(intake, clinician):
    for link_id, answer in (
        ("psychiatric_history", ["psychosis"]),
        ("psychosis_last_symptoms", "not_sure"),
        ("psychiatric_history", ["none"]),
    ):
        intake = actions.save_page(intake=intake, link_id=link_id, answer=answer).intake
    submit(intake)

    kept = read(look(clinician, intake)).partition("Kept beside the record")[2]

    question = shipped_text("psychosis_last_symptoms")
    note = "Left the record when another answer changed, so it counts for nothing."
    assert f"{question} Not sure {note}" in kept


def test_both_dates_of_birth_are_shown(intake, clinician, maria, bob):
    intake = submit(intake)
    changes = {"date_of_birth": dt.date(2012, 3, 27)}
    actions.correct_patient(patient=maria, changes=changes, by=bob)

    said = read(look(clinician, intake))

    assert "Born March 27, 2012, age 14" in said
    note = "Staff corrected it to March 27, 2012, and that is what the rules read."
    assert f"{shipped_text('date_of_birth')} March 27, 1984 {note}" in said
    assert "Screened: Contraindication. A date of birth that staff corrected." in said


def test_late_pages_that_a_decision_has_seen_are_no_news_any_more(intake, clinician, alice):
    intake = submit(intake)
    for answer in ("no", "not_sure"):
        with pytest.raises(actions.AlreadySubmitted):
            actions.save_page(intake=intake, link_id="ride_home", answer=answer)
    decide(intake, "MORE_INFORMATION", by=alice)

    said = read(look(clinician, intake))

    assert "more page" not in said
    assert "A later page took its place." in said


def test_look_is_recorded(rich, clinician, lakeside, alice):
    look(clinician, rich)

    event = lakeside.audit_events.get(action="intake.viewed")
    assert (event.actor, event.object_id) == (alice, str(rich.pk))


def test_answers_are_kept_nowhere_by_the_browser(rich, clinician):
    assert look(clinician, rich)["Cache-Control"] == "no-store"


def queries(client, intake):
    with CaptureQueriesContext(connection) as captured:
        look(client, intake)
    return len(captured)


def test_page_takes_a_fixed_number_of_queries(rich, version, maria, bob, alice, clinician):
    plain = submit(begin(version, maria, bob))
    assess_all(rich, by=alice)
    for systolic in (150, 172, 118):
        actions.record_vital_sign(
            intake=rich, systolic=systolic, diastolic=80, measured_at=timezone.now(), by=alice
        )
        assess_all(rich, by=alice)
        decide(rich, "MORE_INFORMATION", by=alice)

    assert queries(clinician, rich) <= queries(clinician, plain) + 1 <= 15


# Claiming


def test_claim_and_release(rich, alice, clinician):
    page = rich.get_absolute_url()

    assert clinician.post(f"{page}claim/")["Location"] == page
    assert fresh(rich).claimed_by == alice
    assert "Claimed by Alice" in read(look(clinician, rich))
    assert clinician.post(f"{page}claim/")["Location"] == page

    assert clinician.post(f"{page}release/")["Location"] == page
    assert fresh(rich).claimed_by is None


# What breaks


def explode(*args, **options):
    raise RuntimeError("broken")


def forget():
    engines._engines.clear()
    version_store._parsed.clear()


@pytest.fixture
def broken(rich, monkeypatch):
    """Something is planted under a rich intake; nothing of it stays in the process."""

    def plant(fault):
        forget()
        FAULTS[fault](monkeypatch)
        return rich

    yield plant
    forget()


def damage_outcome(patch):
    screen = Engine.screen
    patch.setattr(Engine, "screen", lambda self, answers, *rest: screen(self, {}, *rest))


FAULTS = {
    "document": lambda _: damage_versions(document='{"slug": "x"}'),
    "compile": lambda patch: patch.setattr(engines, "compile_engine", explode),
    "screen": lambda patch: patch.setattr(Engine, "screen", explode),
    "explain all": lambda patch: patch.setattr(Engine, "explain_all", explode),
    "branch": lambda patch: patch.setattr(Engine, "branch", explode),
    "outcome": damage_outcome,
}
ALARMS = {
    "document": "The question set could not be read.",
    "compile": "The question set could not be read.",
    "screen": "The evidence is damaged.",
    "explain all": "The evidence is damaged.",
    "branch": "The answers could not be laid out.",
    "outcome": "Run again over the same answers, the rules say something else today.",
}
LOUD = "Do not rely on the flags below, or on their absence: read the answers themselves."


@pytest.mark.parametrize("fault", FAULTS)
def test_page_comes_with_its_answers_and_says_loudly_what_broke(broken, clinician, fault):
    response = look(clinician, broken(fault))

    said = read(response)
    assert "Needs human review" in said
    assert LOUD in said
    assert ALARMS[fault] in said
    assert "Zzyzxol forte" in said
    assert '<section class="banner"' in response.content.decode()


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("form", ["decide/", "vital-signs/"])
def test_forms_come_too(broken, clinician, fault, form):
    response = clinician.get(broken(fault).get_absolute_url() + form)

    assert response.status_code == 200
    assert "María José O'Brien" in read(response)


@pytest.mark.parametrize("fault", FAULTS)
def test_flag_can_be_assessed_although_its_evidence_cannot_be_shown(broken, clinician, fault):
    intake = broken(fault)
    flag = intake.flags.get(rule="aneurysmal-vascular-disease")
    address = f"{intake.get_absolute_url()}flags/{flag.pk}/"

    assert TITLE in read(clinician.get(address))
    typed = {"judgement": "UPHELD", "reason": "RECORDS_CHECKED", "words": ""}
    assert clinician.post(address, typed).status_code == 302
    assert flag.latest_assessment.judgement == "UPHELD"


def test_broken_document_never_shows_a_rule_as_clear(broken, clinician):
    response = look(clinician, broken("document"))

    assert response.context["page"].findings is None
    assert "Checked and clear" not in read(response)
    assert "No rule is raised" not in read(response)


def test_late_page_is_shown_as_it_is_stored_where_the_questions_cannot_be_read(
    broken, rich, clinician
):
    with pytest.raises(actions.AlreadySubmitted):
        actions.save_page(intake=rich, link_id="ride_home", answer="not_sure")

    said = read(look(clinician, broken("document")))

    assert "The patient sent more after sending the form: it stands below the answers." in said
    assert "ride_home not_sure" in said.partition("Kept beside the record")[2]


def test_rules_are_run_again_from_the_page(intake, clinician, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(Engine, "screen", explode)
        submit(intake, ANEURYSM)
        again = f"{intake.get_absolute_url()}screen-again/"
        said = read(clinician.post(again, follow=True))
        assert "The rules still cannot be run on these answers." in said
        assert "The rules could not be run." in said

    said = read(clinician.post(again, follow=True))

    assert "The rules were run again over all answers." in said
    assert fresh(intake).needs_human is False
    assert TITLE in said


def test_low_risk_is_never_called_clear_or_safe(intake, clinician):
    submit(intake)
    said = read(look(clinician, intake))
    assert "No rule is raised. That alone clears nobody" in said
    assert LOW_RISK["ride_home"] == fresh(intake).answers["ride_home"]
