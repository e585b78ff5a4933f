"""No slip of the pen loses a medicine."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from screening.medicines.plain_words import NOT_NAMES, is_everyday
from tests.medicines.names import NAMES, edits, hows, ingredients, match, slips

LONG_ENOUGH = [
    (name, ingredient)
    for name, ingredient in NAMES
    if len(name) >= 5 and name.replace(" ", "").isalpha()
]
ONE_WORD = [(name, ingredient) for name, ingredient in LONG_ENOUGH if name.isalpha()]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def is_lost(name, ingredient, typed):
    """Neither offered, nor itself the name of something, nor an everyday word."""
    if ingredient in ingredients(typed) or is_everyday(typed):
        return False
    return not hows(typed) & {"exact", "spelling"}


def test_one_slip_never_loses_a_name():
    lost = [
        (name, slip)
        for name, ingredient in ONE_WORD
        for slip in slips(name)
        if is_lost(name, ingredient, slip)
    ]
    assert lost == []


@given(st.sampled_from(ONE_WORD), st.data())
def test_any_single_letter_edit_keeps_the_ingredient(pair, data):
    name, ingredient = pair
    typed = data.draw(st.sampled_from(list(edits(name))))
    assert not is_lost(name, ingredient, typed)


@given(st.sampled_from(LONG_ENOUGH), st.data())
def test_slip_in_a_name_of_several_words_is_never_certain_of_another(pair, data):
    name, ingredient = pair
    typed = data.draw(st.sampled_from(list(slips(name))))
    found = match(typed)
    assert ingredient in ingredients(typed) or not found.recognised or is_known(found)


def is_known(found):
    return all(one.how != "distance" for one in found.matches)


@given(st.sampled_from(ONE_WORD), st.data())
def test_two_slips_in_a_long_name_are_found_or_left_unrecognised(pair, data):
    name, ingredient = pair
    assume(len(name) > 7)
    once = data.draw(st.sampled_from(list(slips(name))))
    twice = data.draw(st.sampled_from(list(slips(once))))
    found = match(twice)
    assert ingredient in ingredients(twice) or not found.recognised or is_known(found)


@given(st.sampled_from(ONE_WORD), st.data(), st.sampled_from([str.upper, str.title, str.strip]))
def test_case_spaces_and_strength_change_nothing_in_a_near_match(pair, data, write):
    name, _ = pair
    typed = data.draw(st.sampled_from(list(slips(name))))
    assert ingredients(f"  {write(typed)}\t 20 mg ") == ingredients(typed)


@pytest.mark.parametrize(
    ("typed", "ingredient"),
    [
        ("adavan", "lorazepam"),
        ("zanacks", "alprazolam"),
        ("clonipin", "clonazepam"),
        ("percaset", "oxycodone"),
        ("vicoden", "hydrocodone"),
        ("oxicotin", "oxycodone"),
        ("tramadole", "tramadol"),
        ("welbutrin", "wellbutrin"),
        ("lexipro", "lexapro"),
        ("neurotin", "gabapentin"),
        ("trazadone", "trazodone"),
        ("lamictol", "lamotrigine"),
        ("depacote", "valproate"),
        ("risperdol", "risperidone"),
        ("abilafy", "aripiprazole"),
        ("zyprexia", "olanzapine"),
        ("metropolol", "metoprolol"),
        ("lysinopril", "lisinopril"),
        ("sinthroid", "levothyroxine"),
        ("ridalin", "methylphenidate"),
        ("conserta", "methylphenidate"),
        ("adderol", "amphetamine"),
        ("lunista", "eszopiclone"),
        ("ambian", "zolpidem"),
        ("flexaril", "cyclobenzaprine"),
        ("teofelina", "theophylline"),
        ("diasepam", "diazepam"),
        ("litium", "lithium"),
    ],
)
def test_spelling_by_ear_is_found(typed, ingredient):
    assert ingredient in ingredients(typed)


def test_everyday_words_close_to_a_name_are_all_needed():
    """A word on the list that no longer shields anything should go."""
    for word in NOT_NAMES:
        assert match(word).matches == ()
    near = {edit for name, _ in ONE_WORD for edit in edits(name)}
    assert {"oral", "core", "coral", "tambien", "litro", "sitio"} <= near
