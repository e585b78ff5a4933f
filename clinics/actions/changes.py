"""Setting several fields of a row at once, and knowing which of them changed."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models


def apply_changes(
    row: models.Model, changes: Mapping[str, Any], *, allowed: Collection[str]
) -> list[str]:
    """Set and check the fields; the names of those that are different now, in order.

    Raises ValidationError when the row would not be right, TypeError for a field not allowed.
    """
    if unknown := set(changes) - set(allowed):
        raise TypeError(f"These fields cannot be changed: {', '.join(sorted(unknown))}.")
    changed = sorted(name for name, value in changes.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, changes[name])
    row.full_clean()
    return changed
