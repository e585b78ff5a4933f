"""Grave rules that a question which may be left blank decides, or leaves open."""

from collections.abc import Iterator

import z3

from screening.proofs.places import rule_paths
from screening.proofs.remarks import Remark, warning
from screening.proofs.studies import EngineDisagrees, Study, examined, example
from screening.proofs.witnesses import Witness
from screening.rules import Rule, Truth
from screening.rules.conditions import Unanswered
from screening.rules.cones import cone, questions_of
from screening.rules.findings import GRAVE
from screening.rules.questions import ITSELF


def check_optional_questions(study: Study) -> Iterator[Remark]:
    paths = rule_paths(study.document)
    for slug, rule in study.document.rules.items():
        if rule.severity in GRAVE and optional_ones(study, rule):
            what = f"rule '{slug}' and its optional questions"
            yield from examined(f"{paths[slug]}.when", what, _optional_parts, study, rule)


def _optional_parts(study: Study, rule: Rule) -> Iterator[Remark]:
    path = f"{rule_paths(study.document)[rule.slug]}.when"
    for link_id in optional_ones(study, rule):
        yield from _blank_clears(study, rule, link_id, path)
    yield from _left_open(study, rule, path)


def optional_ones(study: Study, rule: Rule) -> list[str]:
    asked_about = questions_of(study.document, rule.when)
    return [
        link_id
        for link_id, question in study.document.questions.items()
        if link_id in asked_about and (not question.required or question.optional_when is not None)
    ]


def _blank_clears(study: Study, rule: Rule, link_id: str, path: str) -> Iterator[Remark]:
    record, within = study.record, cone(study.document, rule.when)
    clear = record.truth(rule.when).false
    blank = z3.And(
        record.gate(link_id).sure, record.optional(link_id), study.readings[link_id].blank
    )
    model = study.find(clear, blank, finished=within)
    if model is None:
        return
    patient = study.replay(model, within)
    optional = study.bench.engine.branch(patient.answers, study.today).optional
    if link_id not in optional or patient.truths[rule.when] is not Truth.FALSE:
        raise EngineDisagrees(example(patient))
    yield warning(
        "optional-blank-clears",
        path,
        f"rule '{rule.slug}' is clear where '{link_id}', which may be left blank, is blank",
        example(patient),
    )


def _left_open(study: Study, rule: Rule, path: str) -> Iterator[Remark]:
    record, within = study.record, cone(study.document, rule.when)
    truth = record.truth(rule.when)
    silent = z3.Or(
        [
            z3.And(record.truth(Unanswered(link_id, ITSELF)).sure, record.optional(link_id))
            for link_id in optional_ones(study, rule)
        ]
    )
    model = study.find(truth.unsure, truth.possible, silent, finished=within, only_finished=True)
    if model is None:
        return
    patient = study.replay(model, within)
    if patient.truths[rule.when] is not Truth.UNKNOWN:
        raise EngineDisagrees(example(patient))
    if names := _missing(study, rule, patient):
        yield warning(
            "optional-undetermined",
            path,
            f"rule '{rule.slug}' stays undetermined where {names}, which need not be answered,"
            " has no definite answer, though all that is required was answered",
            example(patient),
        )


def _missing(study: Study, rule: Rule, patient: Witness) -> str:
    """The optional questions that would settle the rule."""
    outcome = study.bench.engine.screen(patient.answers, patient.today)
    missing = {one.rule: one.missing for one in outcome.undetermined}[rule.slug]
    optional = study.bench.engine.branch(patient.answers, patient.today).optional
    return ", ".join(f"'{link_id}'" for link_id in missing if link_id in optional)
