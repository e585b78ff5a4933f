"""What a typed medicine was taken for, as the clinician reads it."""

import pytest

from screening.medicines import shipped_vocabulary
from screening.presenters.medicines import FoundMedicine, MedicineLine, medicine_line


def line(row: object) -> MedicineLine:
    return medicine_line(row, shipped_vocabulary())


def test_known_name_shows_ingredient_and_classes():
    (found,) = line({"name": "Klonopin 1mg", "dose": "", "frequency": "daily"}).found

    assert found == FoundMedicine("clonazepam", ("Benzodiazepines",), "known name", is_sure=True)


def test_known_misspelling_is_sure():
    (found,) = line({"name": "Xanex"}).found

    assert (found.ingredient, found.how, found.is_sure) == ("alprazolam", "known spelling", True)


def test_near_match_is_not_sure_until_the_patient_confirms_it():
    row = {"name": "sertralinne 50"}

    (near,) = line(row).found
    (confirmed,) = line({**row, "confirmed": ["sertraline"]}).found

    assert (near.how, near.is_sure) == ("near match, not confirmed", False)
    assert (confirmed.how, confirmed.is_sure) == ("near match, confirmed by the patient", True)


def test_refused_match_is_said_and_not_shown_as_found():
    said = line({"name": "sertralinne 50", "rejected": ["sertraline"]})

    assert said.found == ()
    assert said.refused == ("sertraline",)
    assert not said.is_certain


@pytest.mark.parametrize("row", [None, "aspirin", {}, {"name": 7}, {"name": "zzyzxol"}, []])
def test_what_is_not_recognised_is_kept_as_typed(row):
    said = line(row)

    assert said.found == ()
    assert not said.is_certain
