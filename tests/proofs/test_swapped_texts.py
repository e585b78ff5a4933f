"""Translations in the wrong place, told by the other texts of the document."""

import pytest

from screening.proofs.swapped_texts import check_swapped_texts
from screening.rules import parse_document
from tests.proofs.shipped import question_of, shipped


def found(data):
    return [(one.code, one.path) for one in check_swapped_texts(parse_document(data))]


def of(data, link_id):
    """The options' labels of a question by value."""
    return {one["value"]: one["label"] for one in question_of(data, link_id)["options"]}


def test_the_shipped_set_has_none():
    assert found(shipped()) == []


def test_a_text_in_another_language_is_found_on_both_sides():
    data = shipped()
    text = question_of(data, "suicide_attempt")["text"]
    text["en"], text["es"] = text["es"], text["en"]
    path = "sections[1].questions[3].text"
    assert found(data) == [
        ("text-in-other-language", f"{path}.en"),
        ("text-in-other-language", f"{path}.es"),
    ]


def test_a_text_that_was_not_translated_is_found_however_short():
    data = shipped()
    label = of(data, "previous_ketamine")["never"]
    label["en"] = label["es"]
    path = "sections[7].questions[5].options[0].label"
    assert found(data) == [
        ("text-in-other-language", f"{path}.en"),
        ("label-swapped", f"{path}.es"),
    ]


def test_labels_of_two_options_that_changed_places_are_found():
    data = shipped()
    labels = of(data, "ride_home")
    labels["yes"]["es"], labels["no"]["es"] = labels["no"]["es"], labels["yes"]["es"]
    path = "sections[8].questions[0].options"
    assert found(data) == [
        ("label-swapped", f"{path}[0].label.es"),
        ("label-swapped", f"{path}[1].label.es"),
    ]


def test_labels_that_changed_places_in_all_languages_are_found():
    data = shipped()
    yes, no = question_of(data, "ride_home")["options"][:2]
    yes["label"], no["label"] = no["label"], yes["label"]
    path = "sections[8].questions[0].options"
    assert found(data) == [
        ("label-swapped", f"{path}[0].label.en"),
        ("label-swapped", f"{path}[1].label.en"),
    ]


def test_the_translation_of_another_text_is_found():
    data = shipped()
    wrong = question_of(data, "drugs_last_used")["text"]["es"]
    question_of(data, "ride_home")["text"]["es"] = wrong
    assert found(data) == [("translation-repeats", "sections[8].questions[0].text.es")]


@pytest.mark.parametrize(("was", "now"), [("6 semanas", "8 semanas"), ("6 semanas", "semanas")])
def test_other_numbers_in_a_translation_are_found(was, now):
    data = shipped()
    label = of(data, "cardiac_event_when")["under_6_weeks"]
    assert was in label["es"]
    label["es"] = label["es"].replace(was, now)
    assert found(data) == [("numbers-differ", "sections[4].questions[2].options[0].label.es")]
