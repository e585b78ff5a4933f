import os
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError

from screening.management.commands.prepare import make_first_keys
from tests import production


def prepare(folder, **changes) -> list[str]:
    database = f"sqlite:///{folder / 'forescreen.sqlite3'}"
    ran = production.run(
        "manage.py", "prepare", DATA_DIR=str(folder), DATABASE_URL=database, **changes
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout.splitlines()


@pytest.fixture(scope="module")
def first_time(tmp_path_factory) -> tuple[Path, list[str]]:
    """All migrations take seconds, so one folder is prepared, and each test has a copy of it."""
    folder = tmp_path_factory.mktemp("prepared")
    return folder, prepare(folder, PORT="8765")


@pytest.fixture
def prepared(first_time, tmp_path) -> Path:
    return shutil.copytree(first_time[0], tmp_path / "prepared")


def test_prepare_migrates_and_collects_static_files_once(first_time, prepared):
    manifest = prepared / "static/staticfiles.json"
    os.utime(manifest, (4_000_000_000, 4_000_000_000))
    second = prepare(prepared, PORT="8765")

    assert "Running migrations:" in first_time[1]
    assert second == ["Serving on http://127.0.0.1:8765/ (Ctrl-C ends it)"]
    assert manifest.stat().st_mtime == 4_000_000_000


def test_prepare_collects_static_files_again_when_one_is_newer(prepared):
    manifest = prepared / "static/staticfiles.json"
    os.utime(manifest, (0, 0))

    prepare(prepared)

    assert manifest.stat().st_mtime > 0


def test_prepare_loads_no_demo_data_and_makes_no_keys_in_production(first_time):
    folder, said = first_time

    assert not any("demo" in line.lower() for line in said)
    assert not (folder / "keys.json").exists()


def test_first_keys_are_made_once(db, settings, tmp_path):
    settings.KEYS_FILE = tmp_path / "keys.json"
    make_first_keys()
    made = settings.KEYS_FILE.read_bytes()
    make_first_keys()

    assert settings.KEYS_FILE.read_bytes() == made
    assert settings.KEYS_FILE.stat().st_mode & 0o777 == 0o600


def test_keys_are_not_made_anew_over_data(lakeside, settings, tmp_path):
    settings.KEYS_FILE = tmp_path / "keys.json"

    with pytest.raises(CommandError, match="holds data that only its keys can open"):
        make_first_keys()
    assert not settings.KEYS_FILE.exists()
