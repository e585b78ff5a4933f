"""The one question that all checks ask: is there a patient for whom these claims hold?"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import z3

from screening.medicines import Vocabulary, recognise
from screening.proofs.blood_pressures import BloodPressure
from screening.proofs.dates import Date
from screening.proofs.medicine_lists import Medicines
from screening.proofs.places import own_leaves
from screening.proofs.readings import Choice, Choices, Reading, Text, holds
from screening.proofs.records import Record
from screening.proofs.remarks import Example, Remark, error
from screening.proofs.solving import NotProved, Solver
from screening.proofs.symbols import Symbols
from screening.proofs.witnesses import (
    ANY_DAY,
    Bench,
    Claim,
    Witness,
    case_witnesses,
    plain_patient,
)
from screening.rules import DOES_NOT_APPLY, Document, Question, QuestionType, Recognition, Truth
from screening.rules.conditions import Comparison, Unanswered
from screening.rules.cones import cone


class EngineDisagrees(Exception):
    """The real engine says otherwise of a patient that the solver found; a fault of ours."""

    def __init__(self, example: Example) -> None:
        self.example = example
        super().__init__("the engine disagrees with the proof")


class Study:
    def __init__(self, document: Document, vocabulary: Vocabulary, seconds: float) -> None:
        self.document, self.vocabulary = document, vocabulary
        self.symbols = Symbols(z3.Context())
        self.solver = Solver(self.symbols.context, seconds)
        self.bench = Bench(document, self.recognise)
        self.witnesses = case_witnesses(self.bench)
        self._plain = plain_patient(self.bench.engine, self.witnesses)
        self.today = self._plain.today if self._plain else ANY_DAY
        self.readings = readings(document, self.symbols, self.today, vocabulary)
        self.record = Record(document, self.readings, self.symbols)
        self.record.prepare(document.questions)
        self.solver.read(self.readings.values())

    def recognise(self, row: object) -> Recognition:
        return recognise(row, self.vocabulary)

    def patient(self, *claims: Claim) -> Witness | None:
        """One for whom all claims hold, seen in the real engine, or None: proved that there
        is none. Raises NotProved or EngineDisagrees."""
        for witness in self.witnesses:
            if all(claim.holds_for(witness) for claim in claims):
                return witness
        return self._solved(claims)

    def _solved(self, claims: Collection[Claim]) -> Witness | None:
        wanted = [self.symbolic(claim) for claim in claims]
        link_ids = self.cone(claims)
        model = self.find(*wanted, finished=link_ids)
        if model is None:
            return None
        witness = self.replay(model, link_ids)
        if not all(claim.holds_for(witness) for claim in claims):
            raise EngineDisagrees(Example(witness.answers, witness.today))
        return witness

    def cone(self, claims: Iterable[Claim]) -> frozenset[str]:
        return frozenset().union(*(cone(self.document, claim.condition) for claim in claims))

    def symbolic(self, claim: Claim) -> z3.BoolRef:
        pair = self.record.truth(claim.condition)
        of = {
            Truth.TRUE: pair.sure,
            Truth.FALSE: pair.false,
            Truth.UNKNOWN: z3.And(pair.unsure, pair.possible),
        }
        return z3.Or([of[truth] for truth in claim.truths])

    def find(
        self, *wanted: z3.BoolRef, finished: Iterable[str] = (), only_finished: bool = False
    ) -> z3.ModelRef | None:
        """A model, of a patient who answered these questions if there is such a one."""
        done = self.record.finished(sorted(finished))
        self.solver.define(self.record)
        model = self.solver.model(*wanted, done)
        return model if model is not None or only_finished else self.solver.model(*wanted)

    def replay(self, model: z3.ModelRef, link_ids: Collection[str]) -> Witness:
        """The model's patient, run through the real engine and kept."""
        answers = self.bench.settled(self.filled_up(model, link_ids), self.today)
        witness = self.bench.run(answers, self.today)
        self.witnesses.append(witness)
        return witness

    def filled_up(
        self, model: z3.ModelRef, link_ids: Collection[str], record: Record | None = None
    ) -> dict[str, object]:
        """The model's answers to these questions, and a plain patient's to all others."""
        plain = self._plain.answers if self._plain else {}
        others = {name: one for name, one in plain.items() if name not in link_ids}
        asked = [name for name in self.document.questions if name in link_ids]
        own = {name: self.answer(model, name, record or self.record) for name in asked}
        return others | {name: one for name, one in own.items() if one is not None}

    def answer(self, model: z3.ModelRef, link_id: str, record: Record) -> object:
        gate = record.gate(link_id)
        if holds(model, gate.false):
            return None
        if holds(model, z3.And(gate.unsure, record.declined(link_id))):
            return DOES_NOT_APPLY
        return self.readings[link_id].value(model)


def readings(
    document: Document, symbols: Symbols, today: date, vocabulary: Vocabulary
) -> Mapping[str, Reading]:
    leaves = own_leaves(document)
    return {
        link_id: reading(question, symbols, leaves[link_id], today, vocabulary)
        for link_id, question in document.questions.items()
    }


def reading(
    question: Question,
    symbols: Symbols,
    leaves: Collection[Comparison | Unanswered],
    today: date,
    vocabulary: Vocabulary,
) -> Reading:
    match question.type:
        case QuestionType.CHOICE:
            return Choice(question, symbols)
        case QuestionType.TEXT:
            return Text(question, symbols, leaves)
        case QuestionType.DATE:
            return Date(question, symbols, today)
        case QuestionType.BLOOD_PRESSURE:
            return BloodPressure(question, symbols, today)
        case QuestionType.MEDICINES:
            return Medicines(question, symbols, leaves, vocabulary)
    return Choices(question, symbols)


def example(witness: Witness) -> Example:
    return Example(witness.answers, witness.today)


def examined(
    path: str, what: str, examine: Callable[..., Iterator[Remark]], *given: Any
) -> Iterator[Remark]:
    """The remarks of one examination; one that could not be finished is an error itself."""
    try:
        yield from examine(*given)
    except NotProved:
        yield error("not-proved", path, f"{what}: not decided in the time given")
    except EngineDisagrees as fault:
        yield error(
            "proof-disagrees",
            path,
            f"{what}: the proof and the engine disagree about this patient;"
            " this is a fault of the program, please report it",
            fault.example,
        )
