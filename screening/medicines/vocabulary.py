"""The medicine names that are known, ready to be looked up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

_LINKS = frozenset({"de", "del", "la", "of", "the"})
_SHORT_FORMS = {"saint": "st"}


class How(StrEnum):
    """How a name was found: as listed, by a spelling that is known, or near enough to ask."""

    EXACT = "exact"
    SPELLING = "spelling"
    DISTANCE = "distance"


@dataclass(frozen=True, slots=True)
class Match:
    ingredient: str
    classes: tuple[str, ...]
    how: How


@dataclass(frozen=True, slots=True)
class KnownName:
    """What a name stands for, and how it may be written in several words."""

    matches: tuple[Match, ...]
    spaced: frozenset[tuple[str, ...]]

    @property
    def parts(self) -> frozenset[tuple[str, ...]]:
        return frozenset(parts_of(words) for words in self.spaced)


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Equal only to itself, so that what was read can be kept per vocabulary.

    Names are kept by `key_of` their words. `near_words` are, by length, what a misspelt word
    is compared with, and `stands_for` the names behind each; `phrases` those of them that
    are names of several words. `numbered` are the names that end in a number, like Theo-24.
    """

    classes: Mapping[str, str]
    known: Mapping[str, KnownName]
    near_words: Mapping[int, tuple[str, ...]]
    stands_for: Mapping[str, tuple[str, ...]]
    phrases: tuple[str, ...]
    numbered: Mapping[tuple[str, str], str]

    def matches(self, key: str) -> tuple[Match, ...]:
        name = self.known.get(key)
        return name.matches if name else ()


def parts_of(words: Iterable[str]) -> tuple[str, ...]:
    """Words without small links, in their short form: hierba san juan, st johns wort."""
    return tuple(_SHORT_FORMS.get(word, word) for word in words if word not in _LINKS)


def key_of(words: Iterable[str]) -> str:
    """The parts run together, so that spaces and hyphens do not matter."""
    return "".join(parts_of(words))
