"""A measurement beside its peer and its goal, as a line of text."""

import os
import platform
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("Django", "django-formtools", "datalogic-py", "zen-engine")
LINE = "{:<46}{:>12}  {:<44}{:>12}{:>9}  {:<14}{}"


@dataclass(frozen=True)
class Goal:
    """Of a ratio, or of a figure that has no peer."""

    limit: float
    is_least: bool

    def __str__(self) -> str:
        return f"at {'least' if self.is_least else 'most'} {self.limit:g}"

    def is_met(self, figure: float) -> bool:
        return figure >= self.limit if self.is_least else figure <= self.limit


def at_least(limit: float) -> Goal:
    return Goal(limit, is_least=True)


def at_most(limit: float) -> Goal:
    return Goal(limit, is_least=False)


@dataclass(frozen=True)
class Row:
    """`figure` is what the goal speaks of; what value and peer are is said in their words."""

    what: str
    value: str
    peer: str = ""
    peer_value: str = ""
    figure: float | None = None
    goal: Goal | None = None

    def __str__(self) -> str:
        ratio = "" if self.figure is None else f"{self.figure:.2f}"
        goal = "" if self.goal is None else str(self.goal)
        words = (self.what, self.value, self.peer, self.peer_value, ratio, goal, self._verdict())
        return LINE.format(*words).rstrip()

    def _verdict(self) -> str:
        if self.goal is None or self.figure is None:
            return ""
        return "met" if self.goal.is_met(self.figure) else "NOT MET"


def table(title: str, rows: Iterable[Row]) -> str:
    head = LINE.format("", "value", "beside", "its value", "ratio", "goal", "").rstrip()
    return "\n".join(["", title, head, "-" * 150, *map(str, rows)])


def microseconds(seconds: float) -> str:
    return f"{seconds * 1e6:,.2f} us"


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1e3:,.2f} ms"


def machine() -> str:
    """What the figures hold for: absolute ones for this machine alone, ratios for many."""
    cores = os.cpu_count()
    load = os.getloadavg()[0]
    lines = [
        f"{_processor()}, {cores} cores, load {load:.1f}, {platform.system()}",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        + ", ".join(f"{name} {_version(name)}" for name in PACKAGES),
    ]
    return "\n".join(lines)


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    lines = described.read_text().splitlines() if described.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.machine())


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"
