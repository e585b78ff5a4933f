"""How long a clinic's dashboard takes with a long past."""

from benchmarks.databases import on_postgres

INTAKES = 100_000


def run(rounds: int) -> str:
    return on_postgres("benchmarks.dashboard.looking", intakes=INTAKES, rounds=rounds)
