import os

from tests import production


def prepare(folder, **changes) -> list[str]:
    database = f"sqlite:///{folder / 'forescreen.sqlite3'}"
    ran = production.run(
        "manage.py", "prepare", DATA_DIR=str(folder), DATABASE_URL=database, **changes
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout.splitlines()


def test_prepare_migrates_and_collects_static_files_once(tmp_path):
    first = prepare(tmp_path, PORT="8765")
    manifest = tmp_path / "static/staticfiles.json"
    os.utime(manifest, (4_000_000_000, 4_000_000_000))
    second = prepare(tmp_path, PORT="8765")

    assert "Running migrations:" in first
    assert second == ["Serving on http://127.0.0.1:8765/ (Ctrl-C ends it)"]
    assert manifest.stat().st_mtime == 4_000_000_000


def test_prepare_collects_static_files_again_when_one_is_newer(tmp_path):
    prepare(tmp_path)
    manifest = tmp_path / "static/staticfiles.json"
    os.utime(manifest, (0, 0))

    prepare(tmp_path)

    assert manifest.stat().st_mtime > 0


def test_prepare_loads_no_demo_data_in_production(tmp_path):
    prepared = prepare(tmp_path)

    assert not any("demo" in line.lower() for line in prepared)
