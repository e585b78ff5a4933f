"""All rows of both apps with whose they are, and which of them a request has touched."""

import hashlib
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection, models

WRITE = re.compile(
    r'\s*(?:(?:INSERT|REPLACE)(?: OR \w+)? INTO|UPDATE(?: OR \w+)?|DELETE FROM) "?(\w+)"?',
    re.IGNORECASE,
)
QUIET = frozenset(
    {
        "clinics_auditevent",
        "clinics_auditchain",
        "clinics_throttle",
        "django_session",
        "django_tasks_db_dbtaskresult",
    }
)
"""Tables that a request which is refused may write to all the same."""


class Row(NamedTuple):
    """`clinic` and `intake` are the keys of whose it is; None where the table says neither."""

    clinic: int | None
    intake: int | None
    digest: str


Key = tuple[str, Any]


def tables(touched: Collection[str] | None = None) -> list[type[models.Model]]:
    found = [*apps.get_app_config("clinics").get_models()]
    found += apps.get_app_config("screening").get_models()
    return [
        model
        for model in found
        if model._meta.db_table not in QUIET
        and (touched is None or model._meta.db_table in touched)
    ]


def snapshot(touched: Collection[str] | None = None) -> dict[Key, Row]:
    """Of every table, or of those that were written to: no trigger or foreign key of ours writes
    to another one."""
    return {
        (model._meta.label_lower, values[model._meta.pk.attname]): Row(
            clinic_key(model, values), intake_key(model, values), digest(values)
        )
        for model in tables(touched)
        for values in model._base_manager.values()
    }


def clinic_key(model: type[models.Model], values: dict[str, Any]) -> int | None:
    return values["id"] if model._meta.label_lower == "clinics.clinic" else values.get("clinic_id")


def intake_key(model: type[models.Model], values: dict[str, Any]) -> int | None:
    is_intake = model._meta.label_lower == "screening.intake"
    return values["id"] if is_intake else values.get("intake_id")


def digest(values: dict[str, Any]) -> str:
    return hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()


def of_tables(rows: dict[Key, Row], touched: Collection[str]) -> dict[Key, Row]:
    labels = {model._meta.label_lower for model in tables(touched)}
    return {key: row for key, row in rows.items() if key[0] in labels}


def changed(before: dict[Key, Row], after: dict[Key, Row]) -> dict[Key, Row]:
    """Rows that are new, gone or different, as they were if they were there."""
    return {
        key: before.get(key) or after[key]
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }


VOLATILE = (models.DateTimeField, models.BinaryField, models.UUIDField)


def steady(rows: dict[Key, Row], before: dict[Key, Row]) -> list[str]:
    """What the same request would write again: no moments, nor numbers and digests made anew."""
    found = []
    for label, key in rows:
        model = apps.get_model(label)
        for row in model._base_manager.filter(pk=key):
            values = {
                field.name: stands_in(row, field)
                for field in model._meta.concrete_fields
                if not field.primary_key and not isinstance(field, VOLATILE)
                if not is_new(field, row, before)
                if "digest" not in field.name and field.name != "reference"
            }
            found.append(f"{label} {values}")
    return sorted(found)


def stands_in(row: Any, field: models.Field) -> Any:
    """None where it is sealed and nobody can open it any more."""
    is_sealed = getattr(field, "is_sealed", False)
    return row.legible(field.attname) if is_sealed else getattr(row, field.attname)


def is_new(field: models.Field, row: models.Model, before: dict[Key, Row]) -> bool:
    """Points at a row that the request made: its number may differ the next time."""
    if not field.is_relation:
        return False
    key = (field.related_model._meta.label_lower, getattr(row, field.attname))
    return key not in before


@contextmanager
def writes() -> Iterator[set[str]]:
    """The tables that are written to meanwhile."""
    tables: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := WRITE.match(sql):
            tables.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield tables
