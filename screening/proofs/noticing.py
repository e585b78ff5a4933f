"""Whether the document's cases would notice an edit, and which patient would."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import z3

from screening.proofs.edits import Edit
from screening.proofs.places import Place
from screening.proofs.remarks import Example
from screening.proofs.studies import EngineDisagrees, Study, example
from screening.proofs.witnesses import case_inputs, probe
from screening.rules import Document, Truth, compile_engine
from screening.rules.cases import said
from screening.rules.conditions import Condition
from screening.rules.cones import cone

Slip = tuple[Place, Edit]
"""An edit, and the whole condition that it was made in."""

AS_IT_IS = "as-it-is"


class Probed:
    """The study's document with conditions beside its rules, by any names."""

    def __init__(self, study: Study, conditions: Mapping[str, Condition]) -> None:
        rules = study.document.rules
        pattern = next(iter(rules.values()))
        self._names = {name: f"probed-{index}" for index, name in enumerate(conditions)}
        probes = {
            slug: probe(pattern, slug, conditions[name]) for name, slug in self._names.items()
        }
        self._engine = compile_engine(
            replace(study.document, rules={**rules, **probes}), study.recognise
        )

    def truths(self, answers: Mapping[str, object], today: date) -> dict[str, Truth]:
        found = self._engine.truths(answers, today)
        return {name: found[slug] for name, slug in self._names.items()}


def unnoticed(study: Study, slips: Iterable[Slip]) -> list[Slip]:
    """Those slips in rules with which no case comes out otherwise: cases name all rules that are
    raised or undetermined."""
    found = {str(index): slip for index, slip in enumerate(slips)}
    probed = Probed(study, {name: edit.condition for name, (_, edit) in found.items()})
    waiting = dict(found)
    for witness in study.witnesses[: len(study.document.cases)]:
        truths = probed.truths(witness.answers, witness.today)
        waiting = {
            name: (place, edit)
            for name, (place, edit) in waiting.items()
            if truths[name] is witness.truths[place.condition]
        }
    return list(waiting.values())


def is_noticed(study: Study, edited: Document) -> bool:
    """Whether a case comes out otherwise under another document, such as one with another gate."""
    engine = compile_engine(edited, study.recognise)
    inputs = [case_inputs(case) for case in study.document.cases]
    return any(
        said(engine.screen(*given)) != said(study.bench.engine.screen(*given)) for given in inputs
    )


def differing(study: Study, was: Condition, now: Condition) -> Example | None:
    """A patient for whom two conditions are not the same, seen in the real engine, or None:
    proved that there is none. Raises NotProved or EngineDisagrees."""
    one, other = study.record.truth(was), study.record.truth(now)
    within = cone(study.document, was) | cone(study.document, now)
    differs = z3.Or(one.sure != other.sure, one.possible != other.possible)
    model = study.find(differs, finished=within)
    if model is None:
        return None
    witness = study.replay(model, within)
    truths = Probed(study, {AS_IT_IS: was, "now": now}).truths(witness.answers, witness.today)
    if truths["now"] is truths[AS_IT_IS]:
        raise EngineDisagrees(example(witness))
    return example(witness)
