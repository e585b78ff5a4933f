"""How long a version's rules take over all past intakes, by a worker that is killed on its way."""

from benchmarks.databases import on_postgres

INTAKES = 100_000


def run(rounds: int) -> str:
    """`rounds` do not matter: 100,000 intakes are enough of a sample."""
    return on_postgres("benchmarks.replay.working", intakes=INTAKES)
