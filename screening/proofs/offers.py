"""Comparisons with a value that no option offers, each with a patient whom that fails.

Nobody's answer ever is such a value, so what waits for it never comes.
"""

from collections.abc import Iterator

from screening.medicines import Vocabulary
from screening.proofs.places import Place, every_place, inside, roots
from screening.proofs.remarks import Example, Remark, error, unreadable
from screening.proofs.studies import EngineDisagrees, NotProved, Study, example
from screening.proofs.witnesses import Claim, claim
from screening.rules import Document, DocumentError, Problem, parse_with_any_values
from screening.rules.conditions import All, Any, Comparison, Condition
from screening.rules.truth import FALSE, TRUE


def refused(
    data: object, refusal: DocumentError, vocabulary: Vocabulary, seconds: float
) -> tuple[Remark, ...]:
    """The problems of a document that the parser refused; with patients, where nothing else is
    wrong with it than such values."""
    try:
        document = parse_with_any_values(data)
    except DocumentError:
        return unreadable(refusal)
    study = Study(document, vocabulary, seconds)
    return tuple(_remark(study, problem) for problem in refusal.problems)


def _remark(study: Study, problem: Problem) -> Remark:
    return error(
        "value-not-offered",
        problem.path,
        f"{problem.message}, so no patient's answer can ever be that",
        _patient(study, problem.path),
    )


def _patient(study: Study, path: str) -> Example | None:
    """One who answers the question, and for whom all turns on it if there is such a one. There
    may be none, and where time runs out none is shown: the mistake is certain without."""
    root, place, leaf = next(_at(study.document, path))
    gate = study.document.questions[leaf.question].enable_when
    for claims in _ever_less(root, place, gate):
        try:
            patient = study.patient(*claims)
        except (NotProved, EngineDisagrees):
            return None
        if patient is not None:
            return example(patient)
    return None


def _at(document: Document, path: str) -> Iterator[tuple[Place, Place, Comparison]]:
    """The comparison that a problem is about, after the condition that it stands in."""
    for root in roots(document):
        for place in every_place(root):
            leaf = place.condition
            if isinstance(leaf, Comparison) and path.startswith(f"{place.path}."):
                yield root, place, leaf


def _ever_less(root: Place, place: Place, gate: Condition | None) -> Iterator[tuple[Claim, ...]]:
    """What such a patient has to be like, and what is still enough where there is none."""
    answers = (claim(place.condition, FALSE),)
    asked = (*answers, claim(gate, TRUE)) if gate is not None else answers
    yield from ((*asked, *_beside(root, place)), asked, answers)


def _beside(root: Place, place: Place) -> Iterator[Claim]:
    """All that lets the comparison alone decide about the root."""
    for part in inside(root):
        if f"{place.path}.".startswith(f"{part.path}."):
            yield from _beside(part, place)
        elif isinstance(root.condition, All | Any):
            yield claim(part.condition, TRUE if isinstance(root.condition, All) else FALSE)
