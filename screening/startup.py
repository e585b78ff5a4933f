"""What a server refuses to start with. In production each refusal is one line that says why."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor

SHORTEST_KEY = 50
DEFAULT_KEY_MARKS = ("django-insecure", "change-me", "changeme", "secret-key")
DEMO_DOMAIN = "demo.example"


def refuse_unsafe() -> None:
    """Called when a server starts. Raises SystemExit with the reasons, one a line."""
    if settings.TRYOUT:
        return
    reasons = settings_refusals() or database_refusals()
    if reasons:
        raise SystemExit("\n".join(f"Refusing to start: {reason}" for reason in reasons))


def check_settings(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: object
) -> list[CheckMessage]:
    """The same refusals as system checks, for `manage.py check --deploy`."""
    return [Error(reason, id="screening.E001") for reason in settings_refusals()]


def settings_refusals() -> list[str]:
    refusals = {
        "TRYOUT is on; it is for one machine and holds demo data.": settings.TRYOUT,
        "DEBUG is on; its error pages show patients' data.": settings.DEBUG,
        f"SECRET_KEY is missing or shorter than {SHORTEST_KEY} characters.": (
            len(settings.SECRET_KEY) < SHORTEST_KEY
        ),
        "SECRET_KEY is a published default.": any(
            mark in settings.SECRET_KEY.lower() for mark in DEFAULT_KEY_MARKS
        ),
        "ALLOWED_HOSTS names no host, or any host.": (
            not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS
        ),
        "Plain http is allowed: SECURE_SSL_REDIRECT or a cookie's SECURE is off.": not (
            settings.SECURE_SSL_REDIRECT
            and settings.SESSION_COOKIE_SECURE
            and settings.CSRF_COOKIE_SECURE
        ),
        "SQLite cannot serve several hosts (HOST_COUNT); use PostgreSQL.": (
            settings.HOST_COUNT > 1 and connection.vendor == "sqlite"
        ),
        "CACHES is held by each process for itself; workers would disagree.": any(
            cache["BACKEND"].endswith("LocMemCache") for cache in settings.CACHES.values()
        ),
        "TASKS runs inside the request; a mail server that hangs would hold patients up.": any(
            not backend["BACKEND"].endswith("DatabaseBackend")
            for backend in settings.TASKS.values()
        ),
    }
    return [reason for reason, refused in refusals.items() if refused]


def database_refusals() -> list[str]:
    try:
        unapplied = pending_migrations()
        if unapplied:
            return [f"{unapplied} migrations are not applied; run `manage.py migrate`."]
        demo = get_user_model().objects.filter(email__iendswith=f"@{DEMO_DOMAIN}", is_active=True)
        count = demo.count()
    except DatabaseError as error:
        return [f"The database does not answer ({type(error).__name__})."]
    finally:
        # The server may fork after this; a connection must not be shared.
        connections.close_all()
    return [f"{count} demo accounts with a published password are active."] if count else []


def pending_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
