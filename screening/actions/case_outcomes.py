"""How the cases of a draft come out, and a case that is not in it yet."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from screening.actions.engines import compile_with_medicines
from screening.rules import CaseFailure, Engine, failing_cases, parse_document
from screening.rules.cases import said


def failing_in(document: Mapping[str, Any]) -> tuple[CaseFailure, ...]:
    """Raises DocumentError for one that is unfinished."""
    return failing_cases(compile_with_medicines(parse_document(document)))


def outcome_of(
    document: Mapping[str, Any], answers: Mapping[str, Any], today: str
) -> dict[str, Any]:
    """What a case with these answers would have to expect; `today` as YYYY-MM-DD.

    The document's own cases need not be whole. Raises DocumentError for rules that are not.
    """
    engine = engine_without_cases(document)
    return said(engine.screen(answers, date.fromisoformat(today)))


def engine_without_cases(document: Mapping[str, Any]) -> Engine:
    others = {name: part for name, part in document.items() if name != "cases"}
    return compile_with_medicines(parse_document(others))
