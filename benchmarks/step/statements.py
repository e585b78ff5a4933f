"""The SQL of one request."""

from collections.abc import Callable
from typing import Any

from django.db import connection

from benchmarks.step.ours import OurClinic

TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def statements_of_a_post(clinic: OurClinic) -> list[str]:
    """Of the tenth page of a new intake."""
    patient = clinic.open_intake()
    for question in patient.questions[:9]:
        patient.step(question)
    found: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        found.append(sql)
        return execute(sql, *rest)

    address, given = patient.filled_in(patient.questions[9])
    with connection.execute_wrapper(note):
        patient.browser.post(address, given)
    return [sql for sql in found if not sql.startswith(TRANSACTION)]
