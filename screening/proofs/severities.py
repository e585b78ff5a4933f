"""Severities that could be lowered without any case coming out otherwise."""

from collections.abc import Iterator

from screening.proofs.holding import has_case
from screening.proofs.places import rule_paths
from screening.proofs.remarks import Remark, warning
from screening.proofs.studies import Study, examined, example
from screening.proofs.witnesses import case_inputs, claim
from screening.rules import Outcome, Rule, Severity, Truth
from screening.rules.findings import GRAVE, level_of

MILDER = dict(zip(Severity, list(Severity)[1:], strict=False))


def check_severities(study: Study) -> Iterator[Remark]:
    outcomes = [study.bench.engine.screen(*case_inputs(case)) for case in study.document.cases]
    paths = rule_paths(study.document)
    for slug, rule in study.document.rules.items():
        if rule.severity not in GRAVE or not has_case(study, rule):
            continue
        if not any(_decides(rule, one) for one in outcomes):
            what = f"how the cases hold the severity of rule '{slug}'"
            yield from examined(f"{paths[slug]}.severity", what, _not_held, study, rule)


def _decides(rule: Rule, outcome: Outcome) -> bool:
    """Whether the level would be lower, were the rule milder by one."""

    def severity(slug: str, own: Severity) -> Severity:
        return MILDER[own] if slug == rule.slug else own

    milder = level_of(
        [severity(one.rule, one.severity) for one in outcome.raised],
        [severity(one.rule, one.severity) for one in outcome.undetermined],
        outcome.unknown_questions,
    )
    return milder is not outcome.level


def _not_held(study: Study, rule: Rule) -> Iterator[Remark]:
    order = list(Severity)
    others = [
        claim(other.when, Truth.FALSE, Truth.UNKNOWN)
        for other in study.document.rules.values()
        if other.slug != rule.slug and order.index(other.severity) <= order.index(rule.severity)
    ]
    patient = study.patient(claim(rule.when, Truth.TRUE), *others)
    if patient is not None:
        milder = MILDER[rule.severity].value
        yield warning(
            "severity-not-held",
            f"{rule_paths(study.document)[rule.slug]}.severity",
            f"no case needs rule '{rule.slug}' to be of severity '{rule.severity.value}': were it"
            f" '{milder}', all cases would come out as before, and this patient would not",
            example(patient),
        )
