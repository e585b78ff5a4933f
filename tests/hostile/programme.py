"""Every value in every field of every form, and into every command that reads: `script/hostile`.

Not part of `script/test`, which tries a slice; it takes hours. HOSTILE_STEP=10 takes each tenth,
HOSTILE_FAMILY=shapes one family.
"""

import os
import sys
from collections import Counter

import pytest

from tests.hostile.commands import READING, read_by
from tests.hostile.strings import families
from tests.hostile.trying import Place, fields, look, places, tried
from tests.journeys.documents import Form, Page

pytestmark = pytest.mark.django_db

STEP = int(os.environ.get("HOSTILE_STEP", "1"))
FAMILY = os.environ.get("HOSTILE_FAMILY", "")
VALUES = [value for name, each in families().items() if FAMILY in ("", name) for value in each]


class Tally:
    def __init__(self) -> None:
        self.statuses, self.wrong = Counter[int](), Counter[str]()

    @property
    def count(self) -> int:
        return self.statuses.total()

    def keep(self, place: Place, field: str, value: object, came: tuple[int, list[str]]) -> None:
        self.statuses[came[0]] += 1
        for what in came[1]:
            self.wrong[f"{place.name}, {field}: {what}, {str(value)[:30]!r}"] += 1


def say(capsys, text: str) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{text}\n")


def test_every_form_bears_every_value(desk, forms, capsys):
    tally, seen, boxes = Tally(), set[tuple[str, tuple[str, ...]]](), 0
    for place in places(desk, forms):
        for form in Page(look(desk, place.actor, place.address)).forms:
            kind = (form.action or place.name, tuple(one.name for one in fields(form)))
            if kind not in seen:
                seen.add(kind)
                boxes += len(fields(form))
                bear(desk, place, form, tally)
    say(capsys, f"{boxes} fields of {len(seen)} forms, {len(VALUES[::STEP])} values for each")
    say(capsys, f"{tally.count} requests: {dict(sorted(tally.statuses.items()))}")

    assert not tally.wrong, "\n".join(
        f"{times} times: {what}" for what, times in tally.wrong.most_common(80)
    )


def bear(desk, place: Place, form: Form, tally: Tally) -> None:
    """Which of the values a step takes differs from field to field."""
    for field in fields(form):
        for value in VALUES[tally.count % STEP :: STEP]:
            tally.keep(place, field.name, value, tried(desk, place, form, {field.name: value}))


@pytest.mark.parametrize("command", READING)
def test_every_command_bears_every_value(command, world, monkeypatch, capsys):
    refused = Counter(read_by(command, value, world, monkeypatch) for value in VALUES[::STEP])
    say(capsys, f"{command}: {dict(refused)}")

    assert set(refused) <= {"done", "refused in words"}
