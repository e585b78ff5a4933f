"""The document's own cases: they come out as written, and they cover every grave rule."""

from collections.abc import Iterator

from screening.proofs.places import rule_paths
from screening.proofs.remarks import Example, Remark, error, warning
from screening.proofs.studies import Study, examined
from screening.proofs.witnesses import case_inputs, claim
from screening.rules import Rule, Truth, failing_cases
from screening.rules.findings import GRAVE

WORDS = {Truth.TRUE: "raises", Truth.FALSE: "leaves clear", Truth.UNKNOWN: "leaves undetermined"}


def check_cases(study: Study) -> Iterator[Remark]:
    cases = {str(case["id"]): index for index, case in enumerate(study.document.cases)}
    for failure in failing_cases(study.bench.engine):
        index = cases[failure.case]
        yield error(
            "case-fails",
            f"cases[{index}].{failure.key}",
            str(failure),
            Example(*case_inputs(study.document.cases[index])),
        )


def check_coverage(study: Study) -> Iterator[Remark]:
    """Only what can happen needs a case: a rule with `unanswered` may never be undetermined."""
    seen = study.witnesses[: len(study.document.cases)]
    paths = rule_paths(study.document)
    for slug, rule in study.document.rules.items():
        covered = {witness.truths[rule.when] for witness in seen}
        if rule.severity in GRAVE:
            for truth in (one for one in WORDS if one not in covered):
                what = f"a case for rule '{slug}'"
                yield from examined(paths[slug], what, _missing, study, rule, truth)


def _missing(study: Study, rule: Rule, truth: Truth) -> Iterator[Remark]:
    patient = study.patient(claim(rule.when, truth))
    if patient is not None:
        yield warning(
            "case-missing",
            rule_paths(study.document)[rule.slug],
            f"no case {WORDS[truth]} rule '{rule.slug}'; this patient would",
            Example(patient.answers, patient.today),
        )
