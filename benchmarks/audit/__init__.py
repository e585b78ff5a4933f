"""How long a long audit trail takes to check, on SQLite and on PostgreSQL."""

from benchmarks.databases import on_each

EVENTS = 1_000_000


def run(rounds: int) -> str:
    """`rounds` do not matter: one walk takes long enough."""
    return on_each("benchmarks.audit.trail", events=EVENTS)
