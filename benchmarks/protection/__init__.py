"""What sealing and row-level security cost on a patient's step, on PostgreSQL."""

from benchmarks.protection.measured import run

__all__ = ["run"]
