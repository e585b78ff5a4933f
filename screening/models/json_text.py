"""JSON kept as text: the same bytes on every database, so a hash of them means something.

PostgreSQL's own JSON type rewrites numbers and refuses a NUL; a patient's answer keeps both.
"""

import json
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression

from clinics.models import Patient


def json_text(value: Any) -> str:
    """One spelling: keys sorted, no spaces, plain ASCII. NaN and the infinities are refused."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def json_digest(value: Any, *, of: Patient) -> str:
    """The same for the same value, and useless to whoever lacks the patient's keys: a plain hash
    of a few answers could be found by trying. Raises DecryptionFailed."""
    return of.digest(json_text(value))


class JSONTextField(models.TextField):
    """A value of JSON types; None is stored as JSON's null, never as SQL's."""

    description = "JSON as text"

    # Read by the type checker alone: what stands in the attribute is any JSON value.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(
        self, value: str | None, expression: Expression, connection: BaseDatabaseWrapper
    ) -> Any:
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        return value

    def get_prep_value(self, value: Any) -> str:
        return json_text(value)

    def value_to_string(self, obj: models.Model) -> str:
        return json_text(self.value_from_object(obj))
