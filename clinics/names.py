"""Names as they are searched: without case, accents or punctuation."""

import re
import unicodedata

NOT_A_LETTER = re.compile(r"[\W_]+")
APOSTROPHE = re.compile("['\u2018\u2019\u02bc]")  # O'Brien is one word


def searchable(*names: str) -> str:
    """Every word of the names, each with a space before it: " maria jose garcia"."""
    return "".join(f" {word}" for word in words(" ".join(names)))


def words(text: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", APOSTROPHE.sub("", text)).casefold()
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return NOT_A_LETTER.sub(" ", plain).split()
