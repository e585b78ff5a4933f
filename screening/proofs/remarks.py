"""What a check says about a document, with a patient who shows it where there is one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from screening.rules import DocumentError


class Weight(Enum):
    """An error forbids publishing; a warning wants a second look; the rest is for knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True)
class Example:
    """A patient whose answers the real engine was run on; `taken_away` names the answers
    that the same patient then makes unknown."""

    answers: Mapping[str, object]
    today: date
    taken_away: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        said: dict[str, object] = {"today": self.today.isoformat(), "answers": dict(self.answers)}
        return {**said, "taken_away": list(self.taken_away)} if self.taken_away else said


@dataclass(frozen=True)
class Remark:
    """`path` as in the parser's problems: `rules[3].when.any[0]`."""

    severity: Weight
    code: str
    path: str
    message: str
    example: Example | None = None

    def as_json(self) -> dict[str, object]:
        return {
            "severity": self.severity.value,
            "code": self.code,
            "path": self.path,
            "message": self.message,
            "example": self.example.as_json() if self.example else None,
        }

    def __str__(self) -> str:
        return f"{self.severity.value}: {self.path}: {self.message} [{self.code}]"


def error(code: str, path: str, message: str, example: Example | None = None) -> Remark:
    return Remark(Weight.ERROR, code, path, message, example)


def warning(code: str, path: str, message: str, example: Example | None = None) -> Remark:
    return Remark(Weight.WARNING, code, path, message, example)


def information(code: str, path: str, message: str, example: Example | None = None) -> Remark:
    return Remark(Weight.INFORMATION, code, path, message, example)


def unreadable(refused: DocumentError) -> tuple[Remark, ...]:
    """The problems of a document that the parser refused, in the same shape."""
    return tuple(error("schema", one.path, one.message) for one in refused.problems)
