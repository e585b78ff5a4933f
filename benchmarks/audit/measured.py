"""`script/bench audit`: one process for each database, since Django's settings are a process's."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping

from benchmarks.load.measured import WITHOUT_POSTGRES, postgres

EVENTS = 1_000_000


def run(rounds: int) -> str:
    """`rounds` do not matter: one walk takes long enough."""
    printed = [measure({})]
    with postgres() as url:
        printed.append(WITHOUT_POSTGRES if url is None else measure({"BENCH_DATABASE_URL": url}))
    return "\n".join(printed)


def measure(environment: Mapping[str, str], *, events: int = EVENTS) -> str:
    kept = {key: value for key, value in os.environ.items() if key != "BENCH_DATABASE_URL"}
    with tempfile.TemporaryDirectory(prefix="forescreen-bench-") as folder:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "benchmarks.audit.one_database", str(events)],
            env={**kept, "FORESCREEN_BENCH_DATA": folder, **environment},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return done.stdout
