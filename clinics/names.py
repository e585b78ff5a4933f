"""Names as they are searched: without case, accents or punctuation."""

import re
import unicodedata

NOT_A_LETTER = re.compile(r"[\W_]+")
SHORTEST, LONGEST = 3, 40
"""Letters of a beginning. One letter can decompose into many, so a name has no longest."""

APOSTROPHE = re.compile("['\u2018\u2019\u02bc]")  # O'Brien is one word


def words(text: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", APOSTROPHE.sub("", text)).casefold()
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return NOT_A_LETTER.sub(" ", plain).split()


def beginnings(*names: str) -> set[str]:
    """What each word of the names is found by: itself, and its first letters from three on."""
    return {
        word[:size]
        for word in words(" ".join(names))
        for size in (*range(SHORTEST, min(len(word), LONGEST) + 1), len(word))
    }
