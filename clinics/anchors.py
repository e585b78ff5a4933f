"""The ends of the chains, written down outside the database.

Somebody who owns the database can cut the end of a chain and wind its head back, or write a whole
new chain: inside, all would fit together. An anchor says what stood at a place once.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.utils import timezone

from clinics.models import AuditChain, Clinic


@dataclass(frozen=True)
class Anchor:
    """`clinic` is a slug, or empty for the system's chain; `at` is when it was written down."""

    clinic: str
    sequence: int
    hash: str
    at: str

    @property
    def line(self) -> str:
        return json.dumps(asdict(self))


class AnchorsUnreadable(Exception):
    """A line of the file is no anchor; nothing can be checked by a file that was damaged."""


def heads() -> list[Anchor]:
    """Of every chain that has an event, as it stands now."""
    now = timezone.now().isoformat(timespec="seconds")
    chains = [("", AuditChain.objects.filter(name=AuditChain.SYSTEM).first())]
    clinics = Clinic.objects.select_related("audit_chain").order_by("slug")
    chains += [(clinic.slug, clinic.audit_chain) for clinic in clinics]
    return [
        Anchor(slug, chain.length, chain.head, now) for slug, chain in chains if chain is not None
    ]


def append(path: Path, anchors: Iterable[Anchor]) -> None:
    """At the end of the file and onto the disk; what stands in it is never touched."""
    text = "".join(f"{anchor.line}\n" for anchor in anchors)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> dict[str, list[Anchor]]:
    """By the clinic's slug. Raises AnchorsUnreadable, OSError."""
    found: dict[str, list[Anchor]] = {}
    for anchor in parsed(path):
        found.setdefault(anchor.clinic, []).append(anchor)
    return found


def parsed(path: Path) -> Iterator[Anchor]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            said = json.loads(line)
            yield Anchor(
                str(said["clinic"]), int(said["sequence"]), str(said["hash"]), str(said["at"])
            )
        except (ValueError, KeyError, TypeError) as error:
            raise AnchorsUnreadable(f"line {number} of {path} is no anchor") from error
