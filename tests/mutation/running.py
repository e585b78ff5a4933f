"""Runs the tests against each mutant in a copy of the tree; the working tree stays as it is."""

import inspect
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.urls import get_resolver

from tests.imports import ROOT
from tests.matrix.routes import METHODS, routes
from tests.mutation.mutants import Mutant, mutants

WHOLE = ("clinics/policy.py", "clinics/access.py")
GUARDED = ("clinics/views", "screening/views")
QUICK = (
    "tests/clinics/test_policy.py",
    "tests/clinics/test_access.py",
    "tests/clinics/actions/test_break_glass.py",
    "tests/clinics/views/test_account.py",
    "tests/clinics/views/test_clinics.py",
)
MATRIX = "tests/matrix/test_matrix.py"
CONFIRMATION = "tests/matrix/test_confirmation.py"
LONGEST = 600  # seconds; a mutant that never ends is noticed as well


def all_mutants(root: Path) -> Iterator[Mutant]:
    for path in WHOLE:
        yield from mutants(path, (root / path).read_text())
    for folder in GUARDED:
        for file in sorted((root / folder).rglob("*.py")):
            path = str(file.relative_to(root))
            yield from mutants(path, file.read_text(), guards_only=True)


@contextmanager
def copied() -> Iterator[Path]:
    """What git knows of, with a database that is made once and used again."""
    with tempfile.TemporaryDirectory(prefix="forescreen-mutants-") as folder:
        listed = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True)  # noqa: S607
        for path in filter(None, listed.split("\0")):
            (Path(folder) / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, Path(folder) / path)
        (Path(folder) / "data").mkdir()
        yield Path(folder)


def passes(folder: Path, *arguments: str) -> bool:
    environment = {**os.environ, "FORESCREEN_TEST_DATA": str(folder / "data")}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--reuse-db", "-p", "no:cacheprovider"]
    try:
        done = subprocess.run(  # noqa: S603
            [*command, "--show-capture=no", "--tb=no", *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def tests_of(mutant: Mutant) -> list[str]:
    """Those of the file and of the addresses that lead to the view; of what stands around many
    views, the slice of the matrix."""
    module = mutant.path.removesuffix(".py").replace("/", ".")
    view = mutant.mistake.partition(" ")[0]
    names = [name for name, place in views().items() if place == (module, view)]
    cells = [f"[{name}-{method}]" for name in names for method in METHODS]
    found = [f"{MATRIX}::test_address_gives_everybody_what_is_declared{cell}" for cell in cells]
    found += [CONFIRMATION] if "@confirmed" in mutant.mistake else []
    own = Path("tests", mutant.path).with_name(f"test_{Path(mutant.path).name}")
    return [*([str(own)] if (ROOT / own).exists() else []), *(found or [MATRIX])]


@cache
def views() -> dict[str, tuple[str, str]]:
    """For each address, the module and the name of the function that answers it."""
    found = {}
    for name, callback in routes(get_resolver().url_patterns):
        inner = inspect.unwrap(callback)
        found[name] = (inner.__module__, inner.__name__)
    return found


def is_killed(folder: Path, mutant: Mutant) -> bool:
    """First by the tests that take seconds; what outlives them meets the slice of the matrix.

    A view's guard meets the tests of its own addresses.
    """
    file = folder / mutant.path
    right = file.read_text()
    file.write_text(mutant.source)
    try:
        if mutant.path not in WHOLE:
            return not passes(folder, *tests_of(mutant))
        return not (passes(folder, *QUICK, CONFIRMATION) and passes(folder, MATRIX))
    finally:
        file.write_text(right)
