"""One run of the engine as one integer.

Every leaf of the document's conditions has a place on the board: two bits, the lower one set
where it is TRUE, the upper one where it is not FALSE. FALSE is 00, UNKNOWN 10 and TRUE 11, so
an empty board is FALSE throughout, and what a condition says of many leaves is one comparison.
"""

from collections.abc import Iterable, Mapping

from screening.rules.conditions import (
    Comparison,
    Condition,
    Leaf,
    RuleReference,
    Unanswered,
    leaves,
)
from screening.rules.questions import ITSELF, Question
from screening.rules.truth import Truth

Board = int
Places = Mapping[Leaf, int]
OwnPlaces = Mapping[Comparison | Unanswered, int]

EMPTY: Board = 0
_BITS = (0b00, 0b10, 0b11)


def lay_out(questions: Mapping[str, Question], rules: Iterable[Condition]) -> Places:
    """A place for the silence of each question and for every leaf of the gates and rules."""
    gates = (gate for q in questions.values() for gate in (q.enable_when, q.optional_when))
    every: dict[Leaf, None] = dict.fromkeys(map(silence_of, questions))
    for condition in (*gates, *rules):
        every |= dict.fromkeys(leaves(condition) if condition is not None else ())
    return {leaf: 2 * index for index, leaf in enumerate(every)}


def by_question(places: Places) -> Mapping[str, OwnPlaces]:
    """The places that each question's own answer fills."""
    own: dict[str, dict[Comparison | Unanswered, int]] = {}
    for leaf, place in places.items():
        if not isinstance(leaf, RuleReference):
            own.setdefault(leaf.question, {})[leaf] = place
    return own


def silence_of(link_id: str) -> Unanswered:
    """The leaf that is TRUE where a question was asked and has no definite answer."""
    return Unanswered(link_id, ITSELF)


def sure(place: int) -> Board:
    """The bit that is set where the leaf is TRUE."""
    return 1 << place


def possible(place: int) -> Board:
    """The bit that is set where the leaf is TRUE or UNKNOWN."""
    return 2 << place


def written(place: int, truth: Truth) -> Board:
    """A board with only this."""
    return _BITS[truth] << place
