"""Limits, parts and severities that the document's own cases do not hold.

A case holds something in a rule when a slip of the pen there makes the case fail. What no case
holds can go wrong without a word, in this version or the next.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from screening.proofs.edits import Edit, left_out, moved_limits
from screening.proofs.noticing import Slip, differing, is_noticed, unnoticed
from screening.proofs.places import Place, gates, rule_paths
from screening.proofs.remarks import Remark, warning
from screening.proofs.studies import Study, examined
from screening.rules import Document, Rule, Truth
from screening.rules.conditions import Condition
from screening.rules.findings import GRAVE


def check_holding(study: Study) -> Iterator[Remark]:
    document = study.document
    for path, slips in groupby(
        unnoticed(study, _limit_slips(study)), key=lambda slip: slip[1].path
    ):
        yield from examined(path, "how the cases hold a limit", _limit, study, path, list(slips))
    for link_id, place in gates(document):
        what = f"how the cases hold the gate of '{link_id}'"
        yield from examined(place.path, what, _gate, study, link_id, place)
    for place, edit in unnoticed(study, _part_slips(study)):
        yield from examined(edit.path, "how the cases hold a part", _part, study, place, edit)


def _limit_slips(study: Study) -> Iterator[Slip]:
    for place in _rules(study):
        yield from ((place, edit) for edit in moved_limits(study.document, place))


def _part_slips(study: Study) -> Iterator[Slip]:
    rules = study.document.rules.values()
    for rule, place in zip(rules, _rules(study), strict=True):
        if rule.severity in GRAVE and has_case(study, rule):
            yield from ((place, edit) for edit in left_out(place))


def _rules(study: Study) -> list[Place]:
    paths, rules = rule_paths(study.document), study.document.rules
    return [Place(f"{paths[slug]}.when", rule.when) for slug, rule in rules.items()]


def has_case(study: Study, rule: Rule) -> bool:
    """Whether a case raises the rule; where none does, that is what is missing."""
    seen = study.witnesses[: len(study.document.cases)]
    return any(witness.truths[rule.when] is Truth.TRUE for witness in seen)


def _gate(study: Study, link_id: str, place: Place) -> Iterator[Remark]:
    """A gate is no line of a case: what it hides and asks is."""
    key = place.path.rpartition(".")[2]
    slips = [
        (place, edit)
        for edit in moved_limits(study.document, place)
        if not is_noticed(study, _with_gate(study.document, link_id, key, edit.condition))
    ]
    for path, of_one in groupby(slips, key=lambda slip: slip[1].path):
        yield from _limit(study, path, list(of_one))


def _with_gate(document: Document, link_id: str, key: str, gate: Condition) -> Document:
    question = document.questions[link_id]
    edited = (
        replace(question, enable_when=gate)
        if key == "enable_when"
        else replace(question, optional_when=gate)
    )
    return replace(document, questions={**document.questions, link_id: edited})


def _limit(study: Study, path: str, slips: list[Slip]) -> Iterator[Remark]:
    """One remark for each limit, whichever side is open."""
    shown = [(edit, differing(study, place.condition, edit.condition)) for place, edit in slips]
    missed = [(edit.change, patient) for edit, patient in shown if patient is not None]
    if missed:
        values = " or ".join(change for change, _ in missed)
        yield warning(
            "limit-not-held",
            path,
            f"no case stands where {slips[0][1].what}: with {values} in its place all cases come"
            " out as before, and this patient would not",
            missed[0][1],
        )


def _part(study: Study, place: Place, edit: Edit) -> Iterator[Remark]:
    patient = differing(study, place.condition, edit.condition)
    if patient is not None:
        yield warning(
            "part-not-held",
            edit.path,
            f"no case needs {edit.what} of rule '{_rule_at(study, place)}': without it all cases"
            " come out as before, and this patient would not",
            patient,
        )


def _rule_at(study: Study, place: Place) -> str:
    return next(
        slug for slug, path in rule_paths(study.document).items() if place.path == f"{path}.when"
    )
