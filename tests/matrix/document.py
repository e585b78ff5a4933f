"""A small question set in which every text that somebody may read carries a mark."""

from collections.abc import Callable
from typing import Any

Mark = Callable[[str], str]
READING = {"systolic": 118, "diastolic": 76, "measured_on": "2026-11-15", "method": "arm_cuff"}


def document(slug: str, mark: Mark) -> dict[str, Any]:
    """`mark(kind)` makes a new mark: "title", "question" for patients too, or "rule"."""
    return {
        "slug": slug,
        "title": both(mark("title")),
        "treatment": both(mark("question")),
        "language": "en",
        "parameters": {"limit": {"value": 150, "unit": "mmHg", "help": mark("rule")}},
        "sections": [
            {"slug": "all", "title": both(mark("question")), "questions": questions(mark)},
        ],
        "rules": [
            rule("danger", "urgent", mark, priority="now", patient_text="crisis"),
            rule("artery", "contraindication", mark),
            {
                **rule("pressure", "caution", mark),
                "when": {"question": "pressure.systolic", "at_least": {"parameter": "limit"}},
            },
        ],
        "patient_texts": {
            "review": both(mark("question")),
            "crisis": both(mark("question")),
        },
        "cases": [
            {
                "id": "c-1",
                "description": mark("rule"),
                "today": "2026-11-21",
                "answers": {"artery": "yes", "danger": "no", "pressure": READING},
                "level": "contraindication",
                "raised": ["artery"],
                "undetermined": [],
                "unknown_questions": [],
            }
        ],
    }


def questions(mark: Mark) -> list[dict[str, Any]]:
    pressure = question("pressure", "blood_pressure", mark)
    pressure["options"] = [option("arm_cuff", mark), option("not_sure", mark, unknown=True)]
    return [
        choice("danger", mark),
        choice("artery", mark),
        {**pressure, "required": False},
        {**question("medicines", "medicines", mark), "required": False},
        {**question("allergies", "text", mark), "required": False},
    ]


def choice(link_id: str, mark: Mark) -> dict[str, Any]:
    options = [option("yes", mark), option("no", mark), option("not_sure", mark, unknown=True)]
    return {**question(link_id, "choice", mark), "options": options}


def question(link_id: str, kind: str, mark: Mark) -> dict[str, Any]:
    texts = {"text": both(mark("question")), "help": both(mark("question"))}
    return {"link_id": link_id, "type": kind, "required": True, **texts}


def option(value: str, mark: Mark, **more: Any) -> dict[str, Any]:
    return {"value": value, "label": both(mark("question")), **more}


def rule(slug: str, severity: str, mark: Mark, **more: Any) -> dict[str, Any]:
    return {
        "slug": slug,
        "title": both(mark("rule")),
        "severity": severity,
        "when": {"question": slug, "equals": "yes"},
        "rationale": mark("rule"),
        "sources": [mark("rule")],
        "patient_text": "review",
        **more,
    }


def both(text: str) -> dict[str, str]:
    return {"en": text, "es": text}
