"""Candidates for cases around each limit of a document.

The solver is loaded when they are first asked for, as in `proofs`.
"""

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.utils.module_loading import import_string

from screening.rules import parse_document

SECONDS = 5.0
MOST_KEPT = 16

_found: dict[str, tuple[dict[str, Any], ...]] = {}
"""By the hash of the document."""


def candidates_of(document: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """Cases with what the document's own rules say of them now; of a limit for which no patient
    was found in some seconds there are none. Raises DocumentError for an unfinished document."""
    parsed = parse_document(document)
    found = _found.get(parsed.sha256)
    if found is None:
        around = cast(
            Callable[..., Any], import_string("screening.proofs.boundaries.boundary_cases")
        )
        found = around(parsed, SECONDS)
        if len(_found) >= MOST_KEPT:
            _found.clear()
        _found[parsed.sha256] = found
    return found
