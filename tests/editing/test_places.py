"""A path of the checks leads to the part of the draft that it is about."""

import pytest

from screening.editing.parts import Part, PartKind
from screening.editing.places import Spot, spot_of
from tests.rules.small import choice, document, rule

DRAFT = document(
    [choice("a"), choice("b", enable_when={"question": "a", "equals": "yes"})],
    [rule("r", {"question": "b", "equals": "yes"}), rule("s", {"rule": "r"})],
)
DRAFT["cases"] = [{"id": "c-1"}]
B, S = Part(PartKind.QUESTION, "b"), Part(PartKind.RULE, "s")


@pytest.mark.parametrize(
    ("path", "spot"),
    [
        ("title", Spot(Part(PartKind.SET))),
        ("treatment.es", Spot(Part(PartKind.SET))),
        ("sections[0].title", Spot(Part(PartKind.SECTION, "all"))),
        ("sections[0].questions[1]", Spot(B)),
        ("sections[0].questions[1].options[2].label", Spot(B)),
        ("sections[0].questions[1].enable_when.all[1]", Spot(B, "enable_when")),
        ("rules[1]", Spot(S)),
        ("rules[1].when.any[0].equals", Spot(S, "when")),
        ("rules[1].never_asked[0].unless.equals", Spot(S)),
        ("parameters.limit.value", Spot(Part(PartKind.PARAMETER, "limit"))),
        ("patient_texts.review", Spot(Part(PartKind.PATIENT_TEXT, "review"))),
        ("patient_texts.gone", None),
        ("rules[2].when", None),
        ("sections[0].questions[2].text", None),
        ("sections[1].title", None),
        ("rules", None),
        ("document", None),
        ("cases[0].level", Spot(Part(PartKind.CASE, "c-1"))),
        ("cases[1].level", None),
    ],
)
def test_path_leads_to_its_part(path, spot):
    assert spot_of(DRAFT, path) == spot
