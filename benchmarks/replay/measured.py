"""`script/bench replay`: one process for each database, since Django's settings are a process's."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping

from benchmarks.load.measured import WITHOUT_POSTGRES, postgres

INTAKES = 100_000


def run(rounds: int) -> str:
    """`rounds` do not matter: 100,000 intakes are enough of a sample."""
    with postgres() as url:
        return WITHOUT_POSTGRES if url is None else measure({"BENCH_DATABASE_URL": url})


def measure(environment: Mapping[str, str], *, intakes: int = INTAKES) -> str:
    kept = {key: value for key, value in os.environ.items() if key != "BENCH_DATABASE_URL"}
    with tempfile.TemporaryDirectory(prefix="forescreen-bench-") as folder:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "benchmarks.replay.one_database", str(intakes)],
            env={**kept, "FORESCREEN_BENCH_DATA": folder, **environment},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return done.stdout
