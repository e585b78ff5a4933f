"""Which known names a misspelt word is nearest to, by edit distance.

A swap of two neighbours counts as one edit. One edit is allowed where both words have up to
seven letters and two where one is longer; every name at the least distance is kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from screening.medicines.indexing import SHORTEST_NEAR_WORD
from screening.medicines.plain_words import is_everyday
from screening.medicines.vocabulary import How, Match, Vocabulary

LONGEST_FOR_ONE_EDIT = 7
MOST_EDITS = 2
_SHORTEST_FOR_ANY_EDIT = 5

Options = tuple[tuple[Match, ...], ...]
"""Names that a text may stand for, each as the ingredients that it holds."""


def near_word(word: str, vocabulary: Vocabulary) -> Options:
    """What a word may be a misspelling of; nothing for an everyday word."""
    if len(word) < SHORTEST_NEAR_WORD or is_everyday(word):
        return ()
    return _nearest(word, vocabulary)


@lru_cache(maxsize=4096)
def _nearest(word: str, vocabulary: Vocabulary) -> Options:
    lengths = range(len(word) - MOST_EDITS, len(word) + MOST_EDITS + 1)
    names = (name for length in lengths for name in vocabulary.near_words.get(length, ()))
    return _least(word, tuple(names), vocabulary)


def _least(word: str, names: Sequence[str], vocabulary: Vocabulary) -> Options:
    close = process.extract(word, names, scorer=OSA.distance, score_cutoff=MOST_EDITS, limit=None)
    near = [(name, edits) for name, edits, _ in close if _may_be(word, name, edits)]
    least = min((edits for _, edits in near), default=0)
    nearest = [name for name, edits in near if edits == least]
    return options(
        vocabulary.matches(key) for name in nearest for key in vocabulary.stands_for[name]
    )


def _may_be(word: str, name: str, edits: int) -> bool:
    """A name as short as Soma is only looked for with its letters out of order."""
    if len(name) < _SHORTEST_FOR_ANY_EDIT and sorted(word) != sorted(name):
        return False
    is_short = max(len(word), len(name)) <= LONGEST_FOR_ONE_EDIT
    return edits <= (1 if is_short else MOST_EDITS)


def near_numbered(word: str, number: str, vocabulary: Vocabulary) -> Options:
    """Which name that ends in a number these may be: tylonol 3, theo 300."""
    if is_everyday(word):
        return ()
    near = [
        key
        for (name, its_number), key in vocabulary.numbered.items()
        if word == name or (number == its_number and OSA.distance(word, name) == 1)
    ]
    return options(vocabulary.matches(key) for key in near)


def near_phrase(words: Sequence[str], vocabulary: Vocabulary) -> Options:
    """Which name of several words these may be a misspelling of, wherever its spaces went."""
    if all(is_everyday(word) for word in words):
        return ()
    return _nearest_phrase("".join(words), vocabulary)


@lru_cache(maxsize=4096)
def _nearest_phrase(run: str, vocabulary: Vocabulary) -> Options:
    return _least(run, vocabulary.phrases, vocabulary)


def options(names: Iterable[tuple[Match, ...]]) -> Options:
    """What several near names stand for, each meaning once."""
    return tuple(dict.fromkeys(tuple(_as_near(match) for match in name) for name in names))


def _as_near(match: Match) -> Match:
    return replace(match, how=How.DISTANCE)
