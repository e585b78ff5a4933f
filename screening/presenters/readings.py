"""Blood pressure over time: what the patient reported and what staff measured."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from screening.charts import Limit, Point, blood_pressure_chart
from screening.models import Intake, VitalSign
from screening.presenters.answers import say_answer
from screening.presenters.intake_rows import IntakeRows
from screening.rules import Document, Engine, QuestionType
from screening.rules.answers import DIASTOLIC_RANGE, SYSTOLIC_RANGE, read_day

LIMITS = (("high_systolic", "hold at"), ("high_diastolic", "hold at"))
"""Parameters that are drawn as lines, where a document has them."""


@dataclass(frozen=True)
class Reading:
    """`is_struck`: a correction took its place; it stays to be seen."""

    number: int | None
    day: dt.date | None
    at: dt.datetime | None
    systolic: int | None
    diastolic: int | None
    heart_rate: int | None
    source: str
    note: str
    is_measured: bool
    is_struck: bool
    corrects: str
    reference: str


@dataclass(frozen=True)
class BloodPressure:
    """`chart` is empty when no reading can be drawn."""

    chart: SafeString
    readings: tuple[Reading, ...]


def blood_pressure(rows: IntakeRows, engine: Engine | None) -> BloodPressure:
    """Of one intake, oldest reading first; without an engine only what staff measured."""
    intake = rows.intake
    found = measured(rows.vital_signs, intake.clinic.zone, intake.reference)
    if engine:
        found += reported(intake, engine.document)
    return charted(found, limits(engine.parameters if engine else {}))


def charted(readings: Iterable[Reading], lines: Sequence[Limit]) -> BloodPressure:
    ordered = tuple(in_order(readings))
    drawn = points(ordered)
    title = f"Blood pressure over time, {len(drawn)} readings; the table lists them."
    return BloodPressure(blood_pressure_chart(points=drawn, limits=lines, title=title), ordered)


def measured(
    vital_signs: Iterable[VitalSign], zone: dt.tzinfo, reference: str = ""
) -> list[Reading]:
    """Rows as recorded, a correction with the row that it corrects among them."""
    rows = list(vital_signs)
    struck = {row.corrects_id for row in rows}
    by_number = {row.pk: row for row in rows}
    return [
        Reading(
            number=row.pk,
            day=row.measured_at.astimezone(zone).date(),
            at=row.measured_at,
            systolic=row.legible("systolic"),
            diastolic=row.legible("diastolic"),
            heart_rate=row.legible("heart_rate"),
            source=f"Measured here by {row.recorded_by.name}",
            note=row.said("note"),
            is_measured=True,
            is_struck=row.pk in struck,
            corrects=str(by_number[row.corrects_id]) if row.corrects_id else "",
            reference=reference,
        )
        for row in rows
    ]


def reported(intake: Intake, document: Document) -> list[Reading]:
    """The patient's own reading, if the document asks for one and it has numbers."""
    question = next(
        (one for one in document.questions.values() if one.type is QuestionType.BLOOD_PRESSURE),
        None,
    )
    answers = intake.legible("answers") or {}
    answer = answers.get(question.link_id) if question else None
    if question is None or not isinstance(answer, Mapping):
        return []
    top, bottom = _whole(answer.get("systolic")), _whole(answer.get("diastolic"))
    if top is None and bottom is None:
        return []
    words = say_answer(document, question, {"method": answer.get("method")}, document.language)
    return [_reported(intake, answer, top, bottom, words.words.lines[1:])]


def _reported(
    intake: Intake,
    answer: Mapping[str, Any],
    top: int | None,
    bottom: int | None,
    method: tuple[str, ...],
) -> Reading:
    how = f": {method[0].lower()}" if method else ""
    return Reading(
        number=None,
        day=read_day(answer.get("measured_on")),
        at=None,
        systolic=top,
        diastolic=bottom,
        heart_rate=None,
        source=f"Reported by the patient{how}",
        note="",
        is_measured=False,
        is_struck=False,
        corrects="",
        reference=intake.reference,
    )


def in_order(readings: Iterable[Reading]) -> list[Reading]:
    """Oldest first; those without a date before all."""
    least = dt.datetime.min.replace(tzinfo=dt.UTC)
    return sorted(readings, key=lambda one: (one.day or dt.date.min, one.at or least))


def points(readings: Iterable[Reading]) -> list[Point]:
    """Only what can be true is drawn: the table shows the rest as it was typed."""
    return [
        Point(one.day, one.systolic, one.diastolic, one.is_measured)
        for one in in_order(readings)
        if one.systolic is not None
        and one.diastolic is not None
        and not one.is_struck
        and SYSTOLIC_RANGE[0] <= one.systolic <= SYSTOLIC_RANGE[1]
        and DIASTOLIC_RANGE[0] <= one.diastolic <= DIASTOLIC_RANGE[1]
        and one.systolic > one.diastolic
    ]


def limits(parameters: Mapping[str, Any]) -> list[Limit]:
    """`parameters` as a screening keeps them: the numbers that it was made with."""
    return [
        Limit(int(parameters[name]), f"{label} {parameters[name]}")
        for name, label in LIMITS
        if isinstance(parameters.get(name), int | float)
    ]


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
