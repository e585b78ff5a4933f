"""`script/bench dashboard`: a process of its own, since Django's settings are a process's."""

import os
import subprocess
import sys
import tempfile

from benchmarks.load.measured import WITHOUT_POSTGRES, postgres

INTAKES = 100_000


def run(rounds: int) -> str:
    with postgres() as url:
        if url is None:
            return WITHOUT_POSTGRES
        with tempfile.TemporaryDirectory(prefix="forescreen-bench-") as folder:
            done = subprocess.run(  # noqa: S603
                [
                    sys.executable,
                    "-m",
                    "benchmarks.dashboard.one_database",
                    str(INTAKES),
                    str(rounds),
                ],
                env={**os.environ, "FORESCREEN_BENCH_DATA": folder, "BENCH_DATABASE_URL": url},
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
    return done.stdout
