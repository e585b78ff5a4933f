"""The rule engine: pure, three-valued, and never in doubt for the patient's sake.

Nothing here knows Django, a database or the clock. `docs/clinical-safety.md` says what the
engine promises; `tests/rules/test_theorems.py` holds it to that.
"""

from screening.rules.answers import (
    DOES_NOT_APPLY,
    NOT_SURE,
    PREFER_NOT_TO_SAY,
    Recognise,
    Recognition,
)
from screening.rules.carrying import changed_questions, is_same_question, read_by
from screening.rules.cases import CaseFailure, failing_cases
from screening.rules.compiled import Branches
from screening.rules.document_parser import parse_document, parse_with_any_values
from screening.rules.documents import Document, Parameter, Rule, canonical
from screening.rules.engine import ENGINE_VERSION, Engine, Settled, compile_engine
from screening.rules.findings import Evidence, Finding, Level, Outcome, Severity
from screening.rules.merging import BESIDE
from screening.rules.parsing import DocumentError, Problem
from screening.rules.questions import Option, Question, QuestionType, Section
from screening.rules.truth import Truth

__all__ = [
    "BESIDE",
    "DOES_NOT_APPLY",
    "ENGINE_VERSION",
    "NOT_SURE",
    "PREFER_NOT_TO_SAY",
    "Branches",
    "CaseFailure",
    "Document",
    "DocumentError",
    "Engine",
    "Evidence",
    "Finding",
    "Level",
    "Option",
    "Outcome",
    "Parameter",
    "Problem",
    "Question",
    "QuestionType",
    "Recognise",
    "Recognition",
    "Rule",
    "Section",
    "Settled",
    "Severity",
    "Truth",
    "canonical",
    "changed_questions",
    "compile_engine",
    "failing_cases",
    "is_same_question",
    "parse_document",
    "parse_with_any_values",
    "read_by",
]
