"""The pins of a lock: names, versions and the hashes of what may be installed."""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.production import ROOT

PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[\w,-]+\])?==([^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
BASE = ROOT / "requirements/base.txt"


@dataclass(frozen=True)
class Pin:
    name: str
    version: str
    hashes: tuple[str, ...]
    is_direct: bool  # named in pyproject.toml; the others are needed by one that is


def pins(lock: Path = BASE) -> list[Pin]:
    """In the order of the lock, which is that of the alphabet."""
    entries = re.split(r"^(?=[A-Za-z0-9])", lock.read_text(), flags=re.MULTILINE)
    found = [(PIN.match(entry), entry) for entry in entries]
    return [
        Pin(pin[1], pin[2], tuple(HASH.findall(entry)), "forescreen (pyproject.toml)" in entry)
        for pin, entry in found
        if pin
    ]
