"""The question set that ships is sound, and what is worth knowing about it is known."""

from screening.proofs import Weight, check_data
from tests.proofs.shipped import path_of, shipped


def test_the_shipped_set_has_no_errors():
    data = shipped()
    allergy, theophylline = (
        f"{path_of(data, slug)}.when" for slug in ("ketamine-hypersensitivity", "theophylline")
    )
    found = [(one.severity, one.code, one.path) for one in check_data(data)]

    assert [(code, path) for severity, code, path in found if severity is Weight.WARNING] == [
        ("optional-blank-clears", allergy),
        ("optional-undetermined", allergy),
        ("optional-blank-clears", theophylline),
        ("optional-undetermined", theophylline),
    ]
    assert [one for one in found if one[0] is Weight.ERROR] == []
    assert {code for severity, code, _ in found if severity is Weight.INFORMATION} == {
        "rule-implies",
        "silence-clears",
        "title-missing",
    }


def test_every_acknowledgement_says_who_wrote_it():
    known = [one for rule in shipped()["rules"] for one in rule.get("never_asked", ())]
    assert len(known) == 15
    assert all(
        one["reason"].startswith("Engineering wording, for clinical sign-off: ") for one in known
    )


def test_cases_that_rest_on_the_rules_alone_say_so():
    cases = shipped()["cases"]
    told = [one["id"] for one in cases if one["description"].startswith("From the rules only, ")]
    assert told == [one["id"] for one in cases if one["id"].startswith("rules-only-")]
    assert len(told) == 71
