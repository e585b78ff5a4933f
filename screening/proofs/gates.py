"""Every question can be reached, and every gate can be both."""

from collections.abc import Iterator

from screening.proofs.contradictions import clash
from screening.proofs.places import Place, gates, question_paths
from screening.proofs.remarks import Remark, error
from screening.proofs.studies import Study, examined, example
from screening.proofs.witnesses import claim
from screening.rules.truth import FALSE, TRUE, UNKNOWN


def check_gates(study: Study) -> Iterator[Remark]:
    paths = question_paths(study.document)
    for link_id, place in gates(study.document):
        examine = _optional if place.path.endswith(".optional_when") else _gate
        what = f"the gate of '{link_id}'"
        yield from examined(place.path, what, examine, study, link_id, place, paths[link_id])


def _gate(study: Study, link_id: str, place: Place, path: str) -> Iterator[Remark]:
    gate = place.condition
    if study.patient(claim(gate, TRUE)) is None:
        in_doubt = study.patient(claim(gate, UNKNOWN))
        how = "is asked only in doubt" if in_doubt else "is never asked"
        yield error(
            "question-unreachable",
            path,
            f"'{link_id}' {how}: no answers make its gate true",
            example(in_doubt) if in_doubt else None,
        )
        yield from clash(study, place)
    elif study.patient(claim(gate, FALSE)) is None:
        asked = study.patient(claim(gate, TRUE))
        yield error(
            "gate-never-false",
            place.path,
            f"the gate of '{link_id}' can never be false: every patient is asked",
            example(asked) if asked else None,
        )


def _optional(study: Study, link_id: str, place: Place, _path: str) -> Iterator[Remark]:
    optional = place.condition
    if study.patient(claim(optional, TRUE)) is None:
        yield error(
            "optional-never", place.path, f"'{link_id}' can never be optional: this never holds"
        )
        yield from clash(study, place)
    elif study.patient(claim(optional, FALSE, UNKNOWN)) is None:
        yield error(
            "optional-always",
            place.path,
            f"'{link_id}' is optional for every patient: say required false instead",
        )
