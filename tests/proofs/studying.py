"""One check over one document, without the others."""

from screening.medicines import shipped_vocabulary
from screening.proofs.studies import Study
from screening.rules import parse_document
from tests.rules.small import document


def study_of(data, seconds=60):
    return Study(parse_document(data), shipped_vocabulary(), seconds)


def remarks(check, questions, rules, **more):
    """Code and path of everything that one check says about a small document."""
    study = study_of(document(questions, rules, **more))
    return [(remark.code, remark.path) for remark in check(study)]
