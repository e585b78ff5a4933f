"""Every rule can be raised and can be clear."""

from collections.abc import Iterator

from screening.proofs.contradictions import clash
from screening.proofs.places import Place, rule_paths
from screening.proofs.remarks import Remark, error
from screening.proofs.studies import Study, examined, example
from screening.proofs.witnesses import claim
from screening.rules.truth import FALSE, TRUE, UNKNOWN


def check_outcomes(study: Study) -> Iterator[Remark]:
    for slug, path in rule_paths(study.document).items():
        place = Place(f"{path}.when", study.document.rules[slug].when)
        yield from examined(place.path, f"rule '{slug}'", _outcomes, study, slug, place)


def _outcomes(study: Study, slug: str, place: Place) -> Iterator[Remark]:
    when = place.condition
    raised = study.patient(claim(when, TRUE))
    if raised is None:
        yield error("rule-never-raised", place.path, f"rule '{slug}' can never be raised")
        yield from clash(study, place)
    elif study.patient(claim(when, FALSE, UNKNOWN)) is None:
        yield error(
            "rule-always-raised",
            place.path,
            f"rule '{slug}' is raised for every patient",
            example(raised),
        )
    elif study.patient(claim(when, FALSE)) is None:
        yield error(
            "rule-never-clear",
            place.path,
            f"rule '{slug}' can never be clear: it is raised or undetermined for every patient",
            example(raised),
        )
