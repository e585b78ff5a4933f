"""The rule engine beside Python written by hand and two engines written in Rust."""

from benchmarks.rules.measured import run

__all__ = ["run"]
