"""One past screening under another version, from its recorded inputs alone."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError

from screening.actions.engines import engine_for
from screening.models import QuestionSetVersion, Screening
from screening.rules import Truth

logger = logging.getLogger(__name__)

CLEAR, UNDETERMINED, RAISED = "clear", "undetermined", "raised"


@dataclass(frozen=True)
class Rerun:
    """`rules`: truth before and after of each rule that differs. `level` is empty where the rules
    could not be run, which counts as a difference: a person has to look."""

    before: str
    level: str
    rules: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def has_failed(self) -> bool:
        return not self.level

    @property
    def differs(self) -> bool:
        return bool(self.rules) or self.level != self.before


def rerun(screening: Screening, version: QuestionSetVersion) -> Rerun:
    """With the answers and the date that were recorded, and the clinic's own numbers of then."""
    try:
        engine = engine_for(version, own_numbers(screening, version))
        sent = None if screening.is_complete else screening.answers.keys()
        verdict = engine.verdict(screening.answers, screening.today, sent)
        rules = differing_rules(recorded(screening.outcome), spelled(verdict.truths))
    except DatabaseError:
        raise
    except Exception:
        logger.exception("Screening could not be run again", extra={"screening_id": screening.pk})
        return Rerun(screening.level, "")
    return Rerun(screening.level, verdict.level.value, rules)


def own_numbers(screening: Screening, version: QuestionSetVersion) -> dict[str, float]:
    """Recorded parameters that were the clinic's and not the document's: only those still hold,
    so that a number which the new version changes has its effect."""
    then = screening.intake.version.parsed.parameters
    return {
        name: value
        for name, value in screening.parameters.items()
        if name in version.parsed.parameters and (name not in then or then[name].value != value)
    }


def differing_rules(then: Mapping[str, str], now: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Of truths by rule. A rule that one of the versions does not have says nothing there: it is
    clear."""
    if then == now:
        return {}
    return {
        rule: (then.get(rule, CLEAR), now.get(rule, CLEAR))
        for rule in sorted(then.keys() | now.keys())
        if then.get(rule) != now.get(rule)
    }


def recorded(outcome: Mapping[str, Any]) -> dict[str, str]:
    """Of the rules that were not clear."""
    raised = {finding["rule"]: RAISED for finding in outcome["raised"]}
    return raised | {finding["rule"]: UNDETERMINED for finding in outcome["undetermined"]}


def spelled(truths: Mapping[str, Truth]) -> dict[str, str]:
    return {rule: RAISED if truth is Truth.TRUE else UNDETERMINED for rule, truth in truths.items()}
