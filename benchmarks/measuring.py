"""CPU time of several things, taken in turns, so that a slow moment is slow for all of them."""

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

Job = Callable[[], object]


@dataclass(frozen=True)
class Times:
    """CPU seconds of each job, one for each round, in the order of the rounds."""

    by_job: Mapping[str, list[float]]

    def seconds(self, job: str) -> float:
        return median(self.by_job[job])

    def ratio(self, job: str, to: str) -> float:
        """How many times the CPU of the other: the median over the rounds."""
        pairs = zip(self.by_job[job], self.by_job[to], strict=True)
        return median(mine / other for mine, other in pairs)


def in_turns(jobs: Mapping[str, Job], *, rounds: int) -> Times:
    """Every job once a round; a round before the first warms up and does not count."""
    by_job: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(rounds + 1):
        gc.collect()
        for name, job in jobs.items():
            seconds = cpu_seconds(job)
            if turn:
                by_job[name].append(seconds)
    return Times(by_job)


def cpu_seconds(job: Job) -> float:
    """Of the whole process, its threads included."""
    start = time.process_time()
    job()
    return time.process_time() - start
