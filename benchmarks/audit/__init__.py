"""How long a long audit trail takes to check, on SQLite and on PostgreSQL."""

from benchmarks.audit.measured import run

__all__ = ["run"]
