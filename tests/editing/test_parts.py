"""One part of a document at a time: what is not touched stays to the byte."""

import json
from pathlib import Path

import pytest

from screening.editing import parts
from screening.editing.parts import NoSuchPart, Part, PartExists, PartKind

SHIPPED = Path(__file__).parents[2] / "fixtures" / "question_sets" / "ketamine-pre-treatment.json"
SET = json.loads(SHIPPED.read_text(encoding="utf-8"))
EVERY = [
    Part(PartKind.SET),
    *(Part(PartKind.SECTION, one["slug"]) for one in SET["sections"]),
    *(
        Part(PartKind.QUESTION, question["link_id"])
        for one in SET["sections"]
        for question in one["questions"]
    ),
    *(Part(PartKind.RULE, one["slug"]) for one in SET["rules"]),
    *(Part(PartKind.PARAMETER, name) for name in SET["parameters"]),
    *(Part(PartKind.PATIENT_TEXT, name) for name in SET["patient_texts"]),
    *(Part(PartKind.CASE, one["id"]) for one in SET["cases"][:3]),
]


def link_ids(document, section=0):
    return [one["link_id"] for one in document["sections"][section]["questions"]]


def test_every_part_written_as_it_was_read_changes_nothing():
    for part in EVERY:
        assert parts.write(SET, part, parts.read(SET, part)) == SET, part


def test_written_part_leaves_all_others():
    part = Part(PartKind.RULE, SET["rules"][3]["slug"])

    changed = parts.write(SET, part, {**parts.read(SET, part), "topic": "other"})

    assert changed["rules"][3] == {**SET["rules"][3], "topic": "other"}
    del changed["rules"][3]
    assert {**SET, "rules": [*SET["rules"][:3], *SET["rules"][4:]]} == changed


def test_key_never_changes():
    part = Part(PartKind.QUESTION, "completed_by")

    changed = parts.write(SET, part, {**parts.read(SET, part), "link_id": "other"})

    assert link_ids(changed) == link_ids(SET)


def test_section_keeps_its_questions():
    part = Part(PartKind.SECTION, "about-you")

    changed = parts.write(SET, part, {"title": {"en": "You"}})

    assert link_ids(changed) == link_ids(SET)
    assert changed["sections"][0]["title"] == {"en": "You"}


def test_question_is_added_at_the_end_of_its_section():
    changed = parts.add(SET, Part(PartKind.QUESTION, "new"), {"type": "text"}, "about-you")

    assert changed["sections"][0]["questions"][-1] == {"link_id": "new", "type": "text"}
    assert link_ids(changed)[:-1] == link_ids(SET)


@pytest.mark.parametrize(
    "part", [Part(PartKind.QUESTION, "completed_by"), Part(PartKind.RULE, "command-voices")]
)
def test_taken_name_is_refused(part):
    with pytest.raises(PartExists):
        parts.add(SET, part, {}, "about-you")


def test_question_moves_within_its_section_and_on_to_the_next():
    first, second, *_ = link_ids(SET)
    down = parts.move(SET, Part(PartKind.QUESTION, first), 1)
    assert link_ids(down)[:2] == [second, first]

    last = link_ids(SET)[-1]
    on = parts.move(SET, Part(PartKind.QUESTION, last), 1)
    assert link_ids(on, 1) == [last, *link_ids(SET, 1)]
    assert parts.move(on, Part(PartKind.QUESTION, last), -1) == SET


@pytest.mark.parametrize(("place", "step"), [(0, -1), (-1, 1)])
def test_what_is_at_the_very_end_stays(place, step):
    assert parts.move(SET, Part(PartKind.RULE, SET["rules"][place]["slug"]), step) == SET


@pytest.mark.parametrize("kind", [one for one in PartKind if one is not PartKind.SET])
def test_removed_part_is_gone_and_no_other(kind):
    part, *others = [one for one in EVERY if one.kind is kind]

    changed = parts.remove(SET, part)

    with pytest.raises(NoSuchPart):
        parts.read(changed, part)
    assert [parts.read(changed, other) for other in others[:5]] == [
        parts.read(SET, other) for other in others[:5]
    ]
