"""Urgent rules act at once: what staff and patients read about them has to say so too."""

from collections.abc import Iterator, Mapping

from screening.proofs.places import rule_paths
from screening.proofs.remarks import Remark, warning
from screening.proofs.wording import BRACES
from screening.rules import Document, Severity

AT_ONCE = "now"
NUMBERS = frozenset({"crisis_line", "emergency_number", "phone"})
"""The placeholders that a patient can call."""


def check_urgency(document: Document) -> Iterator[Remark]:
    for slug, path in rule_paths(document).items():
        rule = document.rules[slug]
        if rule.severity is not Severity.URGENT:
            continue
        if rule.priority != AT_ONCE:
            yield warning(
                "urgent-can-wait",
                f"{path}.priority",
                f"rule '{slug}' is urgent, and its priority says '{rule.priority}'",
            )
        if not _names_a_number(document.patient_texts[rule.patient_text]):
            yield warning(
                "urgent-without-number",
                f"{path}.patient_text",
                f"rule '{slug}' is urgent, and the text '{rule.patient_text}' that its patient"
                " reads at once names nobody to call",
            )


def _names_a_number(texts: Mapping[str, str]) -> bool:
    return all(NUMBERS & set(BRACES.findall(text)) for text in texts.values())
