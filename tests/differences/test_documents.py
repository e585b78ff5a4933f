"""Two documents side by side: every edit is told once, and nothing else is."""

import copy

import pytest
from hypothesis import given, settings

from screening.differences import Change, Kind, Subject, compare
from screening.rules import Severity, parse_document
from screening.rules.conditions import Comparison
from tests.rules.small import choice, document, option, question, rule
from tests.rules.strategies import documents

FEW = settings(max_examples=30)
BASE = document(
    [choice("smokes"), choice("drinks"), question("note", "text")],
    [rule("smoking", {"question": "smokes", "equals": "yes"})],
)


def after(edit):
    """The changes that an edit of the base makes."""
    edited = copy.deepcopy(BASE)
    edit(edited)
    return compare(parse_document(BASE), parse_document(edited))


def questions(data):
    return data["sections"][0]["questions"]


@FEW
@given(documents())
def test_document_does_not_differ_from_itself(source):
    one = parse_document(source)
    assert compare(one, one) == ()


@FEW
@given(documents(), documents())
def test_other_bytes_are_always_told(one, other):
    before, now = parse_document(one), parse_document(other)
    assert (compare(before, now) == ()) == (before.sha256 == now.sha256)


def test_question_added_and_removed():
    def edit(data):
        questions(data)[2] = question("remark", "text")

    assert after(edit) == (
        Change(Subject.QUESTION, "note", Kind.REMOVED),
        Change(Subject.QUESTION, "remark", Kind.ADDED),
    )


def test_one_question_moved_is_one_move():
    def edit(data):
        questions(data).insert(0, questions(data).pop())

    assert after(edit) == (Change(Subject.QUESTION, "note", Kind.MOVED),)


def test_question_moved_to_another_section_says_which():
    def edit(data):
        moving = questions(data).pop()
        data["sections"].append({"slug": "end", "title": {"en": "End"}, "questions": [moving]})

    here = BASE["sections"][0]["slug"]
    assert after(edit) == (
        Change(Subject.SECTION, "end", Kind.ADDED),
        Change(Subject.QUESTION, "note", Kind.MOVED, "section", "", here, "end"),
    )


def test_text_is_told_by_language():
    def edit(data):
        questions(data)[0]["text"] = {"en": "Do you smoke now?", "es": "¿Fuma ahora?"}

    was = BASE["sections"][0]["questions"][0]["text"]["en"]
    assert after(edit) == (
        Change(Subject.QUESTION, "smokes", Kind.CHANGED, "text", "en", was, "Do you smoke now?"),
        Change(Subject.QUESTION, "smokes", Kind.CHANGED, "text", "es", None, "¿Fuma ahora?"),
    )


def test_gate_is_told_as_a_condition():
    def edit(data):
        questions(data)[1]["enable_when"] = {"question": "smokes", "equals": "yes"}

    gate = Comparison("smokes", "", "equals", "yes")
    assert after(edit) == (
        Change(Subject.QUESTION, "drinks", Kind.CHANGED, "enable_when", "", None, gate),
    )


def test_option_that_no_longer_counts_as_unknown():
    unsure, sure = copy.deepcopy(BASE), copy.deepcopy(BASE)
    questions(unsure)[0]["options"].append({**option("sometimes"), "unknown": True})
    questions(sure)[0]["options"].append(option("sometimes"))

    assert compare(parse_document(unsure), parse_document(sure)) == (
        Change(Subject.OPTION, "smokes/sometimes", Kind.CHANGED, "unknown", "", True, False),
    )


def test_rule_that_became_grave():
    def edit(data):
        data["rules"][0]["severity"] = "urgent"

    (change,) = [one for one in after(edit) if one.aspect == "severity"]
    assert (change.before, change.after) == (Severity.CAUTION, Severity.URGENT)


@pytest.mark.parametrize("key", ["rationale", "sources", "topic", "strength"])
def test_each_part_of_a_rule_is_told(key):
    def edit(data):
        data["rules"][0][key] = ["Another"] if key == "sources" else "another"

    assert [(one.name, one.aspect) for one in after(edit)] == [("smoking", key)]


def test_what_is_only_written_otherwise_is_told_too():
    def edit(data):
        questions(data)[2]["required"] = False

    assert "required" not in questions(BASE)[2] or questions(BASE)[2]["required"] is not False
    assert len(after(edit)) == 1
