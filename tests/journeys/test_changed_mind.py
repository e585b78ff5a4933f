"""Going back and changing an answer: what no longer applies is gone and counts for nothing."""

from screening.models import SentPage

PREGNANT = {"pregnancy_status": "could_become_pregnant", "pregnancy_test": "positive"}
PSYCHOSIS = {"psychiatric_history": ["psychosis"], "psychosis_last_symptoms": "now"}


def change(patient, question: str) -> None:
    patient.click(f"Change: {question}")


def test_changing_a_gate_clears_its_follow_ups(patient, clinician):
    follow_ups = {"contraception": "always_protected", "breastfeeding": "yes"}
    patient.start().answer(PREGNANT | follow_ups)
    assert {"pregnancy_test", "contraception", "breastfeeding"} <= patient.answers.keys()

    change(patient, "Which one fits you best?")
    patient.press("Continue", {"answer": "not_born_with_uterus"})

    assert patient.address == "/intake/check/"
    assert {"pregnancy_test", "contraception", "breastfeeding"}.isdisjoint(patient.answers)
    patient.sign()
    assert patient.intake.level == "none"
    assert patient.intake.current_flags.count() == 0
    clinician.open(patient.intake.get_absolute_url())
    assert "No rule is raised." in clinician.text


def test_what_was_said_once_stays_in_the_history(patient):
    patient.start().answer(PSYCHOSIS)
    change(patient, "Are any of these true for you?")

    patient.press("Continue", {"answer": ["none"]})

    assert "psychosis_last_symptoms" not in patient.answers
    pages = SentPage.objects.filter(link_id__in=PSYCHOSIS).order_by("number")
    assert [(page.answer, page.removed) for page in pages] == [
        (["psychosis"], {}),
        ("now", {}),
        (["none"], {"psychosis_last_symptoms": "now"}),
    ]


def test_left_over_does_not_come_back_with_a_doubtful_gate(patient):
    """ "Not sure" asks the follow-up again: the old answer must not answer it."""
    patient.start().answer(PSYCHOSIS)
    for answer in (["none"], ["not_sure"]):
        patient.open("/intake/question/psychiatric_history/")
        patient.press("Continue", {"answer": answer})

    assert patient.asked == "psychosis_last_symptoms"
    assert not any(control.is_on for control in patient.control("answer"))
    assert "This does not apply to me" in patient.text


def test_back_shows_each_page_with_its_answer_and_changes_nothing(patient):
    patient.start().answer(until="suicide_attempt")
    before = patient.answers

    seen = []
    while any(words == "Back" for words, _href in patient.page.links):
        patient.click("Back")
        seen.append((patient.asked, [one.value for one in patient.control("answer") if one.is_on]))

    assert seen == [
        ("suicidal_thoughts_past_month", ["no"]),
        ("antidepressants_tried", ["two_or_more"]),
        ("treatment_reasons", ["depression"]),
        ("completed_by", ["self"]),
    ]
    assert patient.answers == before


def test_continue_after_back_leads_to_the_first_page_still_to_be_sent(patient):
    patient.start().answer(until="suicide_attempt")
    patient.open("/intake/question/treatment_reasons/")

    patient.press("Continue", {"answer": ["anxiety"]})

    assert patient.asked == "suicide_attempt"
    assert "antidepressants_tried" not in patient.answers
