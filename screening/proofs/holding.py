"""Limits, parts and severities that the document's own cases do not hold.

A case holds something in a rule when a slip of the pen there makes the case fail. What no case
holds can go wrong without a word, in this version or the next.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from screening.proofs.edits import Edit, left_out, moved_limits
from screening.proofs.noticing import differing, is_noticed, unnoticed
from screening.proofs.places import Place, gates, rule_paths
from screening.proofs.remarks import Remark, warning
from screening.proofs.studies import Study, examined
from screening.rules import Document, Rule, Truth
from screening.rules.conditions import Condition
from screening.rules.findings import GRAVE


def check_holding(study: Study) -> Iterator[Remark]:
    for slug, path in rule_paths(study.document).items():
        rule = study.document.rules[slug]
        place, what = Place(f"{path}.when", rule.when), f"how the cases hold rule '{slug}'"
        yield from examined(place.path, what, _limits, study, place)
        if rule.severity in GRAVE and has_case(study, rule):
            yield from examined(place.path, what, _parts, study, rule, place)
    for link_id, place in gates(study.document):
        what = f"how the cases hold the gate of '{link_id}'"
        yield from examined(place.path, what, _gate_limits, study, link_id, place)


def has_case(study: Study, rule: Rule) -> bool:
    """Whether a case raises the rule; where none does, that is what is missing."""
    seen = study.witnesses[: len(study.document.cases)]
    return any(witness.truths[rule.when] is Truth.TRUE for witness in seen)


def _limits(study: Study, place: Place) -> Iterator[Remark]:
    edits = unnoticed(study, place.condition, moved_limits(study.document, place))
    yield from _not_held(study, place, edits)


def _gate_limits(study: Study, link_id: str, place: Place) -> Iterator[Remark]:
    """A gate is no line of a case: what it hides and asks is."""
    key = place.path.rpartition(".")[2]
    edits = [
        edit
        for edit in moved_limits(study.document, place)
        if not is_noticed(study, _with_gate(study.document, link_id, key, edit.condition))
    ]
    yield from _not_held(study, place, edits)


def _with_gate(document: Document, link_id: str, key: str, gate: Condition) -> Document:
    question = document.questions[link_id]
    edited = (
        replace(question, enable_when=gate)
        if key == "enable_when"
        else replace(question, optional_when=gate)
    )
    return replace(document, questions={**document.questions, link_id: edited})


def _not_held(study: Study, place: Place, edits: Iterable[Edit]) -> Iterator[Remark]:
    """One remark for each limit, whichever side is open."""
    for path, several in groupby(edits, key=lambda edit: edit.path):
        shown = [(edit, differing(study, place.condition, edit.condition)) for edit in several]
        missed = [(edit.change, patient) for edit, patient in shown if patient is not None]
        if missed:
            values = " or ".join(change for change, _ in missed)
            yield warning(
                "limit-not-held",
                path,
                f"no case stands at this limit: with {values} in its place all cases come out as"
                " before, and this patient would not",
                missed[0][1],
            )


def _parts(study: Study, rule: Rule, place: Place) -> Iterator[Remark]:
    for edit in unnoticed(study, rule.when, left_out(place)):
        patient = differing(study, rule.when, edit.condition)
        if patient is not None:
            yield warning(
                "part-not-held",
                edit.path,
                f"no case needs {edit.change}: without it in rule '{rule.slug}' all cases come"
                " out as before, and this patient would not",
                patient,
            )
