"""PostgreSQL's roles under test: set-up is the owner's, and a superuser's; requests are not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from psycopg.pq import TransactionStatus

from clinics import database_roles, scopes
from clinics.row_security import run

View = Callable[[HttpRequest], HttpResponseBase]

MAKE = """
DO $$ BEGIN
    CREATE ROLE {role} NOLOGIN NOSUPERUSER NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""


def make_roles() -> None:
    """Of the whole server; another run may have made them."""
    if connection.vendor == "postgresql":
        roles = (database_roles.app(), database_roles.auditor())
        usage = f"GRANT USAGE ON SCHEMA public TO {', '.join(roles)}"
        run(connection, [*(MAKE.format(role=role) for role in roles), usage])
        run(connection, list(database_roles.grants()))


@contextmanager
def acting_as(role: str) -> Iterator[None]:
    """Not through Django's cursor, so that no test counts it."""
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    connection.connection.execute(f"SET ROLE {role}")
    try:
        yield
    finally:
        raw = connection.connection
        # A broken transaction is rolled back by whoever began it, and the role with it.
        if raw is not None and raw.info.transaction_status != TransactionStatus.INERROR:
            raw.execute("RESET ROLE")


@contextmanager
def in_service() -> Iterator[None]:
    """As the application's processes work: its role, and nobody's rows until somebody says."""
    with acting_as(database_roles.app()), scopes.nowhere():
        yield


def as_application(get_response: View) -> View:
    def respond(request: HttpRequest) -> HttpResponseBase:
        with acting_as(database_roles.app()):
            return get_response(request)

    return respond
