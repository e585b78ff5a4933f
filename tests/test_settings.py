import json
import re

from screening.settings import PASSWORD_HASHERS, TASKS
from tests import production
from tests.imports import ROOT


def test_every_setting_of_the_environment_is_explained():
    """Beside what gunicorn reads for itself."""
    source = (ROOT / "screening/settings.py").read_text()
    example = (ROOT / ".env.example").read_text()

    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', source))
    explained = set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE))

    assert explained - read == {"WEB_CONCURRENCY", "FORWARDED_ALLOW_IPS"}
    assert read - explained == set()


def test_passwords_are_hashed_with_argon2():
    assert PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"


def test_background_work_waits_in_the_database():
    assert TASKS["default"]["BACKEND"] == "django_tasks_db.DatabaseBackend"


PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "recursive_triggers": 1,
    "busy_timeout": 20000,
}
READ_PRAGMAS = """
import json, sys
from django.db import connection
with connection.cursor() as cursor:
    print(json.dumps([cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in sys.argv[1:]]))
"""


def test_sqlite_loses_nothing_and_trusts_nothing(tmp_path):
    database = f"sqlite:///{tmp_path / 'pragmas.sqlite3'}"

    ran = production.run("-c", READ_PRAGMAS, *PRAGMAS, DATABASE_URL=database)

    assert dict(zip(PRAGMAS, json.loads(ran.stdout), strict=True)) == PRAGMAS
