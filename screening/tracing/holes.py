"""Where the way from a contraindication to its grounds is broken."""

from collections.abc import Iterator
from enum import StrEnum

from screening.rules.findings import GRAVE
from screening.tracing.proofs import ProofOnRecord
from screening.tracing.traces import Trace


class Hole(StrEnum):
    SOURCE_UNVERIFIED = "source-unverified"
    NEVER_RAISED = "no-case-raises"
    NEVER_CLEAR = "no-case-clear"
    NEVER_UNDETERMINED = "no-case-undetermined"
    CASE_FAILS = "case-fails"
    NOT_PROVED = "not-proved"
    PROOF_OLD = "proof-old"
    PROOF_FAILED = "proof-failed"


HOLES: dict[Hole, str] = {
    Hole.SOURCE_UNVERIFIED: "The source is still to be verified",
    Hole.NEVER_RAISED: "No case raises it",
    Hole.NEVER_CLEAR: "No case leaves it clear",
    Hole.NEVER_UNDETERMINED: "No case leaves it undetermined",
    Hole.CASE_FAILS: "A case about it does not come out as written",
    Hole.NOT_PROVED: "These bytes are not proved",
    Hole.PROOF_OLD: "Proved by older tools than today's",
    Hole.PROOF_FAILED: "The proof found an error in it, or in a question behind it",
}


def holes(trace: Trace, proof: ProofOnRecord) -> tuple[Hole, ...]:
    return (*_of_grounds(trace), *_of_cases(trace, proof), *_of_proof(trace, proof))


def _of_grounds(trace: Trace) -> Iterator[Hole]:
    """A rule without a question or a source is no document: the parser refuses it."""
    if trace.rule.verify:
        yield Hole.SOURCE_UNVERIFIED


def _of_cases(trace: Trace, proof: ProofOnRecord) -> Iterator[Hole]:
    """A rule that is not grave has to be raised once; a grave one needs all three outcomes, but
    for one that is proved to happen to nobody."""
    is_grave = trace.rule.severity in GRAVE
    wanted = [(Hole.NEVER_RAISED, trace.raising)]
    if is_grave and not proof.rules_out(trace.rule.slug):
        wanted += [(Hole.NEVER_CLEAR, trace.clear), (Hole.NEVER_UNDETERMINED, trace.undetermined)]
    yield from (hole for hole, cases in wanted if not cases)
    if trace.failing:
        yield Hole.CASE_FAILS


def _of_proof(trace: Trace, proof: ProofOnRecord) -> Iterator[Hole]:
    if not proof.is_decided:
        yield Hole.NOT_PROVED
    elif not proof.is_current:
        yield Hole.PROOF_OLD
    if trace.rule.slug in proof.rules or not proof.questions.isdisjoint(trace.questions):
        yield Hole.PROOF_FAILED
