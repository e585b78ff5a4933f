"""The shipped names, and the ways in which they are mistyped."""

import json
import string
from collections.abc import Iterator

from screening.medicines import match_medicine, shipped_vocabulary
from screening.medicines.loading import SHIPPED

FILE = json.loads(SHIPPED.read_text(encoding="utf-8"))
VOCABULARY = shipped_vocabulary()

PROPER = [
    (name, ingredient["name"])
    for ingredient in FILE["ingredients"]
    for name in [ingredient["name"], *ingredient["brands"], *ingredient.get("spanish", [])]
] + [(name, name) for name in FILE["other_medicines"]]
SPELLINGS = [
    (name, ingredient["name"])
    for ingredient in FILE["ingredients"]
    for name in ingredient["misspellings"]
]
NAMES = PROPER + SPELLINGS

NEIGHBOURS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok",
    "o": "ipl", "p": "ol", "a": "qsz", "s": "awdx", "d": "sefc", "f": "drgv", "g": "fthb",
    "h": "gyjn", "j": "hukm", "k": "jil", "l": "ko", "z": "asx", "x": "zsdc", "c": "xdfv",
    "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk",
}  # fmt: skip
"""On a keyboard."""


def match(text):
    return match_medicine(text, VOCABULARY)


def ingredients(text):
    return [one.ingredient for one in match(text).matches]


def classes(text):
    return {slug for one in match(text).matches for slug in one.classes}


def hows(text):
    return {one.how.value for one in match(text).matches}


def slips(name: str) -> Iterator[str]:
    """What a hurried typist makes of a name: one slip each."""
    word = name.lower()
    for place, letter in enumerate(word):
        before, after = word[:place], word[place + 1 :]
        yield before + after
        yield before + letter + letter + after
        if after and after[0] != letter:
            yield before + after[0] + letter + after[1:]
        for neighbour in NEIGHBOURS.get(letter, ""):
            yield before + neighbour + after


def edits(name: str) -> Iterator[str]:
    """Every text one letter away."""
    word = name.lower()
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        yield from (before + letter + after for letter in string.ascii_lowercase)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in string.ascii_lowercase)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
