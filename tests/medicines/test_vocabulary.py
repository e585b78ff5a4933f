"""A medicine file is refused with the place of its fault."""

import copy

import pytest

from screening.medicines import VocabularyError, load_vocabulary, match_medicine
from tests.medicines.names import FILE

SMALL = {
    "classes": {"opioid": {"label": "Opioids"}},
    "ingredients": [
        {
            "name": "codeine",
            "classes": ["opioid"],
            "brands": ["Tuxarin ER"],
            "misspellings": ["codine"],
        },
        {"name": "lactulose", "classes": [], "brands": ["Enulose"], "misspellings": []},
    ],
    "other_medicines": ["senna"],
    "look_alikes": [{"a": "codeine", "b": "senna"}],
}


def test_a_clinic_may_bring_its_own_file():
    vocabulary = load_vocabulary(SMALL)
    assert match_medicine("tuxarin", vocabulary).recognised
    assert match_medicine("enulos", vocabulary).matches[0].ingredient == "lactulose"
    assert not match_medicine("Xanax", vocabulary).recognised


def changed(path, value):
    data = copy.deepcopy(SMALL)
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return data


INGREDIENT = ["ingredients", 0]


@pytest.mark.parametrize(
    ("path", "value", "place", "fault"),
    [
        (["classes"], [], "classes", "an object is needed"),
        (["classes", "opioid"], {}, "classes.opioid.label", "a text is needed"),
        (["ingredients"], {}, "ingredients", "a list is needed"),
        (["ingredients", 1], "x", "ingredients[1]", "an object is needed"),
        ([*INGREDIENT, "name"], " ", "ingredients[0].name", "a text is needed"),
        ([*INGREDIENT, "classes"], ["x"], "ingredients[0].classes[0]", "no class is named x"),
        ([*INGREDIENT, "brands"], [5], "ingredients[0].brands[0]", "a text is needed"),
        (
            [*INGREDIENT, "brands"],
            ["--"],
            "ingredients[0].brands[0]",
            "a name needs a letter or a digit, and an end",
        ),
        (
            [*INGREDIENT, "misspellings"],
            ["enulose"],
            "ingredients[1].brands[0]",
            "the same name would stand for codeine and lactulose",
        ),
        (["other_medicines"], [None], "other_medicines[0]", "a text is needed"),
        (["look_alikes", 0, "b"], "sena", "look_alikes[0].b", "no medicine is named sena"),
        (["look_alikes", 0, "b"], "codine", "look_alikes[0]", "both names stand for codeine"),
    ],
)
def test_faulty_file_is_refused(path, value, place, fault):
    with pytest.raises(VocabularyError) as refusal:
        load_vocabulary(changed(path, value))
    assert str(refusal.value) == f"{place}: {fault}"


def test_look_alike_listed_as_a_misspelling_is_refused():
    data = copy.deepcopy(FILE)
    temazepam = next(one for one in data["ingredients"] if one["name"] == "temazepam")
    temazepam["misspellings"].append("zestril")
    with pytest.raises(VocabularyError, match="lisinopril and temazepam"):
        load_vocabulary(data)
