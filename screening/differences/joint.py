"""One patient under two versions at once: is there anybody for whom a rule's truth differs?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import z3

from screening.differences.meanings import is_answered_alike
from screening.medicines import Vocabulary, recognise
from screening.proofs.places import own_leaves
from screening.proofs.readings import Reading, holds
from screening.proofs.records import Record
from screening.proofs.solving import NotProved, Solver
from screening.proofs.studies import reading
from screening.proofs.symbols import Pair, Symbols
from screening.proofs.witnesses import ANY_DAY, case_inputs
from screening.rules import DOES_NOT_APPLY, Document, Recognition, Truth, compile_engine
from screening.rules.cones import cone


@dataclass(frozen=True)
class Differing:
    """A patient on whom both engines were run."""

    answers: Mapping[str, object]
    today: date
    before: Truth
    after: Truth


class Joint:
    """A record under each version, over the same answers.

    A question that both versions ask is read once. Where its options differ, an answer means one
    thing to each: a patient who is found counts, but that nobody is found proves nothing.
    """

    def __init__(
        self, before: Document, after: Document, vocabulary: Vocabulary, seconds: float
    ) -> None:
        self.before, self.after, self.vocabulary = before, after, vocabulary
        self.symbols = Symbols(z3.Context())
        self.solver = Solver(self.symbols.context, seconds)
        self._engines = tuple(compile_engine(one, self.recognise) for one in (before, after))
        cases = {str(case["id"]): case for one in (before, after) for case in one.cases}
        self._patients = [case_inputs(case) for case in cases.values()]
        read = self._readings()
        self._records = (
            Record(before, read[0], self.symbols, "before"),
            Record(after, read[1], self.symbols, "after"),
        )
        for record in self._records:
            record.prepare(record.document.questions)
            self.solver.read(record.readings.values())
        self._say_declined()

    def recognise(self, row: object) -> Recognition:
        return recognise(row, self.vocabulary)

    def _readings(self) -> tuple[dict[str, Reading], dict[str, Reading]]:
        compared = [own_leaves(self.before), own_leaves(self.after)]
        found: tuple[dict[str, Reading], dict[str, Reading]] = ({}, {})
        for place, document in enumerate((self.before, self.after)):
            for link_id, question in document.questions.items():
                if place and link_id in found[0] and self.is_alike(link_id):
                    found[1][link_id] = found[0][link_id]
                    continue
                leaves = [leaf for one in compared for leaf in one.get(link_id, ())]
                if not self.is_alike(link_id):
                    leaves = compared[place][link_id]
                found[place][link_id] = reading(
                    question, self.symbols, leaves, ANY_DAY, self.vocabulary
                )
        return found

    def is_alike(self, link_id: str) -> bool:
        """False also for a question that only one version asks under this name."""
        then, now = self.before.questions.get(link_id), self.after.questions.get(link_id)
        return then is not None and now is not None and is_answered_alike(then, now)

    def is_comparable(self, slug: str) -> bool:
        """Whether that nobody is found proves that there is nobody."""
        both = self.before.questions.keys() & self.after.questions.keys()
        return all(self.is_alike(link_id) for link_id in self.cone(slug) & both)

    def cone(self, slug: str) -> frozenset[str]:
        return frozenset().union(
            *(cone(one, one.rules[slug].when) for one in (self.before, self.after))
        )

    def differing(self, slug: str) -> Differing | None:
        """Somebody for whom the rule comes out otherwise, or None if no one was found.

        Raises NotProved when the time was not enough.
        """
        for answers, today in self._patients:
            if seen := self._seen(slug, answers, today):
                return seen
        return self._solved(slug)

    def _seen(self, slug: str, answers: Mapping[str, object], today: date) -> Differing | None:
        then, now = (engine.truths(answers, today)[slug] for engine in self._engines)
        return Differing(answers, today, then, now) if then is not now else None

    def _solved(self, slug: str) -> Differing | None:
        pairs = [record.truth(record.document.rules[slug].when) for record in self._records]
        link_ids = self.cone(slug)
        finished = [
            record.finished(sorted(link_ids & record.document.questions.keys()))
            for record in self._records
        ]
        differs = differ(*pairs)
        self.solver.define(*self._records)
        model = self.solver.model(differs, *finished) or self.solver.model(differs)
        if model is None:
            return None
        answers = self._answers(model, link_ids)
        seen = self._seen(slug, answers, ANY_DAY)
        if seen is None:
            raise NotProved
        self._patients.append((answers, ANY_DAY))
        return seen

    def _say_declined(self) -> None:
        """Where the other version does not offer "does not apply", it is no definite answer."""
        for link_id in self.before.questions.keys() & self.after.questions.keys():
            gates = [record.gate(link_id) for record in self._records]
            for mine, other, record in zip(gates, gates[::-1], self._records[::-1], strict=True):
                says = z3.And(doubtful(mine), record.declined(link_id), other.sure)
                given = record.readings[link_id]
                self.solver.add(z3.Implies(says, z3.And(given.silent, z3.Not(given.blank))))

    def _answers(self, model: z3.ModelRef, link_ids: Collection[str]) -> dict[str, object]:
        ordered = dict.fromkeys([*self.before.questions, *self.after.questions])
        given = {name: self._answer(model, name) for name in ordered if name in link_ids}
        return {name: one for name, one in given.items() if one is not None}

    def _answer(self, model: z3.ModelRef, link_id: str) -> object:
        records = [one for one in self._records if link_id in one.document.questions]
        asking = [one for one in records if not holds(model, one.gate(link_id).false)]
        for record in asking:
            says = z3.And(doubtful(record.gate(link_id)), record.declined(link_id))
            if holds(model, says):
                return DOES_NOT_APPLY
        return asking[0].readings[link_id].value(model) if asking else None


def doubtful(pair: Pair) -> z3.BoolRef:
    """UNKNOWN, and neither of the others."""
    return z3.And(pair.unsure, pair.possible)


def differ(before: Pair, after: Pair) -> z3.BoolRef:
    return z3.Or(z3.Xor(before.sure, after.sure), z3.Xor(before.possible, after.possible))
