"""How long a version's rules take over all past intakes, by a worker that is killed on its way."""

from benchmarks.replay.measured import run

__all__ = ["run"]
