"""How known names are laid out for a quick look-up."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from screening.medicines.plain_words import is_everyday
from screening.medicines.vocabulary import KnownName, Vocabulary

SHORTEST_NEAR_WORD = 4
SHORTEST_TELLING_WORD = 6


def index(classes: Mapping[str, str], known: Mapping[str, KnownName]) -> Vocabulary:
    stands_for = _stands_for(known)
    return Vocabulary(
        classes=classes,
        known=known,
        near_words=_by_length(stands_for),
        stands_for=stands_for,
        phrases=tuple(sorted({"".join(words) for words, _ in _phrases(known)})),
        numbered=dict(_numbered(known)),
    )


def _stands_for(known: Mapping[str, KnownName]) -> dict[str, tuple[str, ...]]:
    """Each name of letters for itself, and a telling word of a longer name for that name."""
    found: dict[str, set[str]] = defaultdict(set)
    for key in known:
        if key.isalpha() and len(key) >= SHORTEST_NEAR_WORD:
            found[key].add(key)
    for words, key in _phrases(known):
        found["".join(words)].add(key)
        for word in words:
            if word not in known and _is_telling(word):
                found[word].add(key)
    return {word: tuple(sorted(keys)) for word, keys in found.items()}


def _is_telling(word: str) -> bool:
    return len(word) >= SHORTEST_TELLING_WORD and not is_everyday(word)


def _by_length(stands_for: Mapping[str, tuple[str, ...]]) -> dict[int, tuple[str, ...]]:
    grouped: dict[int, list[str]] = defaultdict(list)
    for word in sorted(stands_for):
        grouped[len(word)].append(word)
    return {length: tuple(words) for length, words in grouped.items()}


def _phrases(known: Mapping[str, KnownName]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Names of several words, all of letters."""
    for words, key in _spaced(known):
        if "".join(words).isalpha():
            yield words, key


def _numbered(known: Mapping[str, KnownName]) -> Iterator[tuple[tuple[str, str], str]]:
    for words, key in _spaced(known):
        if len(words) == 2 and words[0].isalpha() and words[1].isdecimal():
            yield (words[0], words[1]), key


def _spaced(known: Mapping[str, KnownName]) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, name in known.items():
        for words in name.spaced:
            yield words, key
