"""Small documents for the engine's tests, and a recogniser that needs no vocabulary."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from screening.rules import Engine, Recognition, compile_engine, parse_document

TODAY = date(2026, 11, 21)
CLASSES = {"xanax": "benzodiazepine", "norco": "opioid", "zoloft": ""}


def recognise(row: object) -> Recognition:
    """By the first word; a name that ends in '?' is a near match."""
    name = str(row.get("name")).casefold() if isinstance(row, Mapping) else ""
    first = name.split()[0] if name.split() else ""
    found = CLASSES.get(first.rstrip("?"))
    if found is None:
        return Recognition(frozenset(), certain=False)
    return Recognition(frozenset({found} - {""}), certain=not first.endswith("?"))


def choice(link_id: str, **more: Any) -> dict[str, Any]:
    options = [option("yes"), option("no"), {**option("not_sure"), "unknown": True}]
    return {**question(link_id, "choice"), "options": options, **more}


def choices(link_id: str, **more: Any) -> dict[str, Any]:
    options = [
        option("a"),
        option("b"),
        {**option("none"), "exclusive": True},
        {**option("not_sure"), "unknown": True, "exclusive": True},
    ]
    return {**question(link_id, "choices"), "options": options, **more}


def blood_pressure(link_id: str = "bp", **more: Any) -> dict[str, Any]:
    options = [option("arm_cuff"), option("wrist"), {**option("not_sure"), "unknown": True}]
    return {**question(link_id, "blood_pressure"), "options": options, **more}


def question(link_id: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"link_id": link_id, "type": kind, "text": {"en": "?"}, "required": True, **more}


def option(value: str) -> dict[str, Any]:
    return {"value": value, "label": {"en": value}}


def rule(slug: str, when: Any, severity: str = "caution", **more: Any) -> dict[str, Any]:
    return {
        "slug": slug,
        "title": {"en": slug},
        "severity": severity,
        "when": when,
        "rationale": "A test",
        "sources": ["None"],
        "patient_text": "review",
        **more,
    }


def document(questions: list[Any], rules: list[Any], **more: Any) -> dict[str, Any]:
    return {
        "slug": "small",
        "title": {"en": "Small"},
        "treatment": {"en": "None"},
        "language": "en",
        "parameters": {"limit": {"value": 140, "unit": "mmHg", "help": "At or above: high"}},
        "sections": [{"slug": "all", "title": {"en": "All"}, "questions": questions}],
        "rules": rules,
        "patient_texts": {"review": {"en": "Thank you."}},
        **more,
    }


def engine(questions: list[Any], rules: list[Any] | None = None, **more: Any) -> Engine:
    rules = rules if rules is not None else [rule("any", {"unanswered": questions[0]["link_id"]})]
    return compile_engine(parse_document(document(questions, rules, **more)), recognise)


def truth(question: dict[str, Any], when: Any, answer: object) -> str:
    """Of one condition on one question with one answer: 'TRUE', 'UNKNOWN' or 'FALSE'."""
    built = engine([question], [rule("it", when)])
    return built.truths({question["link_id"]: answer}, TODAY)["it"].name
