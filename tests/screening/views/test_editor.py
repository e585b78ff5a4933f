"""The editor of a draft: what is opened and saved stays, what is changed is changed alone."""

import json

import pytest

from screening import actions
from screening.editing.parts import Part, PartKind, read
from screening.models import QuestionSetVersion
from tests.staff_pages import read as words_of

SLUG = "ketamine-pre-treatment-screening"


@pytest.fixture
def draft(version, dana):
    return actions.start_draft(version=version, by=dana)


@pytest.fixture
def edit(draft):
    return f"/question-sets/{SLUG}/versions/{draft.number}/edit/"


def document_of(draft):
    return json.loads(QuestionSetVersion.objects.get(pk=draft.pk).document)


def filled(page, **changes):
    """What a browser would post of the form on a page."""
    form = page.context["form"]
    data = {}
    for name, field in form.fields.items():
        value = form[name].value()
        if value is not None and value is not False and value not in ("", []):
            data[name] = field.prepare_value(value) if value is not True else "on"
    return {name: one for name, one in {**data, **changes}.items() if one is not None}


@pytest.mark.parametrize(
    "path",
    [
        "set/set/",
        "sections/about-you/",
        "questions/previous_ketamine/",
        "questions/blood_pressure/",
        "questions/date_of_birth/",
        "rules/command-voices/",
        "parameters/high_systolic/",
        "texts/crisis/",
    ],
)
def test_part_opened_and_saved_changes_no_byte(admin, edit, draft, path):
    page = admin.get(edit + path)

    answer = admin.post(edit + path, filled(page))

    assert answer.status_code == 302
    stored = QuestionSetVersion.objects.get(pk=draft.pk)
    assert (stored.sha256, stored.revision) == (draft.sha256, draft.revision)


def test_changed_text_is_saved_and_nothing_else(admin, edit, draft):
    before = document_of(draft)
    page = admin.get(edit + "questions/completed_by/")

    admin.post(edit + "questions/completed_by/", filled(page, text_es="¿Quién lo llena?"))

    after = document_of(draft)
    part = Part(PartKind.QUESTION, "completed_by")
    assert read(after, part)["text"]["es"] == "¿Quién lo llena?"
    changed = read(after, part)
    changed["text"]["es"] = read(before, part)["text"]["es"]
    assert changed == read(before, part)


def test_option_is_added_and_another_removed(admin, edit, draft):
    page = admin.get(edit + "questions/previous_ketamine/")
    new = len(page.context["form"].options)
    changes = {
        f"option_{new}_value": "long_ago",
        f"option_{new}_label_en": "Long ago",
        "option_0_removed": "on",
    }

    admin.post(edit + "questions/previous_ketamine/", filled(page, **changes))

    part = read(document_of(draft), Part(PartKind.QUESTION, "previous_ketamine"))
    before = json.loads(draft.document)
    old = read(before, Part(PartKind.QUESTION, "previous_ketamine"))["options"]
    added = {"value": "long_ago", "label": {"en": "Long ago"}}
    assert part["options"] == [*old[1:], added]


def test_value_without_a_label_is_an_error_that_keeps_what_was_typed(admin, edit, draft):
    page = admin.get(edit + "questions/previous_ketamine/")
    new = len(page.context["form"].options)

    answer = admin.post(
        edit + "questions/previous_ketamine/", filled(page, **{f"option_{new}_value": "long_ago"})
    )

    assert answer.status_code == 422
    assert 'value="long_ago"' in answer.content.decode()
    assert "Write both the value and its label." in words_of(answer)
    assert QuestionSetVersion.objects.get(pk=draft.pk).sha256 == draft.sha256


def test_second_writer_sees_what_the_first_one_saved(admin, edit, draft):
    page = admin.get(edit + "parameters/high_systolic/")
    admin.post(edit + "parameters/high_systolic/", filled(page, value="165"))

    late = admin.post(edit + "parameters/high_systolic/", filled(page, value="170"))

    assert late.status_code == 409
    assert "Saved meanwhile by somebody else" in words_of(late)
    assert "Unit mmHg Value 165" in words_of(late)
    assert 'value="170"' in late.content.decode()
    assert document_of(draft)["parameters"]["high_systolic"]["value"] == 165

    again = admin.post(edit + "parameters/high_systolic/", filled(late))
    assert again.status_code == 302
    assert document_of(draft)["parameters"]["high_systolic"]["value"] == 170


def test_new_rule_gets_its_condition_from_menus(admin, edit, draft):
    page = admin.get(edit + "rules/new/")
    admin.post(
        edit + "rules/new/",
        filled(
            page, key="very-high", title_en="Very high", rationale="x", sources="Clinic default"
        ),
    )
    where = edit + "rules/very-high/when/"
    asked = admin.get(f"{where}comparison/?fact=blood_pressure.systolic")
    admin.post(
        f"{where}comparison/", filled(asked, operator="more_than", parameter="high_systolic")
    )
    asked = admin.get(f"{where}comparison/?fact=completed_by")
    revision = QuestionSetVersion.objects.get(pk=draft.pk).revision
    admin.post(f"{where}condition/", {"change": "wrap-any", "path": "", "seen_revision": revision})
    asked = admin.get(f"{where}comparison/?fact=completed_by&how=append")
    admin.post(f"{where}comparison/", {**filled(asked, values=["self"]), "how": "append"})

    rule = read(document_of(draft), Part(PartKind.RULE, "very-high"))
    assert rule["when"] == {
        "any": [
            {"question": "blood_pressure.systolic", "more_than": {"parameter": "high_systolic"}},
            {"question": "completed_by", "equals": "self"},
        ]
    }
    said = words_of(admin.get(f"{where}condition/"))
    assert "The top blood pressure number is more than 160 mmHg (high systolic)" in said


@pytest.mark.parametrize("rule", ["command-voices", "uncontrolled-hypertension"])
def test_comparison_opened_and_saved_changes_no_byte(admin, edit, draft, rule):
    where = f"{edit}rules/{rule}/when/"
    lines = admin.get(f"{where}condition/").context["page"].lines
    for line in [one for one in lines if one.fact]:
        address = f"{where}comparison/?path={line.path}&fact={line.fact}"
        page = admin.get(address)
        assert (
            admin.post(f"{where}comparison/", {**filled(page), "path": line.path}).status_code
            == 302
        )

    assert QuestionSetVersion.objects.get(pk=draft.pk).sha256 == draft.sha256


def test_rule_moves_down_and_is_removed_after_a_question(admin, edit, draft):
    first, second = (one["slug"] for one in document_of(draft)["rules"][:2])
    seen = {"seen_revision": draft.revision}
    admin.post(f"{edit}rules/{first}/move/", {"down": "1", **seen})
    assert [one["slug"] for one in document_of(draft)["rules"][:2]] == [second, first]

    assert "Remove it from the draft" in words_of(admin.get(f"{edit}rules/{first}/remove/"))
    assert document_of(draft)["rules"][1]["slug"] == first
    admin.post(f"{edit}rules/{first}/remove/", {"seen_revision": draft.revision + 1})
    assert first not in [one["slug"] for one in document_of(draft)["rules"]]


def test_whoever_removes_a_part_is_told_what_refers_to_it(admin, edit):
    said = words_of(admin.get(f"{edit}questions/alcohol_frequency/remove/"))
    assert "These refer to it and stay as they are." in said
    assert "heavy_drinking_frequency" in said
    assert "Nothing in the draft refers to it." in words_of(
        admin.get(f"{edit}rules/no-ride-home/remove/")
    )


def test_outline_leads_to_what_was_changed(admin, edit, draft, version):
    said = admin.get(edit).content.decode()
    assert f'{version.get_absolute_url()}difference/{draft.number}/"' in said


def test_new_rule_leads_to_its_condition(admin, edit):
    page = admin.get(f"{edit}rules/new/")
    named = {"key": "new-one", "title_en": "New", "rationale": "x", "sources": "Clinic default"}
    answer = admin.post(f"{edit}rules/new/", filled(page, **named), follow=True)
    assert answer.redirect_chain[-1][0] == f"{edit}rules/new-one/when/condition/"
    assert "Added. Now say when it is raised." in words_of(answer)
    assert "Until there is one the draft is unfinished." in words_of(answer)


def test_saved_part_is_where_the_outline_is_opened(admin, edit):
    page = admin.get(f"{edit}questions/completed_by/")
    answer = admin.post(f"{edit}questions/completed_by/", filled(page, text_es="¿Quién?"))
    assert answer.url == f"{edit}#questions-completed_by"
    assert 'id="questions-completed_by"' in admin.get(edit).content.decode()


def test_button_from_an_old_page_changes_nothing(admin, edit, draft):
    first = document_of(draft)["rules"][0]["slug"]
    admin.post(f"{edit}rules/{first}/move/", {"down": "1", "seen_revision": draft.revision})

    answer = admin.post(
        f"{edit}rules/{first}/remove/", {"seen_revision": draft.revision}, follow=True
    )

    assert "Nothing was changed." in words_of(answer)
    assert first in [one["slug"] for one in document_of(draft)["rules"]]


def test_published_version_is_not_edited(admin, version):
    answer = admin.get(f"/question-sets/{SLUG}/versions/{version.number}/edit/", follow=True)

    assert answer.redirect_chain[-1][0] == version.get_absolute_url()
    assert "Only a draft is edited." in words_of(answer)


@pytest.mark.parametrize(
    "path",
    [
        "nothing/here/",
        "rules/no-such-rule/",
        "rules/no-such-rule/move/",
        "rules/command-voices/enable_when/condition/",
        "questions/completed_by/when/condition/",
    ],
)
def test_what_is_not_there_is_not_found(admin, edit, path):
    assert admin.get(edit + path).status_code == 404


@pytest.mark.parametrize("change", ["", "count-x", "turn-none", "remove", "count-0"])
def test_odd_button_is_no_error(admin, edit, draft, change):
    where = f"{edit}rules/command-voices/when/condition/"
    sent = {"change": change, "path": "x.9", "seen_revision": "nine"}
    assert "Nothing was changed" in words_of(admin.post(where, sent, follow=True))
    assert QuestionSetVersion.objects.get(pk=draft.pk).sha256 == draft.sha256


def test_clinician_and_other_clinic_do_not_edit(signed_in, alice, edit):
    assert signed_in(alice).get(edit).status_code == 403
