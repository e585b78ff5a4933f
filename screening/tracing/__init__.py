"""From each contraindication to what stands behind it, and where nothing does."""

from screening.tracing.holes import HOLES, Hole, holes
from screening.tracing.proofs import NO_PROOF, ProofOnRecord
from screening.tracing.traces import Trace, idle_questions, trace_rules

__all__ = [
    "HOLES",
    "NO_PROOF",
    "Hole",
    "ProofOnRecord",
    "Trace",
    "holes",
    "idle_questions",
    "trace_rules",
]
