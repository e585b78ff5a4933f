"""Asking the solver, within the time that is given for all questions together."""

from collections.abc import Iterable
from time import monotonic

import z3

from screening.proofs.readings import Reading
from screening.proofs.records import Record

LONGEST_QUESTION = 10.0
"""Seconds that one question may take of the time for all."""


class NotProved(Exception):
    """There was not enough time."""


class Solver:
    """`seconds` run from the making."""

    def __init__(self, context: z3.Context, seconds: float) -> None:
        self._ends = monotonic() + seconds
        self._solver = z3.Solver(ctx=context)
        self._defined: dict[str, int] = {}

    def add(self, *facts: z3.BoolRef) -> None:
        self._solver.add(*facts)

    def read(self, readings: Iterable[Reading]) -> None:
        for reading in readings:
            self._solver.add(reading.constraints)

    def define(self, *records: Record) -> None:
        """Say what the names mean that came up in the records since."""
        for record in records:
            known = self._defined.get(record.name, 0)
            self._solver.add(*record.definitions[known:])
            self._defined[record.name] = len(record.definitions)

    def model(self, *wanted: z3.BoolRef) -> z3.ModelRef | None:
        """One in which all of these hold, or None: there is none. Raises NotProved."""
        left = min(self._ends - monotonic(), LONGEST_QUESTION)
        if left <= 0:
            raise NotProved
        self._solver.set("timeout", max(int(left * 1000), 1))
        self._solver.push()
        try:
            self._solver.add(*wanted)
            answer = self._solver.check()
            if answer == z3.unknown:
                raise NotProved
            return self._solver.model() if answer == z3.sat else None
        finally:
            self._solver.pop()
