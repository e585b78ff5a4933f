"""The question set that we ship, read once."""

import json
from functools import cache
from pathlib import Path

from screening.rules import Document, parse_document

FIXTURE = Path(__file__).resolve().parents[3] / "fixtures/question_sets/ketamine-pre-treatment.json"


@cache
def shipped() -> Document:
    return parse_document(json.loads(FIXTURE.read_text(encoding="utf-8")))
