"""Any text at all has an answer, and what was not read is never clear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.medicines import match_medicine, recognise
from screening.medicines.texts import MAX_CHARACTERS, MAX_WORDS, tokenise
from tests.medicines.names import NAMES, VOCABULARY, ingredients, match

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
ROWS = st.dictionaries(
    st.sampled_from(["name", "dose", "frequency", "confirmed", "rejected"]),
    JUNK | st.sampled_from([name for name, _ in NAMES]) | st.just(["lorazepam"]),
)


@given(st.text())
def test_any_text_is_matched(text):
    found = match(text)
    assert found.text == text
    assert found == match_medicine(text, VOCABULARY)
    assert not found.recognised or found.matches


@given(st.lists(st.sampled_from([name for name, _ in NAMES] + ["lorezepam", "and", "1", "zzq"])))
def test_recognised_only_with_known_names_alone(words):
    found = match(" ".join(words))
    if found.recognised:
        assert {one.how.value for one in found.matches} <= {"exact", "spelling"}


@given(ROWS | JUNK)
def test_any_row_is_recognised_or_not(row):
    found = recognise(row, VOCABULARY)
    assert found.classes <= set(VOCABULARY.classes)
    assert isinstance(found.certain, bool)


@pytest.mark.parametrize(
    "text",
    [
        "\0" * 100_000,
        "a" * 100_000,
        "1." * 50_000,
        "lorezepam klonipon zzxq " * 5_000,
        "(" * 100_000,
        "no " * 40_000,
        "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 30_000,
        "a\N{COMBINING ACUTE ACCENT}" * 50_000,
        "\N{RIGHT-TO-LEFT OVERRIDE}xanax" * 20_000,
    ],
)
def test_huge_text_is_not_recognised(text):
    assert not match(text).recognised
    assert not recognise({"name": text}, VOCABULARY).certain
    assert not recognise({"name": "xanax", "dose": text}, VOCABULARY).certain or not text.strip(
        "\0"
    )


def test_only_so_much_is_read():
    tokens, is_cut = tokenise("xanax " * 100_000)
    assert is_cut
    assert len(tokens) == MAX_WORDS


def test_known_name_before_a_cut_counts_and_is_not_recognised():
    for text in ("xanax " + "a" * MAX_CHARACTERS, "xanax " + "1 " * MAX_WORDS):
        assert ingredients(text) == ["alprazolam"]
        assert not match(text).recognised


def test_blanks_around_a_name_are_no_cut():
    assert match(" " * 100_000 + "xanax" + "\n" * 100_000).recognised


def test_nul_and_invisible_characters_are_not_there():
    assert ingredients("xa\0nax") == ["alprazolam"]
    assert ingredients("x\N{ZERO WIDTH SPACE}anax\N{SOFT HYPHEN}") == ["alprazolam"]
    assert ingredients("\N{RIGHT-TO-LEFT OVERRIDE}Xanax") == ["alprazolam"]
