"""A question set version as one immutable document, and the bytes that its hash is of."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from screening.rules.conditions import Condition
from screening.rules.findings import Severity
from screening.rules.questions import Question, Section, Texts


@dataclass(frozen=True)
class Parameter:
    name: str
    value: int
    unit: str
    help: str


@dataclass(frozen=True)
class NeverAsked:
    """The author knows that patients are not asked this question unless the condition holds,
    and says why that is safe for the rule. No screening depends on it; the proofs hold it
    against every path."""

    question: str
    unless: Condition
    reason: str


@dataclass(frozen=True)
class Rule:
    """`verify` marks a fact behind the rule that is second-hand and still to be checked."""

    slug: str
    title: Texts
    topic: str
    severity: Severity
    priority: str
    when: Condition
    rationale: str
    sources: tuple[str, ...]
    patient_text: str
    strength: str
    verify: bool
    never_asked: tuple[NeverAsked, ...] = ()


@dataclass(frozen=True)
class Document:
    """What the parser found sound in shape; `source` is the JSON that it came from."""

    slug: str
    title: Texts
    treatment: Texts
    language: str
    parameters: Mapping[str, Parameter]
    sections: tuple[Section, ...]
    questions: Mapping[str, Question]
    rules: Mapping[str, Rule]
    patient_texts: Mapping[str, Texts]
    cases: tuple[Mapping[str, object], ...]
    sha256: str
    source: Mapping[str, object] = field(repr=False, compare=False)

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of the title, the document's own language first."""
        return (self.language, *sorted(self.title.keys() - {self.language}))


def canonical(data: object) -> bytes:
    """RFC 8785 bytes of JSON without fractions and with plain ASCII keys, as documents are."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()
