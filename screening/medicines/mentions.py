"""Where a text names a medicine."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace

from screening.medicines.nearness import (
    Options,
    near_numbered,
    near_phrase,
    near_word,
    options,
)
from screening.medicines.plain_words import COUNTED, is_everyday
from screening.medicines.texts import Kind, Token
from screening.medicines.vocabulary import How, Match, Vocabulary, parts_of

MOST_TOKENS_IN_A_NAME = 4
_SHORTEST_TORN_NAME = 6
_SHORTEST_TORN_MISSPELLING = 8

Tokens = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A medicine named by `size` tokens from `start`; one option of these is meant, or none."""

    start: int
    size: int
    options: Options

    @property
    def matches(self) -> tuple[Match, ...]:
        return tuple(match for option in self.options for match in option)

    @property
    def is_certain(self) -> bool:
        return all(match.how is not How.DISTANCE for match in self.matches)


def places(mentions: Iterable[Mention]) -> frozenset[int]:
    return frozenset(place for one in mentions for place in range(one.start, one.start + one.size))


def known_mentions(tokens: Tokens, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Left to right, the longest known name at each place."""
    start = 0
    while start < len(tokens):
        mention = _known_mention(tokens, start, vocabulary)
        if mention:
            yield mention
        start += mention.size if mention else 1


def _known_mention(tokens: Tokens, start: int, vocabulary: Vocabulary) -> Mention | None:
    for size in range(min(MOST_TOKENS_IN_A_NAME, len(tokens) - start), 0, -1):
        end = start + size
        found = _known_options(tokens[start:end], tokens[end : end + 1], vocabulary)
        if found:
            return Mention(start, size, found)
    return None


def _known_options(window: Tokens, following: Tokens, vocabulary: Vocabulary) -> Options:
    """Tylenol 3 is one medicine; Tylenol 3 times a day may be that, or Tylenol."""
    matches = _known_matches(window, vocabulary)
    if not matches:
        return ()
    head = _known_matches(window[:-1], vocabulary) if _is_count(window[-1], following) else ()
    return options((matches, head)) if head else (matches,)


def _is_count(last: Token, following: Tokens) -> bool:
    return last.kind is Kind.NUMBER and any(token.text in COUNTED for token in following)


def _known_matches(window: Tokens, vocabulary: Vocabulary) -> tuple[Match, ...]:
    parts = parts_of(token.text for token in window)
    name = vocabulary.known.get("".join(parts))
    if name is None:
        return ()
    if len(parts) == 1 or parts in name.parts:
        return name.matches
    torn = name.matches if _may_be_torn(window) else ()
    return tuple(replace(match, how=How.SPELLING) for match in torn)


def _may_be_torn(window: Tokens) -> bool:
    """One name in pieces, oxy contin, rather than plain words that happen to make a name."""
    words = [token.text for token in window if token.kind is Kind.WORD]
    return (
        len(words) == len(window)
        and len("".join(words)) >= _SHORTEST_TORN_NAME
        and not all(is_everyday(word) for word in words)
    )


def near_mentions(tokens: Tokens, taken: Set[int], vocabulary: Vocabulary) -> Iterator[Mention]:
    """Left to right, what the words that are not taken are nearest to."""
    start = 0
    while start < len(tokens):
        free = tuple(_free(tokens, start, taken))
        mention = _near_mention(start, free, vocabulary) if free else None
        if mention:
            yield mention
        start += mention.size if mention else 1


def _free(tokens: Tokens, start: int, taken: Set[int]) -> Iterator[Token]:
    for place in range(start, min(start + MOST_TOKENS_IN_A_NAME, len(tokens))):
        if place in taken or tokens[place].kind is Kind.BREAK:
            return
        yield tokens[place]


def _near_mention(start: int, free: Tokens, vocabulary: Vocabulary) -> Mention | None:
    for size in range(len(free), 0, -1):
        found = _near_options(free[:size], free[size : size + 1], vocabulary)
        if found:
            return Mention(start, size, found)
    return None


def _near_options(window: Tokens, following: Tokens, vocabulary: Vocabulary) -> Options:
    if window[0].kind is not Kind.WORD or window[-1].kind is not Kind.WORD:
        return ()
    words = [token.text for token in window if token.kind is Kind.WORD]
    if len(window) == 1:
        return _near_one(words[0], following, vocabulary)
    if len(window) > len(words):
        return near_word("".join(words), vocabulary) if _is_one_word(window) else ()
    if _may_be_misspelt_and_torn(words):
        return near_word("".join(words), vocabulary) or near_phrase(words, vocabulary)
    return near_phrase(words, vocabulary)


def _near_one(word: str, following: Tokens, vocabulary: Vocabulary) -> Options:
    near = near_word(word, vocabulary)
    for token in following:
        if token.kind is Kind.NUMBER:
            near += near_numbered(word, token.text, vocabulary)
    return tuple(dict.fromkeys(near))


def _is_one_word(window: Tokens) -> bool:
    """A digit slipped into a word: l0razepam."""
    return len(window) == 3 and window[1].is_glued and window[2].is_glued


def _may_be_misspelt_and_torn(words: list[str]) -> bool:
    return (
        len(words) == 2
        and len("".join(words)) >= _SHORTEST_TORN_MISSPELLING
        and all(len(word) == 1 or not is_everyday(word) for word in words)
    )
