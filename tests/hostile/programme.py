"""Hostile values in every field of every form, and into every command that reads.

`script/hostile`, which is not part of `script/test`: that tries a slice. Every value comes into
every kind of field, and every field bears a value of every family: about twenty thousand requests,
where each value in each field would be four hundred thousand. HOSTILE_WHOLE=on tries these,
HOSTILE_FAMILY=shapes one family alone.
"""

import itertools
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tests.hostile.commands import READING, read_by
from tests.hostile.strings import Value, families
from tests.hostile.trying import Place, fields, look, places, tried
from tests.journeys.documents import Form, Page
from tests.matrix.cells import Desk
from tests.matrix.forms import Forms

pytestmark = pytest.mark.django_db

IS_WHOLE = os.environ.get("HOSTILE_WHOLE") == "on"
FAMILY = os.environ.get("HOSTILE_FAMILY", "")
FAMILIES = {name: each for name, each in families().items() if FAMILY in ("", name)}
VALUES = [value for each in FAMILIES.values() for value in each]
CHOICES = {"radio", "checkbox", "option"}


@dataclass(frozen=True)
class Box:
    """One field of one form."""

    place: Place
    form: Form = field(repr=False, hash=False)
    name: str
    kind: str


class Tally:
    def __init__(self) -> None:
        self.statuses, self.wrong = Counter[int](), Counter[str]()

    @property
    def count(self) -> int:
        return self.statuses.total()

    def keep(self, box: Box, value: object, came: tuple[int, list[str]]) -> None:
        self.statuses[came[0]] += 1
        for what in came[1]:
            self.wrong[f"{box.place.name}, {box.name}: {what}, {str(value)[:30]!r}"] += 1


def say(capsys, text: str) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{text}\n")


def boxes(desk: Desk, forms: Forms) -> Iterator[Box]:
    """Every field of every kind of form."""
    seen = set[tuple[str, tuple[str, ...]]]()
    for place in places(desk, forms):
        for form in Page(look(desk, place.actor, place.address)).forms:
            kind = (form.action or place.name, tuple(one.name for one in fields(form)))
            if kind not in seen:
                seen.add(kind)
                yield from (Box(place, form, one.name, one.kind) for one in fields(form))


def planned(found: list[Box]) -> Iterator[tuple[Box, Value]]:
    """Which value comes into which field. What is chosen, not typed, is one kind."""
    if IS_WHOLE:
        yield from itertools.product(found, VALUES)
        return
    by_kind = defaultdict[str, list[Box]](list)
    for number, box in enumerate(found):
        by_kind["choice" if box.kind in CHOICES else box.kind].append(box)
        yield from ((box, values[number % len(values)]) for values in FAMILIES.values())
    for alike in by_kind.values():
        yield from zip(itertools.cycle(alike), VALUES)


def test_every_form_bears_every_value(desk, forms, capsys):
    tally, found = Tally(), list(boxes(desk, forms))
    kinds = Counter(box.kind for box in found)
    say(capsys, f"{len(found)} fields, {dict(kinds)}; {len(VALUES)} values")
    for box, value in planned(found):
        tally.keep(box, value, tried(desk, box.place, box.form, {box.name: value}))
    say(capsys, f"{tally.count} requests: {dict(sorted(tally.statuses.items()))}")

    assert not tally.wrong, "\n".join(
        f"{times} times: {what}" for what, times in tally.wrong.most_common(80)
    )


@pytest.mark.parametrize("command", READING)
def test_every_command_bears_every_value(command, world, monkeypatch, capsys):
    refused = Counter(read_by(command, value, world, monkeypatch) for value in VALUES)
    say(capsys, f"{command}: {dict(refused)}")

    assert set(refused) <= {"done", "refused in words"}
