"""How many misspelt medicines are found, and how many other words are taken for one.

    python -m tests.medicines.evaluation [WORD LIST ...]

A word list has one word a line, like those of Debian's wamerican and wspanish.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from screening.medicines.texts import fold
from tests.medicines.names import NAMES, PROPER, edits, ingredients, match, slips

SEED = 20261122
TRIES = 40
SHORTEST = {1: 5, 2: 8}
"""Letters that a name needs for so many edits to be allowed in it."""


def main(word_lists: list[str]) -> None:
    for count in (1, 2):
        for kind, change in (("slips", slips), ("any edits", edits)):
            report(f"{count} of {kind} in a name", recall(count, change))
    report("every single edit of every name", every_single_edit())
    for path in word_lists:
        report(f"words of {Path(path).name}", precision(words_of(path)))


def recall(count: int, change) -> Counter[str]:
    """A name changed at random, many times over."""
    rng = random.Random(SEED)  # noqa: S311
    seen: Counter[str] = Counter()
    for name, ingredient in PROPER:
        if len(name) >= SHORTEST[count] and name.replace(" ", "").isalpha():
            for _ in range(TRIES):
                typed = name
                for _ in range(count):
                    typed = rng.choice(list(change(typed)))
                seen.update(outcome(typed, ingredient))
    return seen


def every_single_edit() -> Counter[str]:
    seen: Counter[str] = Counter()
    for name, ingredient in NAMES:
        if len(name) >= SHORTEST[1] and name.isalpha():
            for typed in set(edits(name)):
                seen.update(outcome(typed, ingredient))
    return seen


def outcome(typed: str, ingredient: str) -> Iterator[str]:
    found = ingredients(typed)
    yield "all"
    yield "found" if ingredient in found else "lost"
    if ingredient in found and len(set(found)) > 1:
        yield "found beside another"
    if ingredient not in found and match(typed).recognised:
        yield "lost, and recognised as another"


def words_of(path: str) -> set[str]:
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return {fold(word) for word in lines if word.isalpha()}


def precision(words: Iterable[str]) -> Counter[str]:
    seen: Counter[str] = Counter()
    for word in words:
        found = match(word).matches
        seen["all"] += 1
        if any(one.how == "distance" for one in found):
            seen["near a name"] += 1
            seen["near a name with a class"] += any(one.classes for one in found)
        elif found:
            seen["a listed name"] += 1
    return seen


def report(title: str, seen: Counter[str]) -> None:
    total = seen.pop("all")
    sys.stdout.write(f"{title}: {total}\n")
    for kind, count in seen.most_common():
        sys.stdout.write(f"  {count:>7} {count / total:8.3%}  {kind}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
