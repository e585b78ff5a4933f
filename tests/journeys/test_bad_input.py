"""What people type by mistake, and what somebody sends on purpose.

A clear error beside the field with the typed text still in it, or a safe page: nothing is lost,
nothing is guessed, and never a 500 (`Visitor` refuses those).
"""

import pytest

from tests.journeys.mistakes import refused, typed_in

LONG = "ä" * 100_000
HEBREW = "אלרגיה לפניצילין"
EMOJI = "💊🤧 penicillin"


@pytest.mark.parametrize(
    "value", ["maybe", "", "self\0\0x", "<script>", "self,someone_else", EMOJI, HEBREW, LONG]
)
def test_value_that_no_option_offers_is_no_answer(at, value):
    patient = at("completed_by")

    patient.force(patient.address, {"answer": value})

    refused(patient, "Choose an answer. You can choose “Prefer not to say”.")
    assert typed_in(patient, "answer") == []


def test_two_values_for_one_choice_are_no_guess(at):
    patient = at("completed_by")

    patient.force(patient.address, {"answer": ["self", "nobody"]})

    refused(patient, "Choose an answer. You can choose “Prefer not to say”.")


def test_unoffered_value_among_ticks_refuses_them_all(at):
    patient = at("heart_history")

    patient.force(patient.address, {"answer": ["heart_attack", "broken_heart"]})

    assert patient.status == 422
    assert typed_in(patient, "answer") == ["heart_attack"]
    assert "heart_history" not in patient.answers


@pytest.mark.parametrize("text", [EMOJI, HEBREW, f"{HEBREW} and {EMOJI}\nin two lines"])
def test_text_in_any_script_is_kept_and_shown_to_staff(at, clinician, text):
    patient = at("medicine_allergies")
    patient.press("Continue", {"answer": text})
    assert patient.answers["medicine_allergies"] == text

    patient.answer()
    assert " ".join(text.split()) in patient.text
    patient.sign()

    clinician.open(patient.intake.get_absolute_url())
    assert " ".join(text.split()) in clinician.text


def test_nul_bytes_go_and_the_rest_stays(at):
    at("medicine_allergies").press("Continue", {"answer": "Peni\0cillin\0"})

    assert at("medicine_allergies").answers["medicine_allergies"] == "Penicillin"


def test_hundred_kilobytes_are_too_much_and_come_back_to_be_shortened(at):
    patient = at("medicine_allergies")

    patient.press("Continue", {"answer": LONG})

    refused(patient, "Use 2000 characters or fewer. You wrote 100000.")
    assert typed_in(patient, "answer") == [LONG]
    patient.press("Continue", {"answer": LONG[:2000]})
    assert patient.answers["medicine_allergies"] == LONG[:2000]


@pytest.mark.parametrize("column", ["name", "dose", "frequency"])
def test_overlong_medicine_stays_in_its_row(at, column):
    patient = at("medicines")
    most = {"name": 200}.get(column, 100)
    row = {"name-0": "sertraline", "dose-0": "50 mg", "frequency-0": "daily"}

    patient.press("Continue", row | {f"{column}-0": LONG})

    refused(patient, f"Use {most} characters or fewer. You wrote 100000.")
    assert typed_in(patient, f"{column}-0") == [LONG]


def test_dose_without_a_medicine_is_asked_about(at):
    patient = at("medicines")

    patient.press("Continue", {"name-0": "sertraline", "dose-1": "50 mg", "frequency-1": "\0"})

    refused(patient, "Write the name of this medicine, or clear its row.")
    assert typed_in(patient, "dose-1") == ["50 mg"]


@pytest.mark.parametrize("name", [EMOJI, HEBREW, "?" * 200, "=cmd|'/c calc'!A0"])
def test_odd_medicine_is_kept_as_typed_and_goes_to_the_clinician(at, clinician, name):
    patient = at("medicines")
    patient.press("Continue", {"name-0": name})
    assert patient.answers["medicines"][0]["name"] == name

    patient.answer()
    patient.sign()

    clinician.open(patient.intake.get_absolute_url())
    assert name in clinician.text
    assert patient.intake.level != "none"


def test_letters_that_nobody_sees_do_not_hide_a_medicine(at):
    patient = at("medicines")

    patient.press("Continue", {"name-0": "\u202exa\u200bnax"})

    assert patient.answers["medicines"][0]["name"] == "\u202exa\u200bnax"
    assert patient.open("/intake/question/benzodiazepine_pattern/").asked == (
        "benzodiazepine_pattern"
    )


@pytest.mark.parametrize("signed", ["", "   ", "\0", LONG])
def test_nobody_signs_with_nothing_or_with_a_novel(patient, signed):
    patient.start().answer()

    patient.press("Confirm and send", {"signed_name": signed})

    assert patient.status == 422
    assert patient.title.startswith("Error: ")
    assert len(patient.page.errors) == 1
    assert not patient.intake.is_submitted


@pytest.mark.parametrize("signed", [HEBREW, "María José O'Brien 🌊", "<b>Maria</b>", "x"])
def test_name_is_kept_as_signed(patient, signed):
    patient.start().answer()

    assert patient.sign(signed).intake.signed_name == signed


@pytest.mark.parametrize(
    ("boxes", "message"),
    [
        (("31", "2", "1984"), "31 February is not a date. Check the day and the month."),
        (("27", "3", "84"), "The year must have 4 numbers, like 1984."),
        (("27", "", "1984"), "Write the month too."),
        (("", "", ""), "Write your date of birth."),
        (("27", LONG, "1984"), "The month must be a number from 1 to 12, or its name."),
        (("\0", "3", "1984"), "Write the day too."),
        ((EMOJI, "3", "1984"), "The day must be a number from 1 to 31."),
        (("27", HEBREW, "1984"), "The month must be a number from 1 to 12, or its name."),
    ],
    ids=lambda value: str(value)[:30],
)
def test_birth_date_that_cannot_be_costs_no_try(patient, invited, boxes, message):
    patient.open(patient.link).click("Start")
    names = ("answer_day", "answer_month", "answer_year")

    patient.press("Continue", dict(zip(names, boxes, strict=True)))

    assert patient.status == 422
    assert patient.page.errors == [message]
    invited[0].refresh_from_db()
    assert invited[0].failed_tries == 0


@pytest.mark.parametrize(
    "address",
    [
        "/intake/question/%00/",
        "/intake/question/" + "a" * 3000 + "/",
        "/intake/question/liver_severity/",
        "/intake/question/date_of_birth/",
        "/intake/question/medicines/names/",
        "/intake/question/%F0%9F%92%8A/",
    ],
)
def test_address_of_a_page_that_is_not_asked_leads_to_the_one_that_is(patient, address):
    patient.start()

    assert patient.open(address).asked == "completed_by"
    assert patient.force(address, {"answer": "self"}).asked == "completed_by"
    assert patient.answers.keys() == {"date_of_birth"}


def test_date_that_opened_the_link_cannot_be_answered_anew(patient):
    """Whoever is too young does not grow older by a forged page."""
    patient.start()
    typed = {"answer_day": "1", "answer_month": "1", "answer_year": "1950"}

    patient.force("/intake/question/date_of_birth/", typed)

    assert patient.asked == "completed_by"
    assert patient.answers == {"date_of_birth": patient.born.isoformat()}


def test_body_that_is_no_form_is_a_blank_one(patient):
    patient.start()
    token = {"X-CSRFToken": patient.page.token}

    for body, kind in ((b"\xff\xfe\x00", "text/plain"), (b"{}", "application/json")):
        response = patient.client.post(patient.address, body, content_type=kind, headers=token)
        assert response.status_code == 422

    assert "completed_by" not in patient.answers
