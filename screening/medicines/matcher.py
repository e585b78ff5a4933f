"""What a typed medicine name may stand for: the names in it, and the words not understood.

Names that are known come first, whole names before pairs before single words. What is left
is compared by spelling distance, so a known name does not hide a misspelt one beside it, and
a known name is never taken for another that looks like it.
"""

from dataclasses import dataclass
from functools import lru_cache

from screening.medicines.mentions import Mention, known_mentions, near_mentions, places
from screening.medicines.texts import tokenise
from screening.medicines.unread import unread_words
from screening.medicines.vocabulary import Match, Vocabulary

_LONGEST_KEPT_TEXT = 120
_DOUBT_MARKS = frozenset("?\N{REPLACEMENT CHARACTER}")


@dataclass(frozen=True, slots=True)
class NameReading:
    """All that was made of a text. `is_cut`: it was too long to be read to its end;
    `is_doubted`: it asks, or holds a character that got lost on the way."""

    mentions: tuple[Mention, ...]
    unread: tuple[str, ...]
    is_cut: bool
    is_doubted: bool

    @property
    def is_explained(self) -> bool:
        """It names something, and no word of it may name something else."""
        is_whole = not self.is_cut and not self.is_doubted
        return bool(self.mentions) and not self.unread and is_whole


@dataclass(frozen=True, slots=True)
class MedicineMatch:
    """`recognised`: known names and plain words only; nothing is near, unknown or unread."""

    text: str
    matches: tuple[Match, ...]
    recognised: bool


def match_medicine(text: str, vocabulary: Vocabulary) -> MedicineMatch:
    """The medicines that a text names, in its order; every tie of a near match is listed."""
    reading = read_name(text, vocabulary)
    matches = [match for mention in reading.mentions for match in mention.matches]
    recognised = reading.is_explained and all(one.is_certain for one in reading.mentions)
    return MedicineMatch(text, tuple(dict.fromkeys(matches)), recognised)


def read_name(text: str, vocabulary: Vocabulary) -> NameReading:
    if len(text) > _LONGEST_KEPT_TEXT:
        return _read(text, vocabulary)
    return _read_and_keep(text, vocabulary)


@lru_cache(maxsize=4096)
def _read_and_keep(text: str, vocabulary: Vocabulary) -> NameReading:
    return _read(text, vocabulary)


def _read(text: str, vocabulary: Vocabulary) -> NameReading:
    tokens, is_cut = tokenise(text)
    known = list(known_mentions(tokens, vocabulary))
    near = list(near_mentions(tokens, places(known), vocabulary))
    mentions = sorted([*known, *near], key=lambda mention: mention.start)
    return NameReading(
        mentions=tuple(mentions),
        unread=unread_words(tokens, places(mentions)),
        is_cut=is_cut,
        is_doubted=not _DOUBT_MARKS.isdisjoint(text),
    )
