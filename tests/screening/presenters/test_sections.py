"""Answers by section, and what stands where there is none."""

from screening.presenters.answers import Record
from screening.presenters.medicines import MedicineLine
from screening.presenters.sections import AnswerLine, Asked, sections, unsent
from tests.screening.presenters.shipped import shipped

ASKED = ("completed_by", "treatment_reasons", "medicines", "medicine_allergies")
ANSWERS = {"completed_by": "self", "treatment_reasons": None, "cannabis_frequency": "daily"}


def recognise(row: object) -> MedicineLine:
    return MedicineLine(str(row), is_certain=False, found=(), refused=())


def present(answers: dict, *, is_complete: bool) -> dict[str, AnswerLine]:
    asked = Asked(ASKED, frozenset({"medicine_allergies"}), is_complete)
    found = sections(Record(shipped(), answers, "en"), asked, recognise)
    return {line.said.link_id: line for section in found for line in section.answers}


def test_unfinished_record_shows_the_pages_sent():
    lines = present(ANSWERS, is_complete=False)

    assert list(lines) == ["completed_by", "treatment_reasons", "cannabis_frequency"]
    assert lines["completed_by"].state == ""
    assert lines["treatment_reasons"].state == "Left blank"


def test_unsent_questions_are_counted():
    record = Record(shipped(), ANSWERS, "en")

    assert unsent(record, Asked(ASKED, frozenset(), is_complete=False)) == 2
    assert unsent(record, Asked(ASKED, frozenset(), is_complete=True)) == 0


def test_blank_answer_is_missing_unless_it_was_optional():
    lines = present(ANSWERS, is_complete=True)

    assert lines["medicines"].is_missing
    assert not lines["medicine_allergies"].is_missing
    assert lines["medicine_allergies"].state == "Left blank"


def test_left_over_is_shown_and_said_not_to_count():
    assert present(ANSWERS, is_complete=True)["cannabis_frequency"].state == (
        "No longer asked, so it does not count"
    )


def test_medicines_are_recognised_row_by_row():
    answers = {**ANSWERS, "medicines": [{"name": "a"}, {"name": "b"}]}

    assert len(present(answers, is_complete=True)["medicines"].medicines) == 2
