"""Reading an answer, however odd, into facts that conditions compare.

A fact never guesses. A number is an interval: exact when known, from minus to plus
infinity when unknown, NaN when there is nothing to compare, for which Python finds every
comparison false. A value is None when unknown. A set of values holds None when more
could be in it.
"""

import math
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from screening.rules.questions import Question, QuestionType

NOT_SURE = "not_sure"
PREFER_NOT_TO_SAY = "prefer_not_to_say"
DOES_NOT_APPLY = "does_not_apply"
"""Offered where a question is asked only because its gate is unknown: a definite answer."""

OLDEST_YEARS = 110
SYSTOLIC_RANGE = (60, 260)
DIASTOLIC_RANGE = (30, 160)
TYPED_RANGE = (0, 300)
SMALLEST_PULSE_PRESSURE = 10
"""mmHg between top and bottom; a pair closer than this was mistyped or swapped."""

Answers = Mapping[str, object]
"""By link id; any JSON, or anything at all."""

Facts = tuple[Any, ...]
"""Numbers, values, sets of values and claims; which stands where is said by `shape`."""


@dataclass(frozen=True)
class Recognition:
    """What one medicine row was found to be; `certain` is False for a near match or none."""

    classes: frozenset[str]
    certain: bool


Recognise = Callable[[object], Recognition]


Reading = tuple[Facts, bool]
"""An answer as facts, in the order of `shape(question)`, and whether it counts as answered."""


@dataclass(frozen=True)
class Shape:
    """Where each attribute of a question stands among its facts, and the standing readings."""

    slots: Mapping[str, int]
    unknown: Facts
    absent: Facts
    nothing: Facts


_OBJECTS = (dict, Mapping)  # dict first: what is one need not be asked whether it acts as one
_LISTS = (list, tuple)
_NUMBERS = (int, float)
_NO_TEXTS = frozenset({NOT_SURE, PREFER_NOT_TO_SAY, DOES_NOT_APPLY})
_UNKNOWN_NUMBER = (-math.inf, math.inf)
_ABSENT_NUMBER = (math.nan, math.nan)
_ABSENT_VALUE = ""
_INCOMPLETE: frozenset[str | None] = frozenset({None})
_EMPTY: frozenset[str | None] = frozenset()

_VALUE = Shape({"": 0}, (None,), (_ABSENT_VALUE,), (_ABSENT_VALUE,))
_VALUES = Shape({"": 0}, (_INCOMPLETE,), (_EMPTY,), (_EMPTY,))
_TEXT = Shape({"": 0}, (None,), ("",), ("",))
_DATE = Shape(
    {"age_years": 0, "days_ago": 2},
    _UNKNOWN_NUMBER * 2,
    _ABSENT_NUMBER * 2,
    _ABSENT_NUMBER * 2,
)
_BLOOD_PRESSURE = Shape(
    {
        "systolic": 0,
        "diastolic": 2,
        "days_ago": 4,
        "highest": 6,
        "lowest": 8,
        "method": 10,
        "plausible": 11,
    },
    (*_UNKNOWN_NUMBER * 5, None, None),
    (*_ABSENT_NUMBER * 5, _ABSENT_VALUE, _ABSENT_VALUE),
    (*_ABSENT_NUMBER * 5, _ABSENT_VALUE, _ABSENT_VALUE),
)
_MEDICINES = Shape(
    {"classes": 0, "count": 1, "unrecognised": 3},
    (_INCOMPLETE, *_UNKNOWN_NUMBER * 2),
    (_EMPTY, *_ABSENT_NUMBER * 2),
    (_EMPTY, 0, 0, 0, 0),
)

_SHAPES: Mapping[QuestionType, Shape] = {
    QuestionType.DATE: _DATE,
    QuestionType.CHOICE: _VALUE,
    QuestionType.CHOICES: _VALUES,
    QuestionType.TEXT: _TEXT,
    QuestionType.ACKNOWLEDGEMENTS: _VALUES,
    QuestionType.BLOOD_PRESSURE: _BLOOD_PRESSURE,
    QuestionType.MEDICINES: _MEDICINES,
}


def shape(question: Question) -> Shape:
    return _SHAPES[question.type]


def is_blank(answer: object) -> bool:
    """Nothing was given: None, white text, or a list or object of nothing but those."""
    if isinstance(answer, _OBJECTS):
        return all(_is_empty(value) for value in answer.values())
    if isinstance(answer, _LISTS):
        return all(_is_empty(part) or _is_blank_row(part) for part in answer)
    return _is_empty(answer)


def _is_empty(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, (list, tuple, dict)) and not value)


def _is_blank_row(row: object) -> bool:
    return isinstance(row, Mapping) and all(_is_empty(value) for value in row.values())


def declines(answer: object) -> bool:
    """The patient said that the question does not apply."""
    return answer in (DOES_NOT_APPLY, [DOES_NOT_APPLY])


def fold(text: str) -> str:
    """Text as it is compared: no case, no accents."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


Reader = Callable[[object, date], Reading]


def reader(question: Question, recognise: Recognise) -> Reader:
    """A total function from any answer and the day it is read to a reading."""
    if question.type is QuestionType.CHOICE:
        return _choice_reader(question)
    if question.type in (QuestionType.CHOICES, QuestionType.ACKNOWLEDGEMENTS):
        return _choices_reader(question)
    if question.type is QuestionType.BLOOD_PRESSURE:
        return _blood_pressure_reader(question)
    if question.type is QuestionType.MEDICINES:
        return _medicines_reader(recognise)
    return _read_date if question.type is QuestionType.DATE else _read_text


def read_day(answer: object) -> date | None:
    """An ISO date, YYYY-MM-DD; None for anything else."""
    if not isinstance(answer, str) or len(answer) != 10 or answer[4] + answer[7] != "--":
        return None
    try:
        return date.fromisoformat(answer)
    except ValueError:
        return None


def age_in_years(born: date, today: date) -> int:
    """Whole years lived; somebody born on 29 February is a year older on 1 March."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _choice_reader(question: Question) -> Reader:
    unknown = (_VALUE.unknown, False)
    readings = {value: ((value,), True) for value in question.definite_values}

    def read(answer: object, _today: date) -> Reading:
        return readings.get(answer, unknown) if isinstance(answer, str) else unknown

    return read


def _choices_reader(question: Question) -> Reader:
    offered = question.definite_values
    unknown = (_VALUES.unknown, False)

    def read(answer: object, _today: date) -> Reading:
        if not isinstance(answer, _LISTS) or not answer:
            return unknown
        ticked = _ticks(answer)
        if ticked <= offered:
            return ((ticked,), True)
        return ((ticked & offered | _INCOMPLETE,), False)

    return read


def _ticks(answer: Iterable[object]) -> frozenset[object]:
    try:
        return frozenset(answer)
    except TypeError:  # a list or an object is among them: no option, like None
        return frozenset(tick if isinstance(tick, str) else None for tick in answer)


def _read_text(answer: object, _today: date) -> Reading:
    if not isinstance(answer, str) or answer in _NO_TEXTS or is_blank(answer):
        return (_TEXT.unknown, False)
    return ((fold(answer),), True)


def _read_date(answer: object, today: date) -> Reading:
    day = read_day(answer)
    if day is None or day > today:
        return (_DATE.unknown, False)
    age, days = age_in_years(day, today), (today - day).days
    if age > OLDEST_YEARS:
        return (_DATE.unknown, False)
    return ((age, age, days, days), True)


def _blood_pressure_reader(question: Question) -> Reader:
    methods = question.definite_values

    def read(answer: object, today: date) -> Reading:
        if not isinstance(answer, _OBJECTS) or not answer or answer.get("known") is False:
            return (_BLOOD_PRESSURE.unknown, False)
        top, bottom = _number(answer.get("systolic")), _number(answer.get("diastolic"))
        day = read_day(answer.get("measured_on"))
        if top is None or bottom is None or not _is_plausible(top, bottom, day, today):
            return ((*_UNKNOWN_NUMBER * 3, *_extremes(top, bottom), None, False), False)
        days = _UNKNOWN_NUMBER if day is None else ((today - day).days,) * 2
        method = answer.get("method")
        known_method = method if isinstance(method, str) and method in methods else None
        pair = (top, top, bottom, bottom)
        return ((*pair, *days, *pair, known_method, True), True)

    return read


def is_reading(question: Question, answer: object, today: date) -> bool:
    """Whether the answer to a question about blood pressure can be right and is whole."""
    return _blood_pressure_reader(question)(answer, today)[1]


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, _NUMBERS):
        return None
    return value if abs(value) <= sys.float_info.max else None  # a whole number can be longer


def _is_plausible(top: float, bottom: float, day: date | None, today: date) -> bool:
    return (
        top - bottom >= SMALLEST_PULSE_PRESSURE
        and SYSTOLIC_RANGE[0] <= top <= SYSTOLIC_RANGE[1]
        and DIASTOLIC_RANGE[0] <= bottom <= DIASTOLIC_RANGE[1]
        and (day is None or day <= today)
    )


def _extremes(top: float | None, bottom: float | None) -> tuple[float, ...]:
    """Highest and lowest of the typed numbers, in either order.

    With one number alone the highest is at least that and the lowest at most that, so a
    crisis number typed alone still asks about symptoms, and a calm one alone clears nothing.
    """
    least, most = TYPED_RANGE
    typed = [n for n in (top, bottom) if n is not None and least <= n <= most]
    if not typed:
        return _UNKNOWN_NUMBER * 2
    high, low = max(typed), min(typed)
    return (high, high, low, low) if len(typed) == 2 else (high, most, least, low)


def _medicines_reader(recognise: Recognise) -> Reader:
    def read(answer: object, _today: date) -> Reading:
        if not isinstance(answer, _LISTS) or is_blank(answer):
            return (_MEDICINES.unknown, False)
        rows = [row for row in answer if not _is_blank_row(row)]
        named = [row for row in rows if _is_named(row)]
        found = [recognise(row) for row in named]
        classes: frozenset[str | None] = frozenset().union(*(one.classes for one in found))
        nameless = len(rows) - len(named)
        unsure = nameless + sum(not one.certain for one in found)
        facts = (classes | _INCOMPLETE if nameless else classes, *(len(rows),) * 2, *(unsure,) * 2)
        return (facts, not nameless)

    return read


def _is_named(row: object) -> bool:
    name = row.get("name") if isinstance(row, Mapping) else None
    return isinstance(name, str) and bool(name.strip())
