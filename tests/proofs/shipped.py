"""The question set that ships, to plant mistakes in."""

import json
from pathlib import Path

SHIPPED = (
    Path(__file__).parents[2] / "fixtures/question_sets/ketamine-pre-treatment.json"
).read_text()


def shipped():
    return json.loads(SHIPPED)


def rule_of(data, slug):
    return next(rule for rule in data["rules"] if rule["slug"] == slug)


def question_of(data, link_id):
    sections = (section["questions"] for section in data["sections"])
    return next(one for questions in sections for one in questions if one["link_id"] == link_id)


def path_of(data, slug):
    """Of a rule, as remarks name it."""
    return f"rules[{[rule['slug'] for rule in data['rules']].index(slug)}]"


def a_rule(slug, when, severity="caution", **more):
    return {
        "slug": slug,
        "title": {"en": slug, "es": slug},
        "severity": severity,
        "when": when,
        "rationale": "Planted",
        "sources": ["None"],
        "patient_text": "review",
        **more,
    }
