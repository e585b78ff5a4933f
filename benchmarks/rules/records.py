"""Complete answers of patients who are mostly well, and the facts that two-valued rules want."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from benchmarks.rules.rule_set import GRADED, GRADES, SEVERAL, YES_NO

TODAY = date(2026, 11, 22)
Json = dict[str, Any]


def answers(count: int, seed: int = 1) -> list[Json]:
    """As a patient's record keeps them; every answer is definite, and raises about 4 rules."""
    chance = random.Random(seed)
    return [_record(chance) for _ in range(count)]


def _record(chance: random.Random) -> Json:
    return {
        "date_of_birth": _days_before(chance.randint(16 * 365, 90 * 365)),
        "blood_pressure": {
            "systolic": chance.randint(85, 190),
            "diastolic": chance.randint(45, 75),
            "measured_on": _days_before(chance.randint(0, 60)),
            "method": "arm_cuff",
        },
        **{link_id: "yes" if chance.random() < 0.15 else "no" for link_id in YES_NO},
        **{link_id: _one(chance, GRADES) for link_id in GRADED},
        **{link_id: _several(chance, values) for link_id, values in SEVERAL.items()},
    }


def _days_before(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def _one(chance: random.Random, values: list[str]) -> str:
    return chance.choice(values) if chance.random() < 0.3 else values[0]


def _several(chance: random.Random, values: list[str]) -> list[str]:
    *some, none = values
    ticked = chance.sample(some, chance.randint(1, 2))
    return sorted(ticked) if chance.random() < 0.3 else [none]


def facts(record: Mapping[str, Any], today: date = TODAY) -> Json:
    """The least that somebody who writes the rules by hand has to make of the answers: an age
    of a date, two numbers of a reading. Nothing is checked."""
    prepared = dict(record)
    born = date.fromisoformat(prepared.pop("date_of_birth"))
    reading = prepared.pop("blood_pressure")
    had_no_birthday_yet = (today.month, today.day) < (born.month, born.day)
    prepared["age_years"] = today.year - born.year - had_no_birthday_yet
    prepared["systolic"] = reading["systolic"]
    prepared["diastolic"] = reading["diastolic"]
    return prepared
