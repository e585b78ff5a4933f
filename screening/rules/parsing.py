"""Checking the shape of untrusted JSON, keeping every problem with its exact path."""

import re
from collections.abc import Container, Iterator, Mapping, Set
from dataclasses import dataclass, field

from screening.rules.answers import read_day

_SLUG = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LARGEST = 2**53 - 1
"""Integers beyond this differ between JSON readers, so no hash would be safe."""


@dataclass(frozen=True)
class Problem:
    """`path` as in `rules[3].when.any[0].question`."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class DocumentError(ValueError):
    """The document cannot be used; `problems` says all that is wrong, in reading order."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in problems))


@dataclass
class Checker:
    """Collects problems; a reader gives a harmless value back so that reading can go on."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, path: str, message: str) -> None:
        self.problems.append(Problem(path or "document", message))

    def record(
        self, value: object, path: str, required: Set[str], optional: Set[str] = frozenset()
    ) -> Mapping[str, object]:
        """The value if it is an object; missing and unknown keys are problems."""
        if not isinstance(value, Mapping):
            self.add(path, "must be an object")
            return {}
        for key in sorted(required - value.keys()):
            self.add(path, f"key '{key}' is missing")
        for key in value:
            if key not in required | optional:
                self.add(_at(path, str(key)), "unknown key")
        return value

    def items(self, value: object, path: str) -> Iterator[tuple[str, object]]:
        """Each item of a list that must not be empty, with its path."""
        if not isinstance(value, list) or not value:
            self.add(path, "must be a list that is not empty")
            return
        for index, item in enumerate(value):
            yield f"{path}[{index}]", item

    def text(self, value: object, path: str) -> str:
        if isinstance(value, str) and value.strip() and _is_clean(value):
            return value
        self.add(path, "must be a text that is not empty")
        return ""

    def slug(self, value: object, path: str) -> str:
        if isinstance(value, str) and _SLUG.fullmatch(value):
            return value
        self.add(path, "must be lower-case letters, digits, '-' and '_', and start with a letter")
        return ""

    def value(self, value: object, path: str) -> str:
        """An option's value: what is stored, so it may start with a digit."""
        if isinstance(value, str) and value and _SLUG.fullmatch("v" + value):
            return value
        self.add(path, "must be lower-case letters, digits, '-' and '_'")
        return ""

    def language(self, value: object, path: str) -> str:
        if isinstance(value, str) and _LANGUAGE.fullmatch(value):
            return value
        self.add(path, "must be a language code such as 'en'")
        return "en"

    def boolean(self, value: object, path: str) -> bool:
        if isinstance(value, bool):
            return value
        self.add(path, "must be true or false")
        return False

    def integer(self, value: object, path: str) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST:
            return value
        self.add(path, "must be a whole number")
        return 0

    def choice(self, value: object, path: str, allowed: list[str]) -> str:
        if isinstance(value, str) and value in allowed:
            return value
        self.add(path, f"must be one of {', '.join(allowed)}")
        return allowed[0]

    def mapping(self, value: object, path: str) -> Mapping[str, object]:
        """An object with any keys."""
        if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
            return value
        self.add(path, "must be an object")
        return {}

    def plain(self, value: object, path: str) -> None:
        """An answer: whatever JSON holds that has the same bytes everywhere, nothing below."""
        below: list[tuple[object, str]] = [(value, path)]
        while below:
            one, at = below.pop()
            if isinstance(one, Mapping):
                below += [(each, _at(at, str(key))) for key, each in one.items()]
                for key in one:
                    self._plain_text(key, at)
            elif isinstance(one, list):
                below += [(each, f"{at}[{index}]") for index, each in enumerate(one)]
            elif isinstance(one, str):
                self._plain_text(one, at)
            elif one is not None and not isinstance(one, bool):
                self.integer(one, at)

    def _plain_text(self, text: object, path: str) -> None:
        if not isinstance(text, str) or not _is_clean(text):
            self.add(path, "must be text without NUL and lone surrogates")

    def names(self, value: object, path: str, known: Container[str], what: str) -> None:
        """A list, which may be empty, of names of things that exist."""
        if not isinstance(value, list):
            self.add(path, "must be a list")
            return
        for index, name in enumerate(value):
            if not isinstance(name, str) or name not in known:
                self.add(f"{path}[{index}]", f"no {what} '{name}'")

    def day(self, value: object, path: str) -> None:
        if read_day(value) is None:
            self.add(path, "must be a date, YYYY-MM-DD")

    def optional_texts(
        self, said: Mapping[str, object], key: str, path: str, language: str
    ) -> Mapping[str, str]:
        """The texts at a key that may be missing; none then."""
        return self.texts(said[key], f"{path}.{key}", language) if key in said else {}

    def texts(self, value: object, path: str, language: str) -> Mapping[str, str]:
        """A text by language, in the document's own language at least."""
        if not isinstance(value, Mapping):
            self.add(path, "must be an object of texts by language")
            return {}
        if language not in value:
            self.add(path, f"the text in '{language}' is missing")
        for code in value:
            self.language(code, _at(path, str(code)))
        return {str(code): self.text(text, _at(path, str(code))) for code, text in value.items()}


def _at(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _is_clean(text: str) -> bool:
    """No lone surrogate, which has no bytes to hash, and no NUL, which no database keeps."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)
