"""What a row counts for, and what the patient's reply to a near match changes."""

import pytest

from screening.medicines import recognise
from screening.rules.answers import Recognition
from tests.medicines.names import VOCABULARY

BENZODIAZEPINE = frozenset({"benzodiazepine"})
NONE = frozenset()


def found(name, **more):
    return recognise({"name": name, "dose": "", "frequency": "", **more}, VOCABULARY)


@pytest.mark.parametrize(
    ("name", "classes", "certain"),
    [
        ("Xanex 0.5 prn", {"benzodiazepine"}, True),
        ("Norco 5", {"opioid"}, True),
        ("Lybalvi", {"antipsychotic", "opioid_antagonist"}, True),
        ("sertraline 100 mg", set(), True),
        ("xanax and ambien 10", {"benzodiazepine", "z_drug"}, True),
        ("lorezepam", {"benzodiazepine"}, False),
        ("zestoril", {"benzodiazepine", "antihypertensive"}, False),
        ("sertraline lorezepam", {"benzodiazepine"}, False),
        ("xanax zzxq", {"benzodiazepine"}, False),
        ("little blue pill", set(), False),
        ("", set(), False),
    ],
)
def test_row_without_a_reply(name, classes, certain):
    assert found(name) == Recognition(frozenset(classes), certain=certain)


def test_confirmed_candidate_is_certain():
    assert found("lorezepam", confirmed=["lorazepam"]) == Recognition(BENZODIAZEPINE, certain=True)


def test_confirmed_candidate_of_a_tie_counts_alone():
    assert found("zestoril", confirmed=["temazepam"]) == Recognition(BENZODIAZEPINE, certain=True)


def test_confirmed_brand_of_two_ingredients_counts_whole():
    both = frozenset({"antipsychotic", "opioid_antagonist"})
    assert found("lybalvy", confirmed=["olanzapine"]) == Recognition(both, certain=True)


@pytest.mark.parametrize("confirmed", [["sertraline"], ["lisinopril"], ["xanax"], "lorazepam", 5])
def test_confirmed_non_candidate_counts_for_nothing(confirmed):
    assert found("lorezepam", confirmed=confirmed) == Recognition(BENZODIAZEPINE, certain=False)


def test_confirming_does_not_add_to_what_is_unknown():
    assert found("little blue pill", confirmed=["alprazolam"]) == Recognition(NONE, certain=False)
    assert found("lorezepam zzxq", confirmed=["lorazepam"]) == Recognition(
        BENZODIAZEPINE, certain=False
    )


def test_rejected_candidate_is_dropped_and_the_name_stays_unrecognised():
    assert found("lorezepam", rejected=["lorazepam"]) == Recognition(NONE, certain=False)
    assert found("zestoril", rejected=["lisinopril"]) == Recognition(BENZODIAZEPINE, certain=False)


def test_known_name_cannot_be_rejected():
    assert found("Xanax", rejected=["alprazolam"]) == Recognition(BENZODIAZEPINE, certain=True)


def test_confirmed_and_rejected_at_once_is_no_reply():
    both = {"confirmed": ["lorazepam"], "rejected": ["lorazepam"]}
    assert found("lorezepam", **both) == Recognition(BENZODIAZEPINE, certain=False)


def test_each_misspelt_name_of_a_row_needs_its_own_reply():
    row = "lorezepam and seraquel"
    every = frozenset({"benzodiazepine", "antipsychotic"})
    assert found(row, confirmed=["lorazepam"]) == Recognition(every, certain=False)
    assert found(row, confirmed=["lorazepam", "quetiapine"]) == Recognition(every, certain=True)


@pytest.mark.parametrize(
    ("dose", "frequency"),
    [("0.5 mg", "twice daily"), ("1/2 tablet", "at night for sleep"), ("3", "veces al día")],
)
def test_dose_and_frequency_change_nothing(dose, frequency):
    said = found("Xanax", dose=dose, frequency=frequency)
    assert said == Recognition(BENZODIAZEPINE, certain=True)


@pytest.mark.parametrize(
    ("dose", "frequency", "classes"),
    [
        ("rivotril 2 mg", "", NONE),
        ("50 mg and lorezepam", "", BENZODIAZEPINE),
        ("", "lorezepam at night", BENZODIAZEPINE),
    ],
)
def test_name_that_is_not_known_in_the_dose_or_frequency_is_not_certain(dose, frequency, classes):
    said = found("sertraline", dose=dose, frequency=frequency)
    assert said == Recognition(classes, certain=False)


@pytest.mark.parametrize("dose", ["I don't know", "not sure", "?", "no s\u00e9", "2 pcs"])
def test_dose_that_the_patient_does_not_know_leaves_the_name_certain(dose):
    assert found("Xanax", dose=dose) == Recognition(BENZODIAZEPINE, certain=True)


def test_known_name_in_the_dose_counts_and_is_not_certain():
    said = found("sertraline", dose="50 mg", frequency="with xanax at night")
    assert said == Recognition(BENZODIAZEPINE, certain=False)
    assert found("Tylenol", dose="#3") == Recognition(frozenset({"opioid"}), certain=False)


@pytest.mark.parametrize(
    "row",
    [
        None,
        "xanax",
        5,
        [],
        ["xanax"],
        {},
        {"name": None},
        {"name": 5},
        {"name": ["xanax"]},
        object(),
    ],
)
def test_what_is_no_row_is_not_recognised(row):
    assert recognise(row, VOCABULARY) == Recognition(NONE, certain=False)
