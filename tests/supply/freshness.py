"""Are the pins behind? `script/freshness` asks the package index that pip is configured with.

Ends with 1 when a patch release of a pinned package's own series is out, or when no index answers.
What is newer in another series is said, and is a person's decision.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from packaging.version import Version

from tests.supply.locks import pins

# What stands between a stranger and the data.
WATCHED = (
    "django",
    "argon2-cffi",
    "cryptography",
    "django-allauth",
    "fido2",
    "gunicorn",
    "psycopg",
)
AVAILABLE = re.compile(r"^Available versions: (.+)$", re.MULTILINE)
PATIENCE = 20  # seconds


class NoIndex(Exception):
    """Nobody answered, or the index does not know the package."""


@dataclass(frozen=True)
class Freshness:
    name: str
    pinned: Version
    newest: Version
    newest_of_series: Version

    @property
    def is_behind(self) -> bool:
        return self.pinned < self.newest_of_series

    def __str__(self) -> str:
        said = f"{self.name} {self.pinned}"
        if self.is_behind:
            return f"{said}: BEHIND, {self.newest_of_series} is out"
        if self.pinned < self.newest:
            return f"{said}: newest of its series; {self.newest} is out"
        return f"{said}: newest"


def freshness_of(name: str) -> Freshness:
    """Raises NoIndex."""
    (pinned,) = [Version(pin.version) for pin in pins() if pin.name == name]
    return compared(name, pinned, available(name))


def compared(name: str, pinned: Version, known: list[Version]) -> Freshness:
    """A series is what shares all but the last of three numbers: 5.2 of 5.2.19."""
    released = [version for version in known if not version.is_prerelease] + [pinned]
    series = [version for version in released if version.release[:2] == pinned.release[:2]]
    return Freshness(name, pinned, max(released), max(series))


def available(name: str) -> list[Version]:
    command = [sys.executable, "-m", "pip", "index", "versions", name]
    command += ["--disable-pip-version-check", "--retries", "0", "--timeout", "5"]
    try:
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise NoIndex(name) from late
    said = AVAILABLE.search(done.stdout)
    if said is None:
        raise NoIndex(name)
    return [Version(each) for each in said[1].split(", ")]


def report() -> Iterator[tuple[str, bool]]:
    """A line for each watched package, and whether all is well with it."""
    locked = {pin.name for pin in pins()}
    for name in WATCHED:
        if name not in locked:
            yield f"{name}: not in the lock", False
            continue
        try:
            found = freshness_of(name)
        except NoIndex:
            yield f"{name}: no index answered", False
        else:
            yield str(found), not found.is_behind


def main() -> int:
    lines = list(report())
    sys.stdout.write("".join(f"{line}\n" for line, _ in lines))
    return 0 if all(well for _, well in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
