"""Answers in the patient's own words."""

from screening.presenters.answers import Record, Words, say_medicine
from tests.screening.presenters.shipped import shipped


def say(link_id: str, answer: object, language: str = "en"):
    return Record(shipped(), {link_id: answer}, language).say(link_id)


def test_choice_is_said_by_its_label():
    assert say("suicide_attempt", "under_3_months").words.lines == ("Yes, in the past 3 months",)


def test_spanish_answer_is_kept_and_translated():
    said = say("ride_home", "no", "es")

    assert said.words == Words(
        "es",
        "Después de cada visita, ¿puede un adulto llevarlo(a) a casa, y puede esperar "
        "hasta el día siguiente para manejar?",
        ("No",),
    )
    assert said.translated.question.startswith("After each visit")


def test_english_answer_has_no_translation():
    assert say("ride_home", "no").translated is None


def test_blank_answers_have_no_lines():
    assert [say("ride_home", blank).words.lines for blank in (None, "", [], {})] == [()] * 4


def test_reading_is_said_with_its_day_and_method():
    reading = {"systolic": 196, "diastolic": 124, "measured_on": "2026-11-15", "method": "arm_cuff"}

    assert say("blood_pressure", reading).words.lines == (
        "196/124",
        "Nov. 15, 2026",
        "Arm cuff at home",
    )


def test_reading_without_a_number_shows_the_gap():
    assert say("blood_pressure", {"systolic": 0}).words.lines == ("0/?",)


def test_no_reading_is_said():
    assert say("blood_pressure", {"known": False}).words.lines == ("I don't know my numbers",)


def test_value_that_is_not_offered_is_shown_as_it_is():
    assert say("ride_home", "perhaps").words.lines == ("perhaps",)
    assert say("ride_home", 7).words.lines == ("7",)


def test_generic_answers_have_words_for_every_question():
    assert say("medicines", "prefer_not_to_say").words.lines == (
        "I would rather talk to someone about this",
    )


def test_acknowledgements_say_what_was_left_open():
    said = say("acknowledgements", ["cost"])

    assert said.words.lines == ("I know to ask about cost and insurance.",)
    assert len(said.not_ticked) == 6


def test_medicine_rows_are_one_line_each():
    rows = [{"name": "Xanax ", "dose": "0.5 mg", "frequency": ""}, "odd"]

    assert [say_medicine(row) for row in rows] == ["Xanax, 0.5 mg", "odd"]
