"""A clinician's way: queue, claim, measure, assess, decide, and what makes a decision void."""

import pytest

from tests.journeys.people import StaffVisitor
from tests.journeys.weights import first_load

MOST_BYTES = 60_000

NAME = "María José O'Brien"
RISKS = {
    "vascular_history": ["aneurysm"],
    "mania_past_month": "not_sure",
    "ride_home": "no",
    "medicines": [{"name": "Zzyzxol forte", "dose": "1", "frequency": "nightly"}],
}
MEASURED = {"systolic": "150", "diastolic": "92", "heart_rate": "71", "note": "Left arm."}
OVERRIDDEN = {"judgement": "OVERRIDDEN", "reason": "RECORDS_CHECKED", "words": "Clipped in 2019."}


@pytest.fixture
def sent(patient):
    """Maria has sent answers with something of every kind in them."""
    patient.start().answer(RISKS)
    return patient.sign()


def look(clinician: StaffVisitor) -> StaffVisitor:
    clinician.open("/queue/").click(NAME)
    return clinician


def measure(clinician: StaffVisitor, **numbers: str) -> StaffVisitor:
    clinician.click("Record blood pressure").press("Record", MEASURED | numbers)
    return clinician


def assess_all(clinician: StaffVisitor) -> StaffVisitor:
    """From one flag that waits to the next, until there is none."""
    links = [words for words, _href in clinician.page.links if words.startswith("Assess ")]
    clinician.click(links[0])
    while "Assess this flag" in clinician.text:
        buttons = [one.words for one in clinician.form("Save").buttons]
        clinician.press(buttons[-1], OVERRIDDEN)
    return clinician


def test_from_the_queue_to_a_decision(sent, clinician):
    clinician.open("/queue/")
    row = clinician.text.partition("Most pressing first")[2]
    assert "Contraindication" in row
    assert "Aneurysm, arteriovenous malformation or brain bleed" in row
    assert "Cannot rule out: " in row

    clinician.click(NAME).press("Claim")
    assert "Claimed by Alice" in clinician.text
    assert sent.intake.claimed_by.name == "Alice"

    measure(clinician)
    assert "150/92" in clinician.text
    assert "Measured blood pressure 150/92" in clinician.text
    assert sent.intake.screenings.count() == 2

    assess_all(clinician)
    assert "Clipped in 2019." in clinician.text

    decision = {"decision": "SUITABLE_WITH_CONDITIONS", "reason": "Neurosurgeon agrees."}
    clinician.click("Decide").press("Record the decision", decision)
    assert clinician.status == 422
    assert clinician.page.errors == ["Write the conditions."]
    conditions = {"conditions": "Blood pressure below 140/90 on the day."}
    clinician.press("Look it over first", conditions)
    assert "Nothing is recorded yet." in clinician.text
    assert sent.intake.latest_review is None
    clinician.press("Record the decision")

    assert "The decision is on record." in clinician.text
    review = sent.intake.standing_review
    assert (review.decision, review.reason) == ("SUITABLE_WITH_CONDITIONS", "Neurosurgeon agrees.")
    assert review.conditions == "Blood pressure below 140/90 on the day."
    assert "Nobody is waiting." in clinician.open("/queue/").text


def test_flag_shows_the_answer_the_rule_and_its_source(sent, clinician):
    look(clinician)

    flags = clinician.text.partition("Why it needs a look")[2].partition("Cannot rule out")[0]
    assert "Have you ever been told you have any of these?" in flags
    assert "Rule aneurysmal-vascular-disease" in flags
    assert "Source" in flags
    assert "version 1, document " in flags
    assert "Zzyzxol forte" in clinician.text
    assert "not recognised" in clinician.text


def test_nothing_is_decided_past_a_flag_that_nobody_assessed(sent, clinician):
    look(clinician).click("Decide")

    clinician.press("Record the decision", {"decision": "SUITABLE", "reason": "It looks fine."})

    assert clinician.status == 422
    assert clinician.text.count("Assess first: ") == 2
    assert [one.value for one in clinician.control("reason")] == ["It looks fine."]
    assert sent.intake.latest_review is None


def test_asking_for_more_needs_no_assessment(sent, clinician):
    look(clinician).click("Decide")

    clinician.press("Record the decision", {"decision": "MORE_INFORMATION"})

    assert sent.intake.latest_review.decision == "MORE_INFORMATION"


def test_newer_measurement_makes_a_decision_void(sent, clinician):
    assess_all(look(clinician))
    decision = {"decision": "SUITABLE", "reason": "Neurosurgeon agrees."}
    clinician.click("Decide").press("Record the decision", decision)
    assert sent.intake.standing_review

    clinician.open(sent.intake.get_absolute_url())
    measure(clinician, systolic="172", diastolic="104")

    assert "Decision void: something new arrived" in clinician.text
    assert sent.intake.standing_review is None
    clinician.open("/queue/")
    assert "Decision void" in clinician.text
    clinician.click(NAME).click("Decide")
    clinician.press("Record the decision", decision)
    assert clinician.status == 422
    assert "Assess first: " in clinician.text


def test_measurement_that_changes_nothing_leaves_the_decision(sent, clinician):
    assess_all(look(clinician))
    measure(clinician, systolic="118", diastolic="76")
    clinician.click("Decide")
    decision = {"decision": "SUITABLE", "reason": "Neurosurgeon agrees."}
    clinician.press("Record the decision", decision)

    clinician.open(sent.intake.get_absolute_url())
    measure(clinician, systolic="118", diastolic="76")

    assert "Decision void" not in clinician.text
    assert sent.intake.standing_review.decision == "SUITABLE"


def test_far_off_measurement_is_asked_about_and_then_kept(sent, clinician):
    measure(look(clinician), systolic="78", diastolic="118")
    assert clinician.status == 422
    assert "The top number 78 is smaller than the bottom number 118." in clinician.text
    assert sent.intake.vital_signs.count() == 0

    clinician.press("Record", {"confirmed": "78/118, heart rate 71"})

    assert str(sent.intake.vital_signs.get()) == "78/118"


def test_correction_leaves_the_old_reading_in_sight(sent, clinician):
    measure(look(clinician), systolic="210")

    clinician.click("Correct").press("Record", {"systolic": "120", "diastolic": "80"})

    table = clinician.text.partition("a corrected one is struck through")[2]
    assert "210/92 corrected" in table
    assert "120/80" in table
    assert "in place of 210/92" in table


def test_patient_reads_nothing_of_flags_and_decisions(sent, clinician):
    look(clinician).click("Decide")
    clinician.press("Record the decision", {"decision": "MORE_INFORMATION"})

    for page in ("/intake/done/", "/intake/about/", "/intake/check/"):
        said = sent.open(page).text.lower()
        assert [word for word in ("aneurysm", "contraindication", "flag") if word in said] == []


def test_every_look_is_in_the_audit_trail(sent, clinician, lakeside, alice):
    look(clinician)

    event = lakeside.audit_events.filter(action="intake.viewed").get()
    assert (event.actor, event.object_id) == (alice, str(sent.intake.pk))


def test_pages_of_staff_are_small(sent, clinician, admin):
    look(clinician)
    measure(clinician)
    intake = sent.intake.get_absolute_url()

    for page in ("/queue/", intake, f"{intake}decide/", f"{intake}vital-signs/", "/patients/"):
        assert first_load(clinician.open(page).response)[0] < MOST_BYTES, page
    admin.open("/question-sets/").click("Version 1")
    assert first_load(admin.response)[0] < MOST_BYTES
