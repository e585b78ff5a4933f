"""Random marks in every field that must not get out, and how to find them in what came out."""

import random
import re
import uuid
from typing import NamedTuple

LETTERS = "bcdfghjkmnprtvwx"  # no vowels, so that no word of a page looks like one
SHAPES = re.compile(
    r"zq[bcdfghjkmnprtvwx]{12}"
    r"|555-?\d{3}-?\d{4}"
    r"|\b19[0-3]\d\b"
    r"|\b[2-9A-Z]{3}-[2-9A-Z]{3}\b"
    r"|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
    r"|(?<![\w-])[\w-]{43}(?![\w-])"
    r"|\b[0-9a-f]{64}\b"
    r"|\b[0-9a-f]{32}\b"
    r"|\bmd5\$\w+\$[0-9a-f]{32}\b"
)


class Owner(NamedTuple):
    """Whose a mark is: of a clinic, perhaps of one patient there, and of what kind."""

    clinic: str
    kind: str
    patient: str = ""


class Marks:
    def __init__(self) -> None:
        self.random = random.Random(743)  # noqa: S311 - marks need to differ, not to be secret
        self.owners: dict[str, Owner] = {}
        self.years = iter(self.random.sample(range(1905, 1940), 35))

    def word(self, owner: Owner) -> str:
        return self.keep(fresh(self.random), owner)

    def email(self, owner: Owner) -> str:
        return f"{self.word(owner)}@example.org"

    def phone(self, owner: Owner) -> str:
        number = f"555-{self.random.randrange(1000):03}-{self.random.randrange(10000):04}"
        return self.keep(number, owner)

    def year(self, owner: Owner) -> int:
        """Of a birth: no two people have the same, so the year alone tells who it is."""
        return int(self.keep(str(next(self.years)), owner))

    def keep(self, text: str | uuid.UUID, owner: Owner) -> str:
        """What the product made up itself: an id, a reference, a token."""
        assert self.owners.setdefault(plain(str(text)), owner) == owner
        assert SHAPES.fullmatch(str(text)), text
        return str(text)

    def found(self, text: str) -> set[str]:
        return {mark for mark in map(plain, SHAPES.findall(text)) if mark in self.owners}


def fresh(source: random.Random) -> str:
    """Looks like a mark and is nobody's: what somebody types now."""
    return "zq" + "".join(source.choices(LETTERS, k=12))


def plain(mark: str) -> str:
    return mark.replace("-", "") if mark.startswith("555") else mark
