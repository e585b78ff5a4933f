import runpy
from types import SimpleNamespace

import environ
import pytest
from django.core.checks import Error

from screening import startup
from screening.middleware import loopback_only
from tests import production
from tests.database_roles import in_service

PRODUCTION = {
    "TRYOUT": False,
    "DEBUG": False,
    "SECRET_KEY": production.ENVIRONMENT["SECRET_KEY"],
    "ALLOWED_HOSTS": ["screening.clinic.example"],
    "SITE_URL": "https://screening.clinic.example",
    "SECURE_SSL_REDIRECT": True,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
}


@pytest.fixture
def in_production(settings):
    for name, value in PRODUCTION.items():
        setattr(settings, name, value)
    return settings


def test_production_settings_are_not_refused(in_production):
    assert startup.settings_refusals() == []


UNSAFE = [
    ("TRYOUT", True, "TRYOUT is on; it is for one machine and holds demo data."),
    ("DEBUG", True, "DEBUG is on; its error pages show patients' data."),
    ("SECRET_KEY", "", "SECRET_KEY is missing or shorter than 50 characters."),
    ("SECRET_KEY", "x" * 49, "SECRET_KEY is missing or shorter than 50 characters."),
    ("SECRET_KEY", "django-insecure-" + "x" * 50, "SECRET_KEY is a published default."),
    ("ALLOWED_HOSTS", [], "ALLOWED_HOSTS names no host, or any host."),
    ("ALLOWED_HOSTS", ["*"], "ALLOWED_HOSTS names no host, or any host."),
    *[
        (name, False, "Plain http is allowed: SECURE_SSL_REDIRECT or a cookie's SECURE is off.")
        for name in ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
    ],
    (
        "SITE_URL",
        "http://screening.clinic.example",
        "SITE_URL is not https; it is the address in mails and in invitations.",
    ),
    (
        "CACHES",
        {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        "CACHES is held by each process for itself; workers would disagree.",
    ),
    (
        "TASKS",
        {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
        "TASKS runs inside the request; a mail server that hangs would hold patients up.",
    ),
]
DATABASE = (
    "The database is on another host and not reached by TLS that checks its certificate; add "
    "?sslmode=verify-full to DATABASE_URL."
)
MAIL = (
    "The mail server is on another host and not reached by TLS; begin EMAIL_URL with "
    "smtp+tls:// or smtp+ssl://."
)
SEVERAL_HOSTS = "SQLite cannot serve several hosts (HOST_COUNT); use PostgreSQL."


@pytest.mark.parametrize(("name", "value", "reason"), UNSAFE)
def test_unsafe_setting_is_refused(in_production, name, value, reason):
    setattr(in_production, name, value)

    assert startup.settings_refusals() == [reason]


@pytest.mark.parametrize(
    ("vendor", "reasons"),
    [
        ("sqlite", [SEVERAL_HOSTS]),
        ("postgresql", []),
    ],
)
def test_several_hosts_need_postgresql(in_production, monkeypatch, vendor, reasons):
    in_production.HOST_COUNT = 2
    here = SimpleNamespace(vendor=vendor, settings_dict={"HOST": ""})
    monkeypatch.setattr(startup, "connection", here)

    assert startup.settings_refusals() == reasons


@pytest.mark.parametrize(
    ("host", "options", "reasons"),
    [
        ("db.clinic.example", {}, [DATABASE]),
        ("10.0.0.7", {"sslmode": "require"}, [DATABASE]),
        ("", {"host": "db.clinic.example"}, [DATABASE]),
        ("db.clinic.example", {"sslmode": "verify-full"}, []),
        ("", {"host": "/var/run/postgresql"}, []),
        ("127.0.0.1", {}, []),
        ("localhost", {}, []),
    ],
)
def test_database_elsewhere_needs_tls_that_knows_it(
    in_production, monkeypatch, host, options, reasons
):
    given = {"HOST": host, "OPTIONS": options}
    named = SimpleNamespace(vendor="postgresql", settings_dict=given)
    monkeypatch.setattr(startup, "connection", named)

    assert startup.settings_refusals() == reasons


@pytest.mark.parametrize(
    ("url", "reasons"),
    [
        ("smtp://mail.clinic.example:25", [MAIL]),
        ("smtp+tls://mail.clinic.example:587", []),
        ("smtp+ssl://mail.clinic.example:465", []),
        ("smtp://localhost:25", []),
        ("smtp://[::1]:25", []),
        ("filemail:///var/spool/mails", []),
    ],
)
def test_mail_server_elsewhere_needs_tls(in_production, url, reasons):
    given = {"EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False, **environ.Env.email_url_config(url)}
    for name, value in given.items():
        if name.startswith("EMAIL_"):
            setattr(in_production, name, value)

    assert startup.settings_refusals() == reasons


def test_every_refusal_of_a_setting_is_tried_here(in_production):
    tried = {reason for _name, _value, reason in UNSAFE} | {SEVERAL_HOSTS, DATABASE, MAIL}

    assert set(startup.unsafe_settings()) == tried


def test_refusals_are_deployment_checks(in_production):
    in_production.DEBUG = True

    assert startup.check_settings() == [
        Error("DEBUG is on; its error pages show patients' data.", id="screening.E001")
    ]


@pytest.mark.django_db
def test_migrated_database_without_demo_accounts_is_not_refused(django_user_model):
    django_user_model.objects.create(email="alice@clinic.example", name="Alice")

    with in_service():
        assert startup.database_refusals() == []


@pytest.mark.django_db
def test_demo_accounts_are_refused(django_user_model):
    django_user_model.objects.create(email="alice@demo.example", name="Alice")
    django_user_model.objects.create(email="bob@demo.example", name="Bob", is_active=False)

    with in_service():
        refusals = startup.database_refusals()

    assert refusals == ["1 demo accounts with a published password are active."]


def test_server_without_a_key_ends_and_says_why():
    ended = production.run("-c", "import screening.wsgi", SECRET_KEY="", ALLOWED_HOSTS="")

    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        "Refusing to start: SECRET_KEY is missing or shorter than 50 characters.",
        "Refusing to start: ALLOWED_HOSTS names no host, or any host.",
    ]


def test_server_without_migrations_ends_and_says_why(tmp_path):
    ended = production.run(
        "-c", "import screening.wsgi", DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    )

    assert ended.returncode == 1
    assert ended.stderr.endswith("migrations are not applied; run `manage.py migrate`.\n")


def test_server_without_a_database_ends_and_says_why():
    ended = production.run(
        "-c", "import screening.wsgi", DATABASE_URL="postgres://nobody@localhost:1/nothing"
    )

    assert ended.returncode == 1
    assert ended.stderr == ("Refusing to start: The database does not answer (OperationalError).\n")


def test_commands_that_do_not_serve_need_no_key():
    ended = production.run("manage.py", "check", SECRET_KEY="", ALLOWED_HOSTS="")

    assert (ended.returncode, ended.stderr) == (0, "")


def test_production_settings_pass_the_deployment_checks():
    ended = production.run("manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize(
    ("bind", "refused"),
    [
        ([("127.0.0.1", 8000)], False),
        ([("::1", 8000)], False),
        ([("localhost", 8000)], False),
        (["/run/forescreen.sock"], False),
        ([("0.0.0.0", 8000)], True),  # noqa: S104
        ([("::", 8000)], True),
        ([("192.0.2.1", 8000)], True),
        ([("127.0.0.1", 8000), ("clinic.example", 8000)], True),
    ],
)
def test_tryout_server_listens_on_loopback_only(settings, bind, refused):
    settings.TRYOUT = True
    on_starting = runpy.run_path(str(production.ROOT / "deploy/gunicorn.py"))["on_starting"]

    if not refused:
        on_starting(SimpleNamespace(address=bind))
        return
    with pytest.raises(SystemExit, match="the try-out mode listens on loopback only"):
        on_starting(SimpleNamespace(address=bind))


def test_tryout_server_told_to_listen_elsewhere_ends_and_says_why():
    config = ("--config", "deploy/gunicorn.py", "--bind", "0.0.0.0:0")
    ended = production.run("-m", "gunicorn", *config, "screening.wsgi", TRYOUT="on")

    assert ended.returncode == 1
    assert ended.stderr.endswith("Refusing to start: the try-out mode listens on loopback only.\n")


@pytest.mark.parametrize(
    ("address", "status"), [("127.0.0.1", 200), ("::1", 200), ("", 200), ("192.0.2.1", 403)]
)
def test_tryout_answers_this_machine_only(rf, address, status):
    answer = loopback_only(lambda request: SimpleNamespace(status_code=200))

    assert answer(rf.get("/", REMOTE_ADDR=address)).status_code == status
