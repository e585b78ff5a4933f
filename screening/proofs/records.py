"""One patient's record as symbols: the engine's semantics, question by question."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, cast

import z3

from screening.proofs.readings import Reading
from screening.proofs.symbols import Pair, Symbols
from screening.rules import Document, Question, QuestionType
from screening.rules.branching import evaluation_order, question_node
from screening.rules.conditions import (
    All,
    Any,
    AtLeastOf,
    Comparison,
    Condition,
    Not,
    ParameterReference,
    RuleReference,
    Unanswered,
)
from screening.rules.questions import ITSELF

COUNTS_NOTHING: Mapping[str, Callable[[int], bool]] = {
    "equals": lambda limit: limit == 0,
    "at_least": lambda limit: limit <= 0,
    "at_most": lambda limit: limit >= 0,
    "more_than": lambda limit: limit < 0,
    "less_than": lambda limit: limit > 0,
}
"""What each operator says of none."""


class Standing(NamedTuple):
    """Of a question: not asked or said not to apply; left blank where it may be; kept back."""

    absent: z3.BoolRef
    nothing: z3.BoolRef
    unknown: z3.BoolRef


@dataclass
class Record:
    """`truth` names every condition that it meets, so that a solver can be asked about it.

    `definitions` ties the names to their meaning; a solver needs all of them.
    """

    document: Document
    readings: Mapping[str, Reading]
    symbols: Symbols
    name: str = "record"
    definitions: list[z3.BoolRef] = field(default_factory=list)
    _truths: dict[Condition, Pair] = field(default_factory=dict)
    _standings: dict[str, Standing] = field(default_factory=dict)

    def prepare(self, link_ids: Container[str]) -> None:
        """Meet these questions in order, so that a long chain of gates needs no deep recursion."""
        for node in evaluation_order(self.document.questions, {}):
            link_id = node.removeprefix(question_node(""))
            if link_id in link_ids:
                self.standing(link_id)

    def truth(self, condition: Condition) -> Pair:
        if condition not in self._truths:
            self._truths[condition] = self._named(self._build(condition))
        return self._truths[condition]

    def gate(self, link_id: str) -> Pair:
        gate = self.document.questions[link_id].enable_when
        return self.symbols.known(True) if gate is None else self.truth(gate)

    def optional(self, link_id: str) -> z3.BoolRef:
        question = self.document.questions[link_id]
        if not question.required:
            return self.symbols.constant(True)
        if question.optional_when is None:
            return self.symbols.constant(False)
        return self.truth(question.optional_when).sure

    def finished(self, link_ids: Iterable[str]) -> z3.BoolRef:
        """Each of these is answered, not asked, or optional."""
        return self.symbols.every(
            z3.Or(self.truth(Unanswered(link_id, ITSELF)).false, self.optional(link_id))
            for link_id in link_ids
        )

    def standing(self, link_id: str) -> Standing:
        if link_id not in self._standings:
            self._standings[link_id] = self._stand(self.document.questions[link_id])
        return self._standings[link_id]

    def declined(self, link_id: str) -> z3.BoolRef:
        """The patient said that the question does not apply; counts where its gate is unknown."""
        return self.symbols.claim(f"{link_id} does not apply")

    def _stand(self, question: Question) -> Standing:
        link_id = question.link_id
        gate = self.gate(link_id)
        absent = z3.Or(gate.false, z3.And(gate.unsure, self.declined(link_id)))
        nothing = z3.And(self.readings[link_id].blank, self.optional(link_id))
        return Standing(absent, nothing, self.symbols.constant(False))

    def _build(self, condition: Condition) -> Pair:
        match condition:
            case All(of):
                sure, possible = self._parts(of)
                return Pair(self.symbols.every(sure), self.symbols.every(possible))
            case Any(of):
                sure, possible = self._parts(of)
                return Pair(self.symbols.some(sure), self.symbols.some(possible))
            case AtLeastOf(count, of):
                sure, possible = self._parts(of)
                at_least = self.symbols.at_least
                return Pair(at_least(count, sure), at_least(count, possible))
            case Not(inside):
                turned = self.truth(inside)
                return Pair(turned.false, turned.unsure)
            case RuleReference(slug):
                return self.truth(self.document.rules[slug].when)
        return self._leaf(condition)

    def _parts(self, of: tuple[Condition, ...]) -> tuple[list[z3.BoolRef], list[z3.BoolRef]]:
        truths = [self.truth(part) for part in of]
        return [truth.sure for truth in truths], [truth.possible for truth in truths]

    def _leaf(self, leaf: Comparison | Unanswered) -> Pair:
        absent, nothing, unknown = self.standing(leaf.question)
        of_nothing = self.symbols.constant(self._of_nothing(self._resolved(leaf)))
        read = self.readings[leaf.question].read(self._resolved(leaf))
        no_answer = self._of_no_answer(leaf)
        return Pair(
            *(
                z3.And(z3.Not(absent), z3.If(nothing, of_nothing, z3.If(unknown, other, said)))
                for said, other in zip(read, no_answer, strict=True)
            )
        )

    def _of_no_answer(self, leaf: Comparison | Unanswered) -> Pair:
        is_silence = isinstance(leaf, Unanswered)
        return self.symbols.known(True) if is_silence else self.symbols.unknown()

    def _of_nothing(self, leaf: Comparison | Unanswered) -> bool:
        """Of a question that was left blank where it may be: an empty list of medicines has
        no rows, and nothing else compares as true."""
        question = self.document.questions[leaf.question]
        if question.type is not QuestionType.MEDICINES or isinstance(leaf, Unanswered):
            return False
        is_true = COUNTS_NOTHING.get(leaf.operator)
        return is_true is not None and is_true(cast(int, leaf.operand))

    def _resolved(self, leaf: Comparison | Unanswered) -> Comparison | Unanswered:
        if isinstance(leaf, Comparison) and isinstance(leaf.operand, ParameterReference):
            value = self.document.parameters[leaf.operand.name].value
            return Comparison(leaf.question, leaf.attribute, leaf.operator, value)
        return leaf

    def _named(self, meaning: Pair) -> Pair:
        number = len(self.definitions)
        names = Pair(*(self.symbols.claim(f"{self.name} {number} {end}") for end in Pair._fields))
        self.definitions += [name == one for name, one in zip(names, meaning, strict=True)]
        return names


@dataclass
class LaterRecord(Record):
    """The same patient after some answers were made unknown, by the claims in `taken`.

    What was not asked before has no answer left over; "does not apply" stands where it stood.
    """

    before: Record = field(kw_only=True)
    taken: Mapping[str, z3.BoolRef] = field(kw_only=True)

    def _stand(self, question: Question) -> Standing:
        link_id = question.link_id
        was, gate = self.before.gate(link_id), self.gate(link_id)
        blank = self.readings[link_id].blank  # nothing that could be taken away
        taken = z3.And(self.taken[link_id], z3.Not(blank))
        was_declined = z3.And(was.unsure, was.possible, self.declined(link_id), z3.Not(taken))
        absent = z3.Or(gate.false, z3.And(gate.unsure, was_declined))
        left_blank = z3.Or(was.false, blank)
        nothing = z3.And(left_blank, self.optional(link_id))
        return Standing(absent, nothing, z3.Or(was.false, taken, was_declined))
