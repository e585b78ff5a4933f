"""The shipped question set with every gate open, and answers of somebody without any risk."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from screening.rules import Document, Question, QuestionType, parse_document

Json = dict[str, Any]

SHIPPED = Path(__file__).parents[2] / "fixtures" / "question_sets" / "ketamine-pre-treatment.json"
GATES = ("enable_when", "optional_when")
HARMLESS = ("no", "never", "none", "not_born_with_uterus", "yes", "self")
READING_DAYS_AGO = 6


def source() -> Json:
    """Everybody is asked everything, so all contenders have the same questions; its example
    patients are left out, since their outcomes rest on the gates."""
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
    for section in shipped["sections"]:
        section["questions"] = [
            {key: value for key, value in question.items() if key not in GATES}
            for question in section["questions"]
        ]
    del shipped["cases"]
    return shipped


@cache
def document() -> Document:
    return parse_document(source())


def fields(question: Question, today: date) -> Mapping[str, str | list[str]]:
    """What a patient fills in on our page of this question."""
    match question.type:
        case QuestionType.BLOOD_PRESSURE:
            day = today - timedelta(days=READING_DAYS_AGO)
            measured = {"systolic": "118", "diastolic": "76", "method": "arm_cuff"}
            return measured | _date_fields("measured_on", day)
        case QuestionType.MEDICINES:
            return {"name-0": "sertraline 100 mg", "dose-0": "", "frequency-0": ""}
        case QuestionType.DATE:
            return _date_fields("answer", date(1984, 3, 27))
        case QuestionType.TEXT:
            return {"answer": "penicillin"}
        case QuestionType.ACKNOWLEDGEMENTS:
            return {"answer": [option.value for option in question.options]}
        case _:
            return {"answer": choice(question)}


def choice(question: Question) -> str:
    """The most harmless of the answers that say something."""
    offered = [option.value for option in question.options if not option.unknown]
    return next((value for value in HARMLESS if value in offered), offered[-1])


def _date_fields(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}_day": str(day.day),
        f"{name}_month": str(day.month),
        f"{name}_year": str(day.year),
    }
