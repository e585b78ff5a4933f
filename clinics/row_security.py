"""PostgreSQL's own tenancy: policies on every tenant table, made from the models.

`manage.py migrate` puts them in place, as the tables' owner, each time anew: no table that a
migration adds can be without one. Nothing set is no rows.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

# As sub-selects, so that they are read once for a statement and not for each row.
CLINIC = "(SELECT nullif(current_setting('app.clinic', true), '')::bigint)"
KEY = "(SELECT nullif(current_setting('app.key', true), ''))"

CHAIN = f"id = (SELECT audit_chain_id FROM clinics_clinic WHERE id = {CLINIC})"  # noqa: S608
OF_NO_CLINIC = (
    "NOT EXISTS (SELECT 1 FROM clinics_clinic c WHERE c.audit_chain_id = clinics_auditchain.id)"
)


def tenants() -> list[Any]:
    """The models that are a `Tenant`; not by that name, for whoever asks before models are read."""
    return [model for model in apps.get_models() if hasattr(model, "found_by")]


def policies() -> dict[str, dict[str, str]]:
    """By table: each policy's name and what follows ON the table."""
    own = {model._meta.db_table: tenant_policies(model) for model in tenants()}
    return own | {
        # Names and settings of clinics are no secret of one from another: people choose one, and
        # commands go through all. Only its own clinic is changed; new ones are the system's.
        "clinics_clinic": {
            "clinic_read": "FOR SELECT USING (true)",
            "clinic_changed": f"FOR UPDATE USING (id = {CLINIC}) WITH CHECK (id = {CLINIC})",
            "clinic_opened": f"FOR INSERT WITH CHECK ({CLINIC} = 0)",
        },
        # Ends of chains are read by whoever verifies them all; each clinic moves only its own.
        "clinics_auditchain": {
            "chain_read": "FOR SELECT USING (true)",
            "chain_moved": f"FOR UPDATE USING ({CHAIN} OR ({CLINIC} = 0 AND {OF_NO_CLINIC}))",
            "chain_begun": f"FOR INSERT WITH CHECK ({CLINIC} = 0)",
        },
    }


def tenant_policies(model: Any) -> dict[str, str]:
    clinic = model._meta.get_field("clinic")
    column = f"coalesce({clinic.column}, 0)" if clinic.null else clinic.column
    found = {"of_clinic": f"USING ({column} = {CLINIC}) WITH CHECK ({column} = {CLINIC})"}
    if model.found_by:
        field = model._meta.get_field(model.found_by.removesuffix("_id"))
        found["of_holder"] = f"FOR SELECT USING ({field.column}::text = {KEY})"
    return found


def secure(connection: BaseDatabaseWrapper) -> None:
    """Needs the tables' owner. Does nothing on SQLite, which has neither roles nor policies."""
    if connection.vendor == "postgresql":
        run(connection, ["BEGIN", *statements(existing(connection)), "COMMIT"])


def statements(existing: list[tuple[str, str]]) -> Iterator[str]:
    for table, name in existing:
        yield f'DROP POLICY "{name}" ON "{table}"'
    for table, wanted in policies().items():
        yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
        yield f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY'
        for name, rule in wanted.items():
            yield f'CREATE POLICY "{name}" ON "{table}" {rule}'


def unforce(connection: BaseDatabaseWrapper) -> None:
    """Until `secure`: so that the owner's migrations see the rows that they are to change."""
    if connection.vendor == "postgresql":
        run(
            connection,
            [f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY' for table in held(connection)],
        )


def held(connection: BaseDatabaseWrapper) -> list[str]:
    """Tables whose owner is held by their policies, too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
            " AND relnamespace = current_schema()::regnamespace"
        )
        return [name for (name,) in cursor.fetchall()]


def existing(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Table and name of each policy."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, policyname FROM pg_policies WHERE schemaname = current_schema()"
        )
        return cursor.fetchall()


def unprotected(connection: BaseDatabaseWrapper) -> list[str]:
    """Tables that should be held by policies and are not, or not by all of them."""
    forced, there = set(held(connection)), set(existing(connection))
    return sorted(
        table
        for table, wanted in policies().items()
        if table not in forced or not {(table, name) for name in wanted} <= there
    )


def run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    if statements:
        with connection.cursor() as cursor:
            cursor.execute(";\n".join(statements))
