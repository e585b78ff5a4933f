"""`script/bench protection`: a process for each kind of protection, beside one PostgreSQL."""

import os
import subprocess
import sys
import tempfile

from benchmarks.load.measured import WITHOUT_POSTGRES, postgres


def run(rounds: int) -> str:
    with postgres() as url:
        if url is None:
            return WITHOUT_POSTGRES
        with tempfile.TemporaryDirectory(prefix="forescreen-bench-") as folder:
            done = subprocess.run(  # noqa: S603
                [sys.executable, "-m", "benchmarks.protection.one_database", str(rounds)],
                env={**os.environ, "FORESCREEN_BENCH_DATA": folder, "BENCH_DATABASE_URL": url},
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
    return done.stdout
