"""Whose rows may be read and written now: one clinic's, or those that a key opens.

The one place that knows. Queries on tenant tables ask here and raise where nothing was said; on
PostgreSQL every statement carries the scope to the database, whose policies hold it once more.
A scope belongs to one thread or task and ends with its `with` block.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

SYSTEM = 0
"""In place of a clinic's id: what belongs to no clinic, such as the audit event of a sign-in."""


SHARED = {
    "clinics.DataKey": "wrapped by a key that is not in the database; opened by its own id",
}
"""Tables with a clinic whose rows are not in any scope, and why."""


class Unscoped(RuntimeError):
    """A tenant table was asked before it was said whose rows are meant."""


class OutOfScope(RuntimeError):
    """A row of one clinic was to be written while working for another."""


@dataclass(frozen=True)
class Scope:
    """At most one of these is set. `key` opens the rows of `model` whose `found_by` equals it."""

    clinic: int | None = None
    key: str = ""
    model: Any = None
    everywhere: str = ""


NOWHERE = Scope()
_scope: ContextVar[Scope] = ContextVar("scope", default=NOWHERE)


def current() -> Scope:
    return _scope.get()


def nowhere() -> Any:
    """What a request begins with, whatever its thread did before."""
    return within(NOWHERE)


def at_clinic(clinic: Any) -> Any:
    """`clinic`: itself or its id."""
    return within(Scope(clinic=getattr(clinic, "pk", clinic)))


def at_system() -> Any:
    return within(Scope(clinic=SYSTEM))


def holding(model: Any, key: object) -> Any:
    """Before the clinic is known: the row of somebody's session or link, or their memberships."""
    return within(Scope(key=str(key), model=model))


def across_clinics(why: str) -> Any:
    """The exception, by name. Nothing that answers a request uses it, and as the application's
    role PostgreSQL shows no row all the same.
    """
    return within(Scope(everywhere=why))


@contextmanager
def within(scope: Scope) -> Iterator[None]:
    before = _scope.set(scope)
    try:
        yield
    finally:
        _scope.reset(before)


def rows_in_scope(model: Any) -> dict[str, object]:
    """What a query on a tenant table has to ask for. Raises Unscoped."""
    scope = stated(model)
    if scope.everywhere:
        return {}
    if scope.key:
        return {model.found_by: scope.key}
    return {"clinic": scope.clinic or None}


def holds(row: Any) -> bool:
    """Whether a tenant table's row, read or to be written, is in scope. Raises Unscoped."""
    scope = stated(type(row))
    if scope.everywhere:
        return True
    if scope.key:
        return str(getattr(row, row.found_by)) == scope.key
    return (row.clinic_id or SYSTEM) == scope.clinic


def stated(model: Any) -> Scope:
    scope = current()
    if scope == NOWHERE or (scope.key and scope.model is not model):
        raise Unscoped(f"{model.__name__}: say whose rows, as with at_clinic(...)")
    return scope
