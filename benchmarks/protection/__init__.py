"""What sealing and row-level security cost on a patient's step, on PostgreSQL."""

from benchmarks.databases import on_postgres


def run(rounds: int) -> str:
    return on_postgres("benchmarks.protection.turns", rounds=rounds)
