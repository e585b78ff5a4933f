"""Names that look alike are never taken for one another."""

import pytest

from tests.medicines.names import FILE, PROPER, VOCABULARY, ingredients, match, slips

PAIRS = [(pair["a"], pair["b"]) for pair in FILE["look_alikes"]]
BOTH_WAYS = PAIRS + [(b, a) for a, b in PAIRS]


@pytest.mark.parametrize(("name", "other"), BOTH_WAYS)
def test_name_is_not_the_one_it_looks_like(name, other):
    assert not set(ingredients(name)) & set(ingredients(other))
    assert match(name).recognised


@pytest.mark.parametrize(("name", "other"), BOTH_WAYS)
def test_slip_gives_the_other_only_as_a_tie(name, other):
    """One slip away from a name, the name itself is always among what is offered."""
    for slip in slips(name):
        found = set(ingredients(slip))
        if found & set(ingredients(other)) and not match(slip).recognised:
            assert set(ingredients(name)) <= found, slip


def test_zestril_is_not_restoril():
    assert ingredients("Zestril 10") == ["lisinopril"]
    assert ingredients("zesteril") == ["lisinopril"]
    assert ingredients("restorel") == ["temazepam"]


def test_word_as_near_to_both_keeps_both():
    assert set(ingredients("restril")) == {"lisinopril", "temazepam"}
    assert not match("restril").recognised


def test_known_name_stands_only_for_what_is_listed():
    for name, _ in PROPER:
        listed = {ingredient for other, ingredient in PROPER if other.lower() == name.lower()}
        assert set(ingredients(name)) == listed


def test_every_class_is_one_that_the_file_names():
    found = {
        slug for known in VOCABULARY.known.values() for m in known.matches for slug in m.classes
    }
    assert found == set(VOCABULARY.classes) == set(FILE["classes"])
