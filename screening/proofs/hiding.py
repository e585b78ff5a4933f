"""Grave rules that some path through the questions never asks about.

A question that is not asked makes every comparison on it false: behind the wrong gate it
clears a contraindication without a word. So for each question of a grave rule we look for a
patient who is not asked, for whom the rule is clear, and who could have raised it if asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import z3

from screening.proofs.places import rule_paths
from screening.proofs.records import Record
from screening.proofs.remarks import Example, Remark, error, warning
from screening.proofs.studies import EngineDisagrees, Study, examined, example
from screening.proofs.witnesses import Witness
from screening.rules import Document, Rule, Truth, compile_engine
from screening.rules.cones import cone, questions_of
from screening.rules.documents import NeverAsked
from screening.rules.findings import GRAVE


@dataclass(frozen=True)
class Detour:
    """A path around one question of a rule, as far as the document does not know of it."""

    study: Study
    rule: Rule
    link_id: str
    known: NeverAsked | None

    @property
    def within(self) -> frozenset[str]:
        known = cone(self.study.document, self.known.unless) if self.known else frozenset()
        return cone(self.study.document, self.rule.when) | known

    def patient(self) -> Witness | None:
        study, rule, record = self.study, self.rule, self.study.record
        if_asked = Record(
            ungated(study.document, self.link_id),
            study.readings,
            study.symbols,
            f"{rule.slug} {self.link_id}",
        )
        if_asked.prepare(self.within)
        wanted = [
            record.gate(self.link_id).false,
            record.truth(rule.when).false,
            if_asked.truth(rule.when).sure,
            *([record.truth(self.known.unless).possible] if self.known else []),
        ]
        model = study.find(*if_asked.definitions, *wanted, finished=self.within)
        return None if model is None else self._confirmed(model, if_asked)

    def _confirmed(self, model: z3.ModelRef, if_asked: Record) -> Witness:
        """In the engine the patient is not asked and the rule is clear; with the question
        always asked, the answer that the solver found raises it."""
        study, rule, within = self.study, self.rule, self.within
        witness = study.replay(model, within)
        asked = study.bench.engine.branch(witness.answers, study.today).asked
        open_to_all = compile_engine(ungated(study.document, self.link_id), study.recognise)
        given = study.filled_up(model, within, if_asked)
        if (
            self.link_id in asked
            or witness.truths[rule.when] is not Truth.FALSE
            or (self.known and witness.truths[self.known.unless] is Truth.FALSE)
            or open_to_all.truths(given, study.today)[rule.slug] is not Truth.TRUE
        ):
            raise EngineDisagrees(Example(given, study.today))
        return witness


def ungated(document: Document, link_id: str) -> Document:
    asked = replace(document.questions[link_id], enable_when=None)
    return replace(document, questions={**document.questions, link_id: asked})


def check_hiding(study: Study) -> Iterator[Remark]:
    paths = rule_paths(study.document)
    for slug, rule in study.document.rules.items():
        if rule.severity in GRAVE:
            for link_id in gated_questions(study.document, rule):
                what = f"paths of rule '{slug}' around '{link_id}'"
                path = f"{paths[slug]}.when"
                yield from examined(path, what, _paths_around, study, rule, link_id)
        for index, known in enumerate(rule.never_asked):
            path = f"{paths[slug]}.never_asked[{index}]"
            what = f"what rule '{slug}' says of '{known.question}'"
            yield from examined(path, what, _is_needed, study, rule, known)
            yield from examined(path, what, _is_no_wider, study, rule, known)


def gated_questions(document: Document, rule: Rule) -> list[str]:
    """The questions of the rule itself that some patients are not asked, in document order."""
    asked_about = questions_of(document, rule.when)
    return [
        link_id
        for link_id, question in document.questions.items()
        if link_id in asked_about and question.enable_when is not None
    ]


def _paths_around(study: Study, rule: Rule, link_id: str) -> Iterator[Remark]:
    known = next((one for one in rule.never_asked if one.question == link_id), None)
    patient = Detour(study, rule, link_id, known).patient()
    if patient is not None:
        beyond = " beyond what 'never_asked' says" if known else ""
        yield error(
            "rule-hidden",
            f"{rule_paths(study.document)[rule.slug]}.when",
            f"this patient is never asked '{link_id}', which could raise rule '{rule.slug}'"
            f"{beyond}; if that is safe, say so in the rule's 'never_asked'",
            example(patient),
        )


def _is_needed(study: Study, rule: Rule, known: NeverAsked) -> Iterator[Remark]:
    """An acknowledgement of what cannot happen misleads whoever reads it."""
    link_id, index = known.question, rule.never_asked.index(known)
    is_gated = link_id in gated_questions(study.document, rule)
    if not is_gated or Detour(study, rule, link_id, None).patient() is None:
        yield warning(
            "never-asked-needless",
            f"{rule_paths(study.document)[rule.slug]}.never_asked[{index}]",
            f"no path hides '{link_id}' from rule '{rule.slug}': take this out",
        )


def _is_no_wider(study: Study, rule: Rule, known: NeverAsked) -> Iterator[Remark]:
    """What it grants beyond the gate of today is granted to every gate that comes after it."""
    gate = study.document.questions[known.question].enable_when
    if gate is None or gate == known.unless:
        return
    record = study.record
    within = cone(study.document, gate) | cone(study.document, known.unless)
    is_wider = (record.truth(gate).sure, record.truth(known.unless).false)
    model = study.find(*is_wider, finished=within)
    if model is not None:
        patient = study.replay(model, within)
        if (patient.truths[gate], patient.truths[known.unless]) != (Truth.TRUE, Truth.FALSE):
            raise EngineDisagrees(example(patient))
        yield warning(
            "never-asked-wider",
            f"{rule_paths(study.document)[rule.slug]}.never_asked[{rule.never_asked.index(known)}]",
            f"this calls it safe for rule '{rule.slug}' that this patient is not asked"
            f" '{known.question}', and the patient is asked: a change of the gate would go unseen",
            example(patient),
        )
