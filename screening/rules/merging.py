"""Two readings of one answer, of which nobody knows which is right: the worse of both counts."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from screening.rules.answers import Answers
from screening.rules.findings import Finding, Outcome, level_of

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


def worse(one: Outcome, other: Outcome, order: Sequence[str]) -> Outcome:
    """Of each rule the higher truth, of questions all that either asks; `order` of the document."""
    raised = _by_rule(one.raised, other.raised, ())
    undetermined = _by_rule(one.undetermined, other.undetermined, raised)
    unknown = tuple(sorted({*one.unknown_questions, *other.unknown_questions}))
    asked = {*one.asked, *other.asked}
    return Outcome(
        level=level_of(
            [finding.severity for finding in raised.values()],
            [finding.severity for finding in undetermined.values()],
            unknown,
        ),
        raised=tuple(raised.values()),
        undetermined=tuple(undetermined.values()),
        clear=tuple(slug for slug in one.clear if slug in other.clear),
        unknown_questions=unknown,
        asked=tuple(link_id for link_id in order if link_id in asked),
    )


def _by_rule(
    one: Sequence[Finding], other: Sequence[Finding], graver: Collection[str]
) -> dict[str, Finding]:
    """In alphabetical order; where both find it, the first one's finding."""
    found = {finding.rule: finding for finding in (*other, *one) if finding.rule not in graver}
    return dict(sorted(found.items()))
