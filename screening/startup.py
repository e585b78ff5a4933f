"""What a server refuses to start with. In production each refusal is one line that says why."""

from collections.abc import Sequence
from ipaddress import ip_address

from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from clinics import database_roles, row_security
from clinics.encryption import KeyFileError, load_key_file

SHORTEST_KEY = 50
DEFAULT_KEY_MARKS = ("django-insecure", "change-me", "changeme", "secret-key")


def refuse_unsafe() -> None:
    """Called when a server starts. Raises SystemExit with the reasons, one a line."""
    reasons = tryout_refusals() if settings.TRYOUT else production_refusals()
    # The server may fork after this; a connection must not be shared.
    connections.close_all()
    if reasons:
        raise SystemExit("\n".join(f"Refusing to start: {reason}" for reason in reasons))


def production_refusals() -> list[str]:
    return settings_refusals() or database_refusals()


def check_settings(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: object
) -> list[CheckMessage]:
    """The same refusals as system checks, for `manage.py check --deploy`."""
    return [Error(reason, id="screening.E001") for reason in settings_refusals()]


def settings_refusals() -> list[str]:
    return [reason for reason, is_so in unsafe_settings().items() if is_so]


def unsafe_settings() -> dict[str, bool]:
    """Every reason that the settings can give, and whether they do."""
    key = secret_key()
    return {
        "TRYOUT is on; it is for one machine and holds demo data.": settings.TRYOUT,
        "DEBUG is on; its error pages show patients' data.": settings.DEBUG,
        f"SECRET_KEY is missing or shorter than {SHORTEST_KEY} characters.": (
            len(key) < SHORTEST_KEY
        ),
        "SECRET_KEY is a published default.": any(
            mark in key.lower() for mark in DEFAULT_KEY_MARKS
        ),
        "ALLOWED_HOSTS names no host, or any host.": (
            not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS
        ),
        "Plain http is allowed: SECURE_SSL_REDIRECT or a cookie's SECURE is off.": not (
            settings.SECURE_SSL_REDIRECT
            and settings.SESSION_COOKIE_SECURE
            and settings.CSRF_COOKIE_SECURE
        ),
        "SITE_URL is not https; it is the address in mails and in invitations.": (
            not settings.SITE_URL.startswith("https://")
        ),
        "SQLite cannot serve several hosts (HOST_COUNT); use PostgreSQL.": (
            settings.HOST_COUNT > 1 and connection.vendor == "sqlite"
        ),
        "CACHES is held by each process for itself; workers would disagree.": any(
            cache["BACKEND"].endswith("LocMemCache") for cache in settings.CACHES.values()
        ),
        "The database is on another host and not reached by TLS that checks its certificate; add "
        "?sslmode=verify-full to DATABASE_URL.": is_database_exposed(),
        "The mail server is on another host and not reached by TLS; begin EMAIL_URL with "
        "smtp+tls:// or smtp+ssl://.": is_mail_exposed(),
        "TASKS runs inside the request; a mail server that hangs would hold patients up.": any(
            not str(backend["BACKEND"]).endswith("DatabaseBackend")
            for backend in settings.TASKS.values()
        ),
    }


def is_database_exposed() -> bool:
    given = connection.settings_dict
    options = given.get("OPTIONS", {})
    is_checked = options.get("sslmode") == "verify-full"
    return not is_checked and not is_here(str(options.get("host") or given.get("HOST") or ""))


def is_mail_exposed() -> bool:
    is_sent = settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
    is_secret = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL
    return is_sent and not is_secret and not is_here(settings.EMAIL_HOST)


def is_here(host: str) -> bool:
    """The machine itself, by name, by address or by a socket."""
    if host.startswith("/") or host in ("", "localhost"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def secret_key() -> str:
    """Django raises where an empty key is read."""
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:
        return ""


def database_refusals() -> list[str]:
    try:
        unapplied = pending_migrations()
        if unapplied:
            return [f"{unapplied} migrations are not applied; run `manage.py migrate`."]
        if reasons := key_refusals() or tenancy_refusals():
            return reasons
        count = demo_accounts()
    except DatabaseError as error:
        return [f"The database does not answer ({type(error).__name__})."]
    return [f"{count} demo accounts with a published password are active."] if count else []


def tryout_refusals() -> list[str]:
    try:
        return key_refusals()
    except DatabaseError:
        return []


def key_refusals() -> list[str]:
    """Without the right keys nothing could be read, and nothing would be written in clear."""
    try:
        load_key_file(settings.KEYS_FILE)
    except KeyFileError as error:
        return [str(error)]
    wrapped = apps.get_model("clinics.DataKey").objects.exclude(wrapped=b"")
    unreadable = sorted({key.wrapped_by for key in wrapped if not key.is_readable})
    return [
        f"The key {key_id} of the key file {settings.KEYS_FILE} is missing or not the one that "
        "data in the database was sealed with."
        for key_id in unreadable
    ]


def tenancy_refusals() -> list[str]:
    """On PostgreSQL the application works as a role that its tables' policies hold."""
    if connection.vendor != "postgresql":
        return []
    tables = row_security.unprotected(connection)
    lacking = [f"Tables lack a policy; run `manage.py migrate`: {', '.join(tables)}."]
    return database_roles.refusals(connection) + (lacking if tables else [])


def demo_accounts() -> int:
    accounts = get_user_model().objects.filter(is_active=True)
    return accounts.filter(email__iendswith=f"@{settings.DEMO_DOMAIN}").count()


def pending_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
