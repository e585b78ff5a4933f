"""Any question of any grave rule, behind a gate that has nothing to do with it, is found.

Every twelfth place always; EXHAUSTIVE=1 takes them all.
"""

import os

import pytest

from screening.proofs.hiding import check_hiding
from screening.rules import parse_document
from screening.rules.cones import questions_of
from screening.rules.findings import GRAVE
from tests.proofs.shipped import path_of, question_of, shipped
from tests.proofs.studying import study_of

UNRELATED = {"question": "completed_by", "equals": "self"}
PLACES = [
    (slug, link_id)
    for slug, rule in parse_document(shipped()).rules.items()
    if rule.severity in GRAVE
    for link_id in sorted(questions_of(parse_document(shipped()), rule.when))
][:: 1 if os.environ.get("EXHAUSTIVE") else 12]


@pytest.mark.parametrize(("slug", "link_id"), PLACES)
def test_a_grave_rule_hidden_behind_an_unrelated_gate_is_found(slug, link_id):
    data = shipped()
    question_of(data, link_id)["enable_when"] = UNRELATED
    found = [one for one in check_hiding(study_of(data)) if f"'{link_id}'" in one.message]
    assert ("rule-hidden", f"{path_of(data, slug)}.when") in {(one.code, one.path) for one in found}
