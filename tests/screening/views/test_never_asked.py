"""Acknowledgements that some patients are not asked what a rule rests on."""

import json

import pytest

from screening.models import QuestionSetVersion
from tests.rules.small import choice, document, rule
from tests.screening.views.test_editor import filled
from tests.staff_pages import between, problems, read
from tests.versions import draft_of

GATE = {"question": "gate", "equals": "yes"}
DEEP = {"any": [{"question": "deep", "equals": "yes"}, GATE]}
PAGE = "/question-sets/small/versions/1/edit/rules/it/never-asked/"


@pytest.fixture
def draft(lakeside, dana):
    questions = [choice("gate"), choice("deep", enable_when=GATE, text={"en": "How deep?"})]
    data = document(questions, [rule("it", DEEP, "contraindication")])
    return draft_of(lakeside, dana, {**data, "slug": "small", "parameters": {}})


def stored():
    return json.loads(QuestionSetVersion.objects.get(number=1).document)["rules"][0]


def acknowledge(admin):
    return admin.post(PAGE, filled(admin.get(PAGE), question="deep", reason="Asked of the rest."))


def test_acknowledgement_begins_with_who_is_asked_now(admin, draft):
    page = admin.get(PAGE)
    assert page.context["form"].fields["question"].choices == [("deep", "How deep?")]

    assert acknowledge(admin).url == PAGE

    assert stored()["never_asked"] == [
        {"question": "deep", "unless": GATE, "reason": "Asked of the rest."}
    ]
    said = between(admin.get(PAGE), "How deep?", "Take it back")
    assert "It may go unasked, unless:" in said
    assert "Asked of the rest." in said


def test_acknowledgement_needs_a_reason(admin, draft):
    answer = admin.post(PAGE, filled(admin.get(PAGE), question="deep", reason=" "))

    assert answer.status_code == 422
    assert problems(answer) == ["Say why it is safe."]
    assert "never_asked" not in stored()


def test_condition_of_an_acknowledgement_is_built_like_any_other(admin, draft):
    acknowledge(admin)
    gate = "/question-sets/small/versions/1/edit/rules/it/unless-0/condition/"
    page = admin.get(gate)
    assert "The question may go unasked, unless" in read(page)

    revision = page.context["version"].revision
    admin.post(gate, {"change": "wrap-not", "path": "", "seen_revision": revision})

    assert stored()["never_asked"][0]["unless"] == {"not": GATE}
    assert stored()["when"] == DEEP


@pytest.mark.parametrize("name", ["unless-1", "unless-x", "never_asked"])
def test_condition_that_no_acknowledgement_has_is_not_found(admin, draft, name):
    acknowledge(admin)

    found = admin.get(f"/question-sets/small/versions/1/edit/rules/it/{name}/condition/")

    assert found.status_code == 404


def test_acknowledgement_is_taken_back(admin, draft):
    before = stored()
    acknowledge(admin)
    revision = admin.get(PAGE).context["version"].revision

    admin.post(PAGE, {"remove": "0", "seen_revision": revision})

    assert stored() == before


def test_late_acknowledgement_changes_nothing(admin, draft):
    page = admin.get(PAGE)
    acknowledge(admin)

    late = admin.post(PAGE, {"remove": "0", "seen_revision": page.context["version"].revision})

    assert late.url == PAGE
    assert len(stored()["never_asked"]) == 1
