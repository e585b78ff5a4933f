"""Statements that run for every page a patient sends: compiled once, run with other values.

Compiling a query costs Django several times what the database needs to answer it. Columns,
conversions and rows stay Django's own; `tests/clinics/models/test_prepared.py` holds that.
"""

import threading
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import ObjectDoesNotExist
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query import get_related_populators

from clinics import scopes
from clinics.models.tenant import refuse_outside

Row = TypeVar("Row", bound=models.Model)


class Plan:
    """What one connection needs to run a compiled SELECT and to read its row."""

    def __init__(self, queryset: models.QuerySet[Any], connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.compiler = queryset.query.get_compiler(connection=connection)
        self.sql, params = self.compiler.as_sql()
        if len(params) != 1:
            raise ValueError("a prepared query has exactly one value")
        select, info = self.compiler.select, self.compiler.klass_info
        self.model = info["model"]
        self.width = len(info["select_fields"])
        self.names = [column[0].target.attname for column in select[: self.width]]
        self.related = get_related_populators(info, select, connection.alias)  # type: ignore[call-arg]
        self.converters = self.compiler.get_converters([column[0] for column in select])

    def run(self, value: int | str) -> Any:
        with self.connection.cursor() as cursor:
            cursor.execute(self.sql, [value])
            row = cursor.fetchone()
        if row is None:
            return None
        (row,) = self.compiler.apply_converters([row], self.converters)
        found = self.model.from_db(self.connection.alias, self.names, row[: self.width])
        for populator in self.related:
            populator.populate(row, found)
        return found


class Prepared(Generic[Row]):
    """A SELECT. `build(value)` is its queryset; that one value is all that differs between runs."""

    def __init__(self, build: Callable[[Any], models.QuerySet[Row]]) -> None:
        self.build = build
        self.kept = threading.local()

    def first(self, value: int | str) -> Row | None:
        connection = connections[DEFAULT_DB_ALIAS]
        plan: Plan | None = getattr(self.kept, "plan", None)
        if plan is None or plan.connection is not connection:
            # Kept for all clinics, so no scope is in it; the row that comes back is held to one.
            with scopes.across_clinics("a statement compiled once"):
                plan = self.kept.plan = Plan(self.build(value), connection)
        scopes.stated(plan.model)
        row = plan.run(value)
        return row if row is not None and scopes.holds(row) else None


def insert(row: models.Model) -> None:
    """As `row.save(force_insert=True)`."""
    refuse_outside(row)
    connection = connections[DEFAULT_DB_ALIAS]
    returns = connection.features.can_return_columns_from_insert
    values = [
        value_of(row, field, connection, is_new=True)
        for field in row._meta.local_concrete_fields
        if not field.primary_key
    ]
    with connection.cursor() as cursor:
        cursor.execute(insertion(type(row), connection.vendor, returns), values)
        row.pk = cursor.fetchone()[0] if returns else cursor.lastrowid
    row._state.adding, row._state.db = False, connection.alias


def update(row: models.Model, names: Sequence[str]) -> None:
    """As `row.save(update_fields=names)`. Raises ObjectDoesNotExist when the row is gone."""
    refuse_outside(row)
    connection = connections[DEFAULT_DB_ALIAS]
    fields = [row._meta.get_field(name) for name in names]
    values = [value_of(row, field, connection, is_new=False) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(change(type(row), tuple(names), connection.vendor), [*values, row.pk])
        if cursor.rowcount != 1:
            raise ObjectDoesNotExist(f"{row._meta.label} {row.pk}")


def value_of(
    row: models.Model, field: Any, connection: BaseDatabaseWrapper, *, is_new: bool
) -> Any:
    return field.get_db_prep_save(field.pre_save(row, is_new), connection)


@cache
def insertion(model: type[models.Model], vendor: str, returns: bool) -> str:
    table, key, quote = quoted(model)
    columns = [quote(field.column) for field in model._meta.local_concrete_fields]
    columns.remove(key)
    places = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608
    return f"{sql} RETURNING {key}" if returns else sql


@cache
def change(model: type[models.Model], names: tuple[str, ...], vendor: str) -> str:
    table, key, quote = quoted(model)
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    sets = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    return f"UPDATE {table} SET {sets} WHERE {key} = %s"  # noqa: S608


def quoted(model: type[models.Model]) -> tuple[str, str, Callable[[Any], str]]:
    """The table and its key, and how this database quotes a name."""
    quote, options = connections[DEFAULT_DB_ALIAS].ops.quote_name, model._meta
    return quote(options.db_table), quote(cast(Any, options.pk).column), quote
