"""Theorem 1 on the document itself: to know less never clears and never raises.

Two records of one patient are laid beside each other: the first as it is, the second with any
of its answers made unknown. Taking away several is the same as taking away one after another,
so one question to the solver covers each single answer too.
"""

from collections.abc import Iterator, Mapping

import z3

from screening.proofs.places import has_silence, rule_paths
from screening.proofs.readings import not_known
from screening.proofs.records import LaterRecord
from screening.proofs.remarks import Example, Remark, error, information
from screening.proofs.studies import EngineDisagrees, Study, examined
from screening.proofs.symbols import Pair
from screening.rules import Rule, Truth
from screening.rules.cones import cone
from screening.rules.findings import GRAVE


class Comparison:
    """The record before and after, in the study's solver."""

    def __init__(self, study: Study) -> None:
        self.study = study
        questions = study.document.questions
        self.taken = {name: study.symbols.claim(f"{name} taken away") for name in questions}
        self.later = LaterRecord(
            study.document,
            study.readings,
            study.symbols,
            "later",
            before=study.record,
            taken=self.taken,
        )
        self.later.prepare(questions)

    def find(self, rule: Rule, *wanted: z3.BoolRef) -> z3.ModelRef | None:
        others = self.taken.keys() - cone(self.study.document, rule.when)
        kept = [z3.Not(self.taken[name]) for name in sorted(others)]
        self.study.solver.define(self.later)
        return self.study.find(*kept, *wanted)

    def truths(self, rule: Rule) -> tuple[Pair, Pair]:
        return self.study.record.truth(rule.when), self.later.truth(rule.when)


def check_silences(study: Study) -> Iterator[Remark]:
    beside = Comparison(study)
    paths = rule_paths(study.document)
    for slug, rule in study.document.rules.items():
        examine = _silence_clears if has_silence(study.document, rule.when) else _flips
        path, what = f"{paths[slug]}.when", f"rule '{slug}' when less is known"
        yield from examined(path, what, examine, beside, rule, path)


def _flips(beside: Comparison, rule: Rule, path: str) -> Iterator[Remark]:
    before, after = beside.truths(rule)
    differs = z3.Or(before.sure != after.sure, before.possible != after.possible)
    settled = z3.Or(after.sure, after.false)
    model = beside.find(rule, differs, settled)
    if model is not None:
        yield error(
            "silence-flips",
            path,
            f"to know less decides rule '{rule.slug}': with these answers taken away it is not"
            " undetermined and not what it was",
            confirmed(beside, rule, model, {Truth.TRUE, Truth.FALSE}),
        )


def _silence_clears(beside: Comparison, rule: Rule, path: str) -> Iterator[Remark]:
    """With `unanswered` silence may raise a rule, but it must not clear a grave one."""
    before, after = beside.truths(rule)
    model = beside.find(rule, before.possible, after.false)
    if model is not None:
        shown = confirmed(beside, rule, model, {Truth.FALSE})
        says = f"rule '{rule.slug}' becomes clear when these answers are taken away"
        if rule.severity in GRAVE:
            yield error("silence-clears", path, says, shown)
        else:
            yield information("silence-clears", path, says, shown)


def confirmed(beside: Comparison, rule: Rule, model: z3.ModelRef, ends: set[Truth]) -> Example:
    """Both records, run through the real engine."""
    study = beside.study
    within = cone(study.document, rule.when)
    before = study.replay(model, within)
    taken = tuple(
        name
        for name in study.document.questions
        if name in before.answers
        and z3.is_true(model.eval(beside.taken[name], model_completion=True))
    )
    shown = Example(before.answers, study.today, taken)
    after = study.bench.run(with_less(study, before.answers, taken), study.today)
    if after.truths[rule.when] not in ends - {before.truths[rule.when]}:
        raise EngineDisagrees(shown)
    return shown


def with_less(
    study: Study, answers: Mapping[str, object], taken: tuple[str, ...]
) -> dict[str, object]:
    return {**answers, **{name: not_known(study.document.questions[name]) for name in taken}}
