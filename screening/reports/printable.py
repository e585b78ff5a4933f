"""Which characters the fonts that come with the typesetter can print."""

from typing import Any

PRINTABLE = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0xAC),  # Latin, with all letters of western and central Europe; no soft hyphen
    (0xAE, 0x17F),
    (0x391, 0x3A1),  # Greek
    (0x3A3, 0x3C9),
    (0x410, 0x44F),  # Cyrillic
    (0x2010, 0x2015),  # dashes
    (0x2018, 0x201E),  # quotation marks
    (0x2022, 0x2022),  # bullet
    (0x2026, 0x2026),  # ellipsis
    (0x20AC, 0x20AC),  # euro
    (0x2212, 0x2212),  # minus
    (0x2264, 0x2265),  # at most, at least
)
KNOWN = frozenset(chr(code) for first, last in PRINTABLE for code in range(first, last + 1))
BLANK = {"\n": " ", "\t": " ", "\r": " "}


def printable(said: Any) -> Any:
    """The same text, list or mapping; what no font can print stands there by its number, so that
    nothing is left out unseen: `[U+6F22]`."""
    if isinstance(said, str):
        return "".join(BLANK.get(one) or shown(one) for one in said)
    if isinstance(said, dict):
        return {key: printable(one) for key, one in said.items()}
    if isinstance(said, list | tuple):
        return [printable(one) for one in said]
    return said


def shown(character: str) -> str:
    return character if character in KNOWN else f"[U+{ord(character):04X}]"
