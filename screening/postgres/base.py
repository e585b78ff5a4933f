"""A statement and its scope travel in one message, so they are one transaction.

PostgreSQL's policies read the settings `app.clinic` and `app.key`. They are set for the transaction
only: by a pooler the next one may be somebody else's. Outside of a transaction the server makes one
of the message, so a read needs none of its own, and no round trip more.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.backends.postgresql import base
from psycopg import sql
from psycopg.pq import TransactionStatus

from clinics import scopes
from clinics.scopes import NOWHERE, Scope

SET = sql.SQL("SELECT set_config('app.clinic', {}, true), set_config('app.key', {}, true)")
OPEN = sql.SQL(
    "SELECT set_config('app.clinic', coalesce("
    "(SELECT clinic_id::text FROM {} WHERE {} = {}), ''), true)"
)


class DatabaseWrapper(base.DatabaseWrapper):
    announced: Scope | None = NOWHERE
    """What the server was told in this transaction; None where that is not known."""

    def get_connection_params(self) -> dict[str, Any]:
        return {**super().get_connection_params(), "cursor_factory": ScopedCursor}

    def create_cursor(self, name: str | None = None) -> Any:
        cursor = super().create_cursor(name)
        cursor.wrapper = self
        return cursor

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)
        # What was set after the savepoint is gone with it.
        self.announced = None

    def announcement(self) -> list[sql.Composed]:
        """What the server must be told before the next statement."""
        status = self.connection.info.transaction_status
        if status == TransactionStatus.INERROR:
            return []
        known = self.announced if status == TransactionStatus.INTRANS else NOWHERE
        self.announced = held_by_policies(scopes.current())
        return [] if self.announced == known else statements(self.announced)


class ScopedCursor(base.Cursor):
    wrapper: DatabaseWrapper | None = None
    """None while the connection is being set up."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> "ScopedCursor":
        said = self.wrapper.announcement() if self.wrapper else []
        if said:
            text = query if isinstance(query, str) else query.as_string(self.connection)
            before = [each.as_string(self.connection) for each in said]
            query = "; ".join([*before, text])
        super().execute(query, params, **options)
        for _ in said:
            self.nextset()
        return self

    def executemany(self, query: Any, rows: Iterable[Sequence[Any]], **options: Any) -> None:
        for row in rows:
            self.execute(query, row, **options)


def held_by_policies(scope: Scope) -> Scope:
    """For the database there is no exception: across clinics is nowhere."""
    return NOWHERE if scope.everywhere else scope


def statements(scope: Scope) -> list[sql.Composed]:
    clinic = "" if scope.clinic is None else str(scope.clinic)
    said = [SET.format(sql.Literal(clinic), sql.Literal(scope.key))]
    if scope.key:
        options = scope.model._meta
        field = options.get_field(scope.model.found_by)
        if field.unique:
            # The row that the key opens says at which clinic the statement goes on.
            table, column = sql.Identifier(options.db_table), sql.Identifier(field.column)
            said.append(OPEN.format(table, column, sql.Literal(scope.key)))
    return said
