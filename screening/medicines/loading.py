"""From the medicine file to a vocabulary, refusing what would make one name two medicines."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from screening.medicines import plain_words
from screening.medicines.indexing import index
from screening.medicines.texts import tokenise
from screening.medicines.vocabulary import How, KnownName, Match, Vocabulary, key_of

SHIPPED = Path(__file__).resolve().parents[2] / "fixtures" / "medicines.json"
_RELEASE_TAILS = frozenset({"cc", "cr", "er", "sr", "xl", "xr"})
_LISTS = {"brands": How.EXACT, "spanish": How.EXACT, "misspellings": How.SPELLING}


class VocabularyError(ValueError):
    """The medicine file cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One name of the file, and where it stands there."""

    path: str
    words: tuple[str, ...]
    match: Match

    @property
    def key(self) -> str:
        return key_of(self.words)


@cache
def shipped_sha256() -> str:
    """Of all data that decides what a shipped name is taken for: the names and plain words."""
    return sha256(SHIPPED.read_bytes() + plain_words.FILE.read_bytes()).hexdigest()


@cache
def shipped_vocabulary() -> Vocabulary:
    return load_vocabulary(json.loads(SHIPPED.read_text(encoding="utf-8")))


def load_vocabulary(data: Mapping[str, object]) -> Vocabulary:
    """A vocabulary from the parsed medicine file; raises VocabularyError."""
    classes = _classes(data)
    listed = [*_ingredients(data, classes), *_other_medicines(data)]
    given = {one.key for one in listed}
    ways = [way for one in listed for way in _ways_to_write(one) if way.key not in given]
    known = _by_key([*listed, *ways])
    _refuse_confusion(data, known)
    return index(classes, known)


def _classes(data: Mapping[str, object]) -> dict[str, str]:
    classes = _mapping(data.get("classes"), "classes")
    return {
        slug: _text(_mapping(value, f"classes.{slug}").get("label"), f"classes.{slug}.label")
        for slug, value in classes.items()
    }


def _ingredients(data: Mapping[str, object], classes: Mapping[str, str]) -> Iterator[Listed]:
    for number, item in enumerate(_list(data.get("ingredients"), "ingredients")):
        path = f"ingredients[{number}]"
        entry = _mapping(item, path)
        name = _text(entry.get("name"), f"{path}.name")
        held = _texts(entry.get("classes"), f"{path}.classes")
        for place, slug in enumerate(held):
            if slug not in classes:
                raise VocabularyError(f"{path}.classes[{place}]: no class is named {slug}")
        yield _listed(f"{path}.name", name, Match(name, held, How.EXACT))
        for field, how in _LISTS.items():
            spellings = _texts(entry.get(field, []), f"{path}.{field}")
            for place, text in enumerate(spellings):
                yield _listed(f"{path}.{field}[{place}]", text, Match(name, held, how))


def _other_medicines(data: Mapping[str, object]) -> Iterator[Listed]:
    names = _texts(data.get("other_medicines", []), "other_medicines")
    for number, name in enumerate(names):
        yield _listed(f"other_medicines[{number}]", name, Match(name, (), How.EXACT))


def _listed(path: str, text: str, match: Match) -> Listed:
    tokens, is_cut = tokenise(text)
    words = tuple(token.text for token in tokens)
    if is_cut or not key_of(words):
        raise VocabularyError(f"{path}: a name needs a letter or a digit, and an end")
    return Listed(path, words, match)


def _ways_to_write(one: Listed) -> Iterator[Listed]:
    """Toprol for Toprol-XL, and desiccated thyroid for thyroid desiccated."""
    if len(one.words) != 2:
        return
    first, last = one.words
    match = Match(one.match.ingredient, one.match.classes, How.SPELLING)
    if last in _RELEASE_TAILS:
        yield Listed(one.path, (first,), match)
    elif len(first) > 2 and len(last) > 2 and first.isalpha() and last.isalpha():
        yield Listed(one.path, (last, first), match)


def _by_key(listed: list[Listed]) -> dict[str, KnownName]:
    grouped: dict[str, list[Listed]] = defaultdict(list)
    for one in listed:
        grouped[one.key].append(one)
    return {key: _known_name(names) for key, names in grouped.items()}


def _known_name(names: list[Listed]) -> KnownName:
    """A brand may hold several ingredients; a misspelling of one may not be another's name."""
    best: dict[str, Match] = {}
    for one in names:
        kept = best.setdefault(one.match.ingredient, one.match)
        if kept.how is How.SPELLING:
            best[one.match.ingredient] = one.match
    hows = {match.how for match in best.values()}
    if len(hows) > 1:
        both = " and ".join(sorted(best))
        raise VocabularyError(f"{names[-1].path}: the same name would stand for {both}")
    spaced = frozenset(one.words for one in names if len(one.words) > 1)
    return KnownName(tuple(best.values()), spaced)


def _refuse_confusion(data: Mapping[str, object], known: Mapping[str, KnownName]) -> None:
    """Two names that look alike are both known, and stand for different medicines."""
    for number, item in enumerate(_list(data.get("look_alikes", []), "look_alikes")):
        path = f"look_alikes[{number}]"
        pair = _mapping(item, path)
        sides = [_stands_for(pair.get(side), f"{path}.{side}", known) for side in ("a", "b")]
        if sides[0] & sides[1]:
            raise VocabularyError(f"{path}: both names stand for {', '.join(sides[0] & sides[1])}")


def _stands_for(name: object, path: str, known: Mapping[str, KnownName]) -> set[str]:
    one = _listed(path, _text(name, path), Match("", (), How.EXACT))
    if one.key not in known:
        raise VocabularyError(f"{path}: no medicine is named {name}")
    return {match.ingredient for match in known[one.key].matches}


def _mapping(value: object, path: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise VocabularyError(f"{path}: an object is needed")
    return value


def _list(value: object, path: str) -> list[object]:
    if not isinstance(value, list):
        raise VocabularyError(f"{path}: a list is needed")
    return value


def _text(value: object, path: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise VocabularyError(f"{path}: a text is needed")
    return value


def _texts(value: object, path: str) -> tuple[str, ...]:
    return tuple(_text(text, f"{path}[{number}]") for number, text in enumerate(_list(value, path)))
