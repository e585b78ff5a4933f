"""Many patients at once, through the application server, on SQLite and on PostgreSQL."""

from benchmarks.load.measured import run

__all__ = ["run"]
