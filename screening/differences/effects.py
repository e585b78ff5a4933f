"""For whom two versions come to different results, rule by rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from screening.differences.joint import Joint
from screening.differences.meanings import has_same_meaning
from screening.medicines import Vocabulary
from screening.proofs.remarks import Example
from screening.proofs.solving import NotProved
from screening.rules import Document, Truth


class Verdict(Enum):
    """SAME is proved: by reading, or because no patient exists for whom it differs."""

    SAME = "same"
    DIFFERS = "differs"
    NOT_DECIDED = "not_decided"


@dataclass(frozen=True)
class Effect:
    """`before` and `after` are the rule's truth for the patient of the example."""

    rule: str
    verdict: Verdict
    before: Truth | None = None
    after: Truth | None = None
    example: Example | None = None

    @property
    def is_proved_same(self) -> bool:
        return self.verdict is Verdict.SAME


def effects(
    before: Document, after: Document, vocabulary: Vocabulary, seconds: float = 60
) -> tuple[Effect, ...]:
    """One for each rule that both versions have, in the newer one's order.

    What is not decided within about so many seconds says so; it never counts as the same.
    """
    return tuple(_effects(before, after, vocabulary, seconds))


def _effects(
    before: Document, after: Document, vocabulary: Vocabulary, seconds: float
) -> Iterator[Effect]:
    joint = None
    for slug in after.rules:
        if slug not in before.rules:
            continue
        if has_same_meaning(before, after, slug):
            yield Effect(slug, Verdict.SAME)
        else:
            joint = joint or Joint(before, after, vocabulary, seconds)
            yield _effect(joint, slug)


def _effect(joint: Joint, slug: str) -> Effect:
    try:
        found = joint.differing(slug)
    except NotProved:
        return Effect(slug, Verdict.NOT_DECIDED)
    if found is None:
        verdict = Verdict.SAME if joint.is_comparable(slug) else Verdict.NOT_DECIDED
        return Effect(slug, verdict)
    example = Example(found.answers, found.today)
    return Effect(slug, Verdict.DIFFERS, found.before, found.after, example)
