"""What `question_set diff` prints: what differs between two documents, and for whom."""

from typing import Any

from screening.actions.engines import medicine_recogniser
from screening.differences import Effect, Verdict, changed_cases, compare, effects
from screening.medicines import shipped_vocabulary
from screening.presenters.differences import change_groups
from screening.rules import Document


def difference(before: Document, after: Document, seconds: float) -> dict[str, Any]:
    """`changes` in words by part of the document; `effects` with a patient each, of the rules that
    come out otherwise for somebody or could not be decided."""
    groups = change_groups(compare(before, after), before, after)
    cases = changed_cases(before, after, medicine_recogniser())
    found = effects(before, after, shipped_vocabulary(), seconds)
    return {
        "before": before.sha256,
        "after": after.sha256,
        "changes": [
            {
                "in": group.title,
                "name": line.name,
                "key": line.key,
                "what": line.what,
                "before": line.before,
                "after": line.after,
            }
            for group in groups
            for line in group.lines
        ],
        "cases": [
            {
                "case": case.case,
                "before": case.before.value,
                "after": case.after.value,
                "rules": list(case.rules),
            }
            for case in cases
        ],
        "effects": [as_json(one) for one in found if one.verdict is not Verdict.SAME],
    }


def as_json(effect: Effect) -> dict[str, Any]:
    return {
        "rule": effect.rule,
        "verdict": effect.verdict.value,
        "before": effect.before.name if effect.before is not None else None,
        "after": effect.after.name if effect.after is not None else None,
        "example": effect.example.as_json() if effect.example else None,
    }
