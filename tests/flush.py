"""Empties the tables after a test that commits, past the triggers that forbid exactly this."""

from django.db.backends.base.operations import BaseDatabaseOperations

execute_sql_flush = BaseDatabaseOperations.execute_sql_flush


def flush_past_triggers(operations: BaseDatabaseOperations, statements: list[str]) -> None:
    lift, restore = TRIGGERS[operations.connection.vendor](operations.connection)
    execute_sql_flush(operations, [*lift, *statements, *restore])


def sqlite_triggers(connection) -> tuple[list[str], list[str]]:
    """SQLite cannot switch a trigger off, so each is dropped and made again."""
    found = rows(connection, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return [f'DROP TRIGGER "{name}"' for name, _ in found], [sql for _, sql in found]


def postgresql_triggers(connection) -> tuple[list[str], list[str]]:
    found = rows(
        connection,
        "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
    )
    return (
        [f"ALTER TABLE {table} DISABLE TRIGGER USER" for (table,) in found],
        [f"ALTER TABLE {table} ENABLE TRIGGER USER" for (table,) in found],
    )


def rows(connection, query: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


TRIGGERS = {"sqlite": sqlite_triggers, "postgresql": postgresql_triggers}
