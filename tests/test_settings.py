import re

import pytest
from django.db import connection

from screening.settings import PASSWORD_HASHERS, TASKS
from tests.imports import ROOT


def test_every_setting_of_the_environment_is_explained():
    """Beside what gunicorn reads for itself."""
    source = (ROOT / "screening/settings.py").read_text()
    example = (ROOT / ".env.example").read_text()

    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', source)) | {"DATABASE_URL", "EMAIL_URL"}
    explained = set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE))

    assert explained - read == {"WEB_CONCURRENCY", "FORWARDED_ALLOW_IPS"}
    assert read - explained == set()


def test_passwords_are_hashed_with_argon2():
    assert PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"


def test_background_work_waits_in_the_database():
    assert TASKS["default"]["BACKEND"] == "django_tasks_db.DatabaseBackend"


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite only")
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("recursive_triggers", 1),
        ("busy_timeout", 20000),
    ],
)
def test_sqlite_loses_nothing_and_trusts_nothing(pragma, value):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")

        assert cursor.fetchone() == (value,)
