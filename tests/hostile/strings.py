"""What nobody types by accident, by families; made from a few lists, and the same on every run.

A value is text, lone surrogates among it, or bytes that are no text at all.
"""

import itertools
import json
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

Value = str | bytes

CONTROLS = [*range(0x20), *range(0x7F, 0xA0)]
INVISIBLE = [
    0xAD, 0x34F, 0x61C, 0x115F, 0x180E, *range(0x200B, 0x2010), *range(0x2028, 0x202F),
    *range(0x2060, 0x2070), 0x3164, 0xFEFF, 0xFFA0, *range(0xFFF9, 0x10000), 0x1D173, 0xE0001,
    0xE0041, 0xE007F, 0xFDD0, 0x1FFFE, 0x10FFFF, 0xE000, 0xF0000,
]  # fmt: skip
LENGTHS = (1, 39, 40, 41, 99, 100, 101, 199, 200, 201, 499, 500, 501, 1999, 2000, 2001, 65_536)
LISTS: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("lists.json").read_text(encoding="utf-8")
)
CUT = (
    b"\xc0\xaf", b"\xff", b"\xfe\xff", b"\x80", b"\xe2\x82", b"\xf8\x88\x80\x80\x80", b"\xc1\xbf",
)  # fmt: skip


def families() -> dict[str, list[Value]]:
    return {name: list(dict.fromkeys(make())) for name, make in MAKERS.items()}


def controls() -> Iterator[Value]:
    for code in CONTROLS:
        yield from (chr(code), f"peni{chr(code)}cillin", f"penicillin{chr(code)}")


def invisible() -> Iterator[Value]:
    for code in INVISIBLE:
        yield from (chr(code), f"peni{chr(code)}cillin", f"{chr(code)}penicillin{chr(code)}")


def not_text() -> Iterator[Value]:
    """Lone surrogates, overlong forms, cut sequences."""
    for code in (0xD800, 0xDBFF, 0xDC00, 0xDFFF):
        yield from (chr(code), f"peni{chr(code)}cillin")
    for cut in CUT:
        yield from (cut, b"peni" + cut + b"cillin")
    yield "penicillin".encode("utf-16")
    yield "penicill\xedn".encode("latin-1")


def digits() -> Iterator[Value]:
    """Every script's own digits, which Python's `int` reads, too."""
    for zero in range(0x110000):
        if unicodedata.decimal(chr(zero), None) == 0:
            one, two = chr(zero + 1), chr(zero + 2)
            yield from (f"{one}{two}{chr(zero)}", f"{one}{two}.{one}")


def dates() -> Iterator[Value]:
    for day, month in itertools.product(("0", "29", "30", "31", "32"), ("0", "2", "13")):
        yield from (f"2026-{month:0>2}-{day:0>2}", f"{day}/{month}/2026")
    yield from LISTS["parts"]
    yield from ("2026-W47-7", "2026-326", "20261122", "now", "2026-11-22T25:61:61Z", "1969-12-31")


def queries() -> Iterator[Value]:
    for quote, query in itertools.product(LISTS["quotes"], LISTS["queries"]):
        yield f"1{quote}{query}"


def markup() -> Iterator[Value]:
    for tag, handler in itertools.product(LISTS["tags"], LISTS["handlers"]):
        yield f"<{tag} {handler}=alert(1)>"
    for ending, tag in itertools.product(LISTS["endings"], LISTS["tags"]):
        yield f"{ending}<{tag}>alert(1)"


def formulas() -> Iterator[Value]:
    for before, formula in itertools.product(("", " ", '"', "\u200b"), LISTS["formulas"]):
        yield f"{before}{formula}"


def shapes() -> Iterator[Value]:
    """JSON, and what looks like it: deep, doubled, cut."""
    for depth in (10, 1_000, 50_000):
        yield from ("[" * depth, "[" * depth + "]" * depth, '{"a":' * depth + "1" + "}" * depth)
    yield from ('{"a":1,"a":2}', "[1,]", "{'a':1}", '"\\ud800"', '{"__proto__":{}}', "NaN", '"')
    yield from ('{"slug": NaN}', "1e400", f'{{"a": {"9" * 5000}}}', "\ufeff{}", "// {}", "{} {}")


def lengths() -> Iterator[Value]:
    for length in LENGTHS:
        yield from ("a" * length, "\xe9" * length)
    yield from (" " * 5_000, "\n" * 5_000, "a " * 30_000, "\U0001f48a" * 2_001)


def listed(*names: str) -> Callable[[], Iterator[Value]]:
    """As they are, and within words."""

    def make() -> Iterator[Value]:
        for each in itertools.chain(*(LISTS[name] for name in names)):
            yield from (each, f"penicillin {each} twice")

    return make


MAKERS: dict[str, Callable[[], Iterator[Value]]] = {
    "controls": controls,
    "invisible": invisible,
    "not text": not_text,
    "digits": digits,
    "numbers": listed("numbers"),
    "dates": dates,
    "words": listed("words"),
    "queries": queries,
    "markup": markup,
    "templates": listed("templates", "formats"),
    "formulas": formulas,
    "paths": listed("paths"),
    "headers": listed("headers"),
    "tokens": listed("tokens"),
    "others": listed("others"),
    "shapes": shapes,
    "lengths": lengths,
}
