"""Two readings of one answer, of which nobody knows which is right: the worse of both counts."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from screening.rules.answers import Answers
from screening.rules.truth import Truth

BESIDE = "beside"
"""In the answer to a question about blood pressure: another reading, which must not be passed over
though it cannot be right. It never takes the place of the one that it stands beside."""


def alternatives(answers: Answers, link_ids: Collection[str]) -> Iterator[Answers]:
    """The answers as they are, then once more for each of these questions with the other reading
    in place of the one that it stands beside."""
    yield answers
    for link_id in link_ids:
        answer = answers.get(link_id)
        if isinstance(answer, Mapping) and BESIDE in answer:
            yield {**answers, link_id: answer[BESIDE]}


def worst(judged: Sequence[Mapping[str, Truth]]) -> Mapping[str, Truth]:
    """Of each rule the highest truth that any reading gives it."""
    if len(judged) == 1:
        return judged[0]
    truths = dict(judged[0])
    for other in judged[1:]:
        truths |= {slug: truth for slug, truth in other.items() if truth > truths[slug]}
    return truths
