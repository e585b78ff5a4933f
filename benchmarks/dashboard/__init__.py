"""How long a clinic's dashboard takes with a long past."""

from benchmarks.dashboard.measured import run

__all__ = ["run"]
