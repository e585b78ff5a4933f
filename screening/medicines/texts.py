"""From what a patient typed to words and numbers that compare."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

MAX_CHARACTERS = 1_000
MAX_WORDS = 80
"""What lies beyond is not read, and a text that was cut is never recognised."""

_MARKS = re.compile(r"['’‘ʼ`´′]")  # noqa: RUF001
_NUMBER_SIGN = re.compile(r"\b(?:no|nr|num|number|numero)[.\s]*(?=[0-9])")
_PIECE = re.compile(r"(?P<word>[^\W\d_]+)|(?P<number>\d+(?:[.,/]\d+)*)|(?P<break>[,;:/+&|()\[\]])")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Me", "Mn"})
_BREAK_WORDS = frozenset({"and", "plus", "also", "with", "y", "con", "tambien"})


class Kind(Enum):
    WORD = "word"
    NUMBER = "number"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Token:
    """`is_glued`: nothing stands between this and the token before, as in xanax0.5mg."""

    text: str
    kind: Kind
    is_glued: bool


def fold(text: str) -> str:
    """One spelling of a text: no case, accents, apostrophes or invisible characters."""
    spread = unicodedata.normalize("NFKD", _MARKS.sub("", text).casefold())
    return "".join(character for character in spread if _is_seen(character))


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in _UNSEEN


def tokenise(text: str) -> tuple[tuple[Token, ...], bool]:
    """The tokens of a text, and whether some of it had to be left unread."""
    trimmed = " ".join(text.split())
    folded = _NUMBER_SIGN.sub("", fold(trimmed[:MAX_CHARACTERS]))
    tokens: list[Token] = []
    end = -1
    for piece in _PIECE.finditer(folded):
        if len(tokens) == MAX_WORDS:
            return tuple(tokens), True
        tokens.append(_token(piece, is_glued=piece.start() == end))
        end = piece.end()
    return tuple(tokens), len(trimmed) > MAX_CHARACTERS


def _token(piece: re.Match[str], *, is_glued: bool) -> Token:
    text, kind = piece.group(), Kind(piece.lastgroup)
    if kind is Kind.WORD and text in _BREAK_WORDS:
        kind = Kind.BREAK
    return Token(text, kind, is_glued)
