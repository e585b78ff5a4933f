"""What a rule says of questions that some patients are not asked, for who writes the rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from screening.editing.drafts import condition_of
from screening.editing.trees import nodes
from screening.presenters.conditions import Sentence, read_condition
from screening.presenters.texts import pick
from screening.rules import Document


@dataclass(frozen=True)
class AcknowledgedLine:
    """`gate` is the name of its condition in the editor; `unless` is None for none yet."""

    index: int
    gate: str
    question: str
    link_id: str
    unless: Sentence | None
    reason: str


def acknowledged(rule: Mapping[str, Any], sketch: Document) -> tuple[AcknowledgedLine, ...]:
    return tuple(
        AcknowledgedLine(
            index=index,
            gate=f"unless-{index}",
            question=_words(str(one.get("question", "")), sketch),
            link_id=str(one.get("question", "")),
            unless=read_condition(condition_of(one["unless"]), sketch) if "unless" in one else None,
            reason=str(one.get("reason", "")),
        )
        for index, one in enumerate(rule.get("never_asked", []))
    )


def hideable(
    document: Mapping[str, Any], rule: Mapping[str, Any], sketch: Document
) -> list[tuple[str, str]]:
    """Questions of the rule's own condition with a gate, and nothing said of them yet."""
    known = {one.get("question") for one in rule.get("never_asked", [])}
    asked = {
        str(node.condition.get("question", node.condition.get("unanswered", ""))).partition(".")[0]
        for node in nodes(rule.get("when"))
    }
    gated = [
        str(question["link_id"])
        for section in document.get("sections", [])
        for question in section.get("questions", [])
        if "enable_when" in question
    ]
    return [(link, _words(link, sketch)) for link in gated if link in asked and link not in known]


def _words(link_id: str, sketch: Document) -> str:
    question = sketch.questions.get(link_id)
    return pick(question.text, sketch.language) if question else link_id
