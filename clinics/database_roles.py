"""Who may do what to which table on PostgreSQL: the owner migrates, the application works, the
auditor reads the trail. Names begin with DATABASE_ROLES.
"""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

READ = "SELECT"
ADD = "SELECT, INSERT"
CHANGE = "SELECT, INSERT, UPDATE"
ALL = "SELECT, INSERT, UPDATE, DELETE"

OURS = ("clinics", "screening")
MAY_DELETE = {"clinics.Membership", "clinics.PatientToken", "clinics.Throttle"}
ONLY_READ = {"auth", "contenttypes"}
"""Filled by migrations alone."""


def owner() -> str:
    return f"{settings.DATABASE_ROLES}_owner"


def app() -> str:
    return f"{settings.DATABASE_ROLES}_app"


def auditor() -> str:
    return f"{settings.DATABASE_ROLES}_audit"


def rights(model: type[models.Model]) -> str:
    """What the application may do to a table: never DDL, never TRUNCATE."""
    options = model._meta
    if getattr(model, "is_append_only", False):
        return ADD
    if options.label == "clinics.AuditChain":
        return "SELECT, INSERT, UPDATE (length, head)"
    if options.app_label in ONLY_READ or (options.auto_created and options.app_label in OURS):
        return READ
    if options.app_label in OURS and options.label not in MAY_DELETE:
        return CHANGE
    return ALL


def grants() -> Iterator[str]:
    """As the tables' owner: everything that was given before is taken first."""
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {app()}, {auditor()}"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {app()}, {auditor()}"
    for model in apps.get_models(include_auto_created=True):
        yield f'GRANT {rights(model)} ON "{model._meta.db_table}" TO {app()}'
    yield f"GRANT SELECT ON django_migrations TO {app()}"
    # Clinics, to go through their chains by name; nothing in them is about a patient.
    yield f"GRANT SELECT ON clinics_auditevent, clinics_auditchain, clinics_clinic TO {auditor()}"


def creation(database: str) -> Iterator[str]:
    """Once, by somebody who may make roles. Passwords are set apart, so that none is in a file."""
    may_not = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
    for role in (owner(), app(), auditor()):
        yield f"CREATE ROLE {role} LOGIN {may_not}"
    yield f'ALTER DATABASE "{database}" OWNER TO {owner()}'
    yield f'REVOKE ALL ON DATABASE "{database}" FROM PUBLIC'
    yield f'GRANT CONNECT ON DATABASE "{database}" TO {app()}, {auditor()}'
    yield f"ALTER SCHEMA public OWNER TO {owner()}"
    yield "REVOKE ALL ON SCHEMA public FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA public TO {app()}, {auditor()}"


def exist(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_roles WHERE rolname = ANY(%s)", [[app(), auditor()]]
        )
        return bool(cursor.fetchone()[0] == 2)


def refusals(connection: BaseDatabaseWrapper) -> list[str]:
    """Why the application must not work as the role that it is connected as."""
    with connection.cursor() as cursor:
        cursor.execute(POWERS)
        role, is_superuser, bypasses, owns = cursor.fetchone()
    found = {
        f"The database role {role} is a superuser.": is_superuser,
        f"The database role {role} bypasses row-level security.": bypasses,
        f"The database role {role} owns tables, or may act as their owner.": owns,
    }
    return [reason for reason, refused in found.items() if refused]


POWERS = """
SELECT rolname, rolsuper, rolbypassrls, NOT rolsuper AND EXISTS (
    SELECT 1 FROM pg_class
    WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
    AND pg_has_role(current_user, relowner, 'MEMBER')
)
FROM pg_roles WHERE rolname = current_user
"""
