"""No answer, "not sure" and "prefer not to say" never end at a clear screening."""

from screening.actions import engine_for
from screening.rules import NOT_SURE, PREFER_NOT_TO_SAY
from tests.intakes import LOW_RISK, shipped

QUESTIONS = {
    question["link_id"]: question
    for section in shipped()["sections"]
    for question in section["questions"]
}
UNSURE = {
    link_id: NOT_SURE
    for link_id in QUESTIONS
    if link_id not in LOW_RISK and link_id != "blood_pressure"
}
"""For every follow-up that may come."""


def unsettled(clinician) -> str:
    return clinician.text.partition("Cannot rule out")[2].partition("Checked and clear")[0]


def test_not_sure_is_shown_to_the_clinician_as_not_ruled_out(patient, clinician):
    patient.start().answer({"mania_past_month": "not_sure"})
    assert "Not sure" in patient.text
    patient.sign()
    assert patient.intake.level == "possible_contraindication"

    clinician.open("/queue/")
    assert "Possible contraindication" in clinician.text
    assert "Cannot rule out: Possible mania in the past month" in clinician.text
    clinician.click("María José O'Brien")

    assert "Think about the past month." in unsettled(clinician)
    assert "They answered: Not sure" in unsettled(clinician)
    assert "Possible mania in the past month" in unsettled(clinician)
    clinician.click("Decide").press("Record the decision", {"decision": "SUITABLE", "reason": "x"})
    assert clinician.status == 422
    assert "Assess first: " in clinician.text


def test_no_question_left_unknown_is_clear(patient):
    """Each one in turn, and then answered again as before."""
    patient.start().answer()
    assert level_now(patient) == "none"
    tried = 0

    for link_id, reply in unknown_replies(patient):
        choose(patient, link_id, reply)
        assert level_now(patient) != "none", (link_id, reply)
        choose(patient, link_id, LOW_RISK[link_id])
        assert level_now(patient) == "none", link_id
        tried += 1

    assert tried == 35


def unknown_replies(patient) -> list[tuple[str, str]]:
    return [
        (link_id, reply)
        for link_id in LOW_RISK
        for reply in (NOT_SURE, PREFER_NOT_TO_SAY)
        if reply in [option["value"] for option in QUESTIONS[link_id].get("options", ())]
    ]


def choose(patient, link_id: str, answer) -> None:
    if isinstance(answer, str) and QUESTIONS[link_id]["type"] == "choices":
        answer = [answer]
    patient.open(f"/intake/question/{link_id}/")
    patient.press("Continue", {"answer": answer})
    if patient.address == "/intake/crisis/":
        patient.open("/intake/")
    patient.answer(UNSURE)


def level_now(patient) -> str:
    """What sending this now would find."""
    intake = patient.intake
    engine = engine_for(intake.version)
    return engine.screen(intake.answers, intake.clinic.today()).level.value


def test_no_reading_clears_no_limit(patient, clinician):
    patient.start().answer(until="blood_pressure")
    patient.press("Continue", {"instead": "no_reading"})
    patient.answer(UNSURE)
    patient.sign()

    assert patient.intake.level == "possible_contraindication"
    clinician.open(patient.intake.get_absolute_url())
    assert "What was your last blood pressure reading?" in unsettled(clinician)


def test_unsure_of_all_medicines_is_not_no_medicines(patient, clinician):
    patient.start().answer(until="medicines")
    patient.press("Continue", {"otherwise": "not_sure"})
    patient.answer(UNSURE)
    patient.sign()

    assert patient.intake.level == "possible_contraindication"
    clinician.open(patient.intake.get_absolute_url())
    assert "Please list everything you take." in unsettled(clinician)


def test_unconfirmed_medicine_stays_open_for_the_clinician(patient, clinician):
    patient.start().answer(until="medicines")
    patient.press("Continue", {"name-0": "alprazolum 0.5 prn"})
    assert "Did we read these names right?" in patient.text
    patient.open("/intake/")
    patient.answer(UNSURE)
    patient.sign()

    clinician.open(patient.intake.get_absolute_url())
    assert "alprazolum 0.5 prn" in clinician.text
    assert patient.intake.level != "none"
