"""Differences in words that somebody who is no programmer can read."""

import copy

import pytest

from screening.differences import compare, effects
from screening.medicines import shipped_vocabulary
from screening.presenters.differences import (
    ChangeGroup,
    ChangeLine,
    change_groups,
    effect_lines,
)
from screening.rules import parse_document
from tests.rules.small import blood_pressure, choice, document, rule

BASE = document(
    [choice("smokes"), choice("often"), blood_pressure()],
    [rule("high", {"question": "bp.systolic", "at_least": {"parameter": "high"}})],
    parameters={"high": {"value": 160, "unit": "mmHg", "help": "High"}},
)


def told(edit):
    edited = copy.deepcopy(BASE)
    edit(edited)
    before, after = parse_document(BASE), parse_document(edited)
    return change_groups(compare(before, after), before, after)


def line(edit):
    ((only,),) = (group.lines for group in told(edit))
    return only


def question(data, place):
    return data["sections"][0]["questions"][place]


def test_gate_reads_as_a_sentence():
    def edit(data):
        question(data, 0)["text"] = question(BASE, 0)["text"]
        question(data, 1)["enable_when"] = {"question": "smokes", "equals": "yes"}

    asked = question(BASE, 0)["text"]["en"]
    label = next(one for one in question(BASE, 0)["options"] if one["value"] == "yes")["label"]
    assert line(edit) == ChangeLine(
        name=f"“{question(BASE, 1)['text']['en']}”",
        key="often",
        what="asked when",
        before="always",
        after=f"“{asked}” is “{label['en']}”",
    )


def test_parameter_shows_both_values():
    def edit(data):
        data["parameters"]["high"]["value"] = 165

    assert told(edit) == (
        ChangeGroup("Parameters", (ChangeLine("high", "high", "value", "160", "165"),)),
    )


def test_what_went_is_named_as_it_was():
    def edit(data):
        del data["sections"][0]["questions"][1]

    name = f"“{question(BASE, 1)['text']['en']}”"
    assert line(edit) == ChangeLine(name, "often", "removed")


@pytest.mark.parametrize(
    ("key", "value", "what", "before", "after"),
    [
        ("severity", "urgent", "severity", "caution", "urgent"),
        ("verify", True, "still to be verified", "no", "yes"),
        ("sources", ["A label"], "sources", "; ".join(BASE["rules"][0]["sources"]), "A label"),
    ],
)
def test_rule_says_what_became_of_it(key, value, what, before, after):
    changed = line(lambda data: data["rules"][0].update({key: value}))
    assert (changed.what, changed.before, changed.after) == (what, before, after)


def test_effect_is_told_with_a_patient():
    edited = copy.deepcopy(BASE)
    edited["parameters"]["high"]["value"] = 165
    before, after = parse_document(BASE), parse_document(edited)

    (told,) = effect_lines(effects(before, after, shipped_vocabulary()), before, after)

    assert told.words == "raised before and clear now, for this patient"
    ((asked, answered),) = told.answers
    assert asked == BASE["sections"][0]["questions"][2]["text"]["en"]
    assert 160 <= int(answered.partition("/")[0]) < 165


def test_same_meaning_is_no_effect():
    one = parse_document(BASE)
    assert effect_lines(effects(one, one, shipped_vocabulary()), one, one) == ()
