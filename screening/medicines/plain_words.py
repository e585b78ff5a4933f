"""Words that people write beside a medicine's name; `fixtures/plain_words.json` says which."""

import json
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "fixtures" / "plain_words.json"
_LISTS: dict[str, frozenset[str]] = {
    kind: frozenset(words)
    for kind, words in json.loads(FILE.read_text(encoding="utf-8")).items()
    if kind != "about"
}

COUNTED = _LISTS["counted"] | _LISTS["units"]
MEDICINE_NOUNS = _LISTS["medicine_nouns"]
COMPLAINTS = _LISTS["complaints"]
COMMENT_OPENERS = _LISTS["comment_openers"]
EXCUSING = _LISTS["excusing"]
DOUBTS = _LISTS["doubts"]
OTHERS = _LISTS["others"]
NOT_NAMES = _LISTS["not_names"] | _LISTS["unlisted_medicines"]
PLAIN_WORDS = frozenset[str]().union(*_LISTS.values()) - NOT_NAMES

_GLUED_UNITS = ("mg", "mcg", "ml")


def is_plain(word: str) -> bool:
    """Part of how a medicine is taken, or a word that says nothing about which one it is."""
    return word in PLAIN_WORDS or (len(word) == 1 and word.isascii()) or _is_unit_and_more(word)


def is_everyday(word: str) -> bool:
    """Never to be taken for a misspelt name."""
    return word in NOT_NAMES or is_plain(word)


def _is_unit_and_more(word: str) -> bool:
    """As in 5mgdaily."""
    return any(word.startswith(unit) and word[len(unit) :] in PLAIN_WORDS for unit in _GLUED_UNITS)
