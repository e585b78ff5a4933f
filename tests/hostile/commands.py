"""Commands that read what somebody else wrote, from standard input or from a file."""

import io
import os
import tempfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from tests.hostile.strings import Value
from tests.hostile.trying import raw
from tests.matrix.world import World

READING = ("screen", "screen lines", "medicine", "staff add", "question_set load", "shred")


def read_by(command: str, value: Value, world: World, monkeypatch: pytest.MonkeyPatch) -> str:
    """What came of it, rolled back; any other exception than a refusal in words is raised."""
    given = io.TextIOWrapper(io.BytesIO(raw(value)), encoding="utf-8", errors="surrogateescape")
    monkeypatch.setattr("sys.stdin", given)
    quiet = {"stdout": io.StringIO(), "stderr": io.StringIO()}
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        try:
            call_command(*words(command, value, world, Path(folder)), **quiet)
        except CommandError:
            return "refused in words"
        finally:
            transaction.set_rollback(True)
    return "done"


def words(command: str, value: Value, world: World, folder: Path) -> list[str]:
    house = world.here
    slug = house.versions["published"].question_set.slug
    file = folder / "given.json"
    file.write_bytes(raw(value))
    by_name = {
        "screen": ["screen", "--question-set", slug, "--clinic", house.clinic.slug],
        "screen lines": [
            "screen",
            "--lines",
            "--question-set",
            slug,
            "--clinic",
            house.clinic.slug,
        ],
        "medicine": ["medicine", "--lines"],
        "staff add": ["staff", "add", "x@y.example", "--name", "X", "--clinic", house.clinic.slug],
        "question_set load": [
            "question_set",
            "load",
            os.fspath(file),
            "--clinic",
            house.clinic.slug,
        ],
        "shred": ["shred", "clinic", house.clinic.slug],
    }
    found = by_name[command]
    return [*found, "--role", "CLINICIAN"] if command == "staff add" else found
