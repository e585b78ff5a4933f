"""Running the proofs, once in a process for the same bytes.

The solver is loaded by the first proof and not with this module: a process that proves nothing,
as those that serve pages, starts faster and smaller without it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any, cast

from django.utils.module_loading import import_string

from screening.actions.engines import vocabulary_sha256
from screening.models import CheckState
from screening.rules import ENGINE_VERSION

logger = logging.getLogger(__name__)

CHECKS_VERSION = "3"
"""Raised with every change of `screening.proofs` that could alter a remark."""

SECONDS = 60.0
MOST_KEPT = 64
NOT_DECIDED = "not-proved"

_decided: dict[tuple[str, ...], "Proof"] = {}


@dataclass(frozen=True)
class Proof:
    """`remarks` as JSON, errors first; `seconds` that it took."""

    state: CheckState
    remarks: list[dict[str, Any]]
    seconds: float

    @property
    def is_passed(self) -> bool:
        return self.state == CheckState.PASSED


def tools() -> dict[str, str]:
    """Which versions of engine, checks and vocabulary this program proves with."""
    return {
        "engine_version": ENGINE_VERSION,
        "checks_version": CHECKS_VERSION,
        "vocabulary_sha256": vocabulary_sha256(),
    }


def known_proof(sha256: str) -> Proof | None:
    """What this process has proved of these bytes already."""
    return _decided.get((sha256, *tools().values()))


def prove(*, document: str, sha256: str) -> Proof:
    """Takes seconds, at most about a minute: for tasks and shells, never for a request.

    Never raises: whatever goes wrong is "not decided", which is not passed.
    """
    known = known_proof(sha256)
    if known is not None:
        return known
    start = monotonic()
    try:
        check = cast(Callable[..., Any], import_string("screening.proofs.check_text"))
        remarks = [remark.as_json() for remark in check(document, SECONDS)]
    except Exception:
        logger.exception("The checks of a document broke off", extra={"document": sha256})
        remarks = [broken_off()]
    proof = Proof(state_of(remarks), remarks, round(monotonic() - start, 2))
    if proof.state != CheckState.UNDECIDED:
        remember(sha256, proof)
    return proof


def state_of(remarks: list[dict[str, Any]]) -> CheckState:
    errors = {remark["code"] for remark in remarks if remark["severity"] == "error"}
    if not errors:
        return CheckState.PASSED
    return CheckState.UNDECIDED if errors == {NOT_DECIDED} else CheckState.FAILED


def broken_off() -> dict[str, Any]:
    return {
        "severity": "error",
        "code": NOT_DECIDED,
        "path": "document",
        "message": "the checks broke off, which is a fault of the program; tell the operator",
        "example": None,
    }


def remember(sha256: str, proof: Proof) -> None:
    if len(_decided) >= MOST_KEPT:
        _decided.clear()
    _decided[sha256, *tools().values()] = proof
