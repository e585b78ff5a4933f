"""The words of a text that are neither a name nor plain, so that they may be a name unknown."""

from collections.abc import Iterator, Set
from itertools import takewhile

from screening.medicines.plain_words import (
    COMMENT_OPENERS,
    COMPLAINTS,
    COUNTED,
    DOUBTS,
    EXCUSING,
    MEDICINE_NOUNS,
    OTHERS,
    is_plain,
)
from screening.medicines.texts import Kind, Token

_OR = frozenset({"or", "o", "u"})
_ADDITIONS = frozenset({"d", "pm"})
"""Right behind a name these say that something was added to it: Tylenol PM."""


def unread_words(tokens: tuple[Token, ...], taken: Set[int]) -> tuple[str, ...]:
    """In the order of the text. `taken` holds the places of the names."""
    unread = [
        word
        for part in _parts(tokens)
        for word in (*_unknown_in(part, tokens, taken), *_unnamed_in(part, tokens, taken))
    ]
    return tuple(unread)


def _parts(tokens: tuple[Token, ...]) -> Iterator[range]:
    """The places between two breaks: a list of medicines, item by item."""
    start = 0
    for place, token in enumerate(tokens):
        if token.kind is Kind.BREAK:
            yield range(start, place)
            start = place + 1
    yield range(start, len(tokens))


def _unknown_in(part: range, tokens: tuple[Token, ...], taken: Set[int]) -> Iterator[str]:
    """Words that nothing explains, and doubts. One unknown word behind "for" or "Dr." is what
    it is for or from whom; another one, or one behind the complaint, may be a medicine."""
    is_excused = False
    for place in part:
        token = tokens[place]
        if place in taken or token.kind is not Kind.WORD:
            continue
        if _opens_a_comment(place, tokens, taken):
            is_excused = True
        elif token.text in COMPLAINTS:
            is_excused = False
        elif _is_doubt(place, tokens, taken) or _adds_to_a_name(place, tokens, taken):
            yield token.text
        elif not is_plain(token.text):
            if not is_excused:
                yield token.text
            is_excused = False


def _opens_a_comment(place: int, tokens: tuple[Token, ...], taken: Set[int]) -> bool:
    """Right behind a name dr is delayed release, elsewhere a doctor."""
    text = tokens[place].text
    return text in EXCUSING and not (text == "dr" and place - 1 in taken)


def _is_doubt(place: int, tokens: tuple[Token, ...], taken: Set[int]) -> bool:
    """Maybe Celexa, or: Celexa or Celebrex. One or two tablets are no doubt."""
    text = tokens[place].text
    return text in DOUBTS or (text in _OR and place - 1 in taken and place + 1 in taken)


def _adds_to_a_name(place: int, tokens: tuple[Token, ...], taken: Set[int]) -> bool:
    before = place - 1
    return (
        tokens[place].text in _ADDITIONS
        and before in taken
        and not tokens[before].text.startswith("vitamin")
    )


def _unnamed_in(part: range, tokens: tuple[Token, ...], taken: Set[int]) -> Iterator[str]:
    """A medicine told by what it is for, as in: Zoloft and a blood pressure pill; or only
    spoken of, as in: Zoloft and my other meds."""
    if any(place in taken for place in part):
        return
    words = [tokens[place].text for place in part]
    yield from (word for word in words if word in OTHERS or word in MEDICINE_NOUNS - COUNTED)
    before = list(takewhile(lambda word: word not in COMMENT_OPENERS, words))
    if any(word in COMPLAINTS for word in before):
        yield from (word for word in before if word in MEDICINE_NOUNS)
