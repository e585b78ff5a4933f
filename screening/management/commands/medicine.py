"""Shows what a typed medicine name is taken for, without a database."""

import codecs
import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from screening.medicines import MedicineMatch, match_medicine, shipped_vocabulary

BAD_INPUT = 2


class Command(BaseCommand):
    help = "Matches a medicine name and prints what was found as one JSON line."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", nargs="*", help="the name as a patient would type it")
        parser.add_argument("--lines", action="store_true", help="read one name a line from stdin")

    def handle(self, *, text: list[str], lines: bool, **options: Any) -> None:
        if lines == bool(text):
            raise bad_input("give either a medicine name or --lines with names on stdin")
        texts = read_lines(standard_input()) if lines else [typed(" ".join(text))]
        vocabulary = shipped_vocabulary()
        found = [as_line(match_medicine(one, vocabulary)) for one in texts]
        self.stdout.write("".join(found), ending="")


def standard_input() -> bytes:
    if sys.stdin is None:
        raise bad_input("standard input is closed")
    return sys.stdin.buffer.read()


def read_lines(data: bytes) -> list[str]:
    """Every line a text, blank ones too, so that the output can be read beside the input."""
    lines = data.removeprefix(codecs.BOM_UTF8).split(b"\n")
    if not lines[-1]:
        lines.pop()
    return [decode(number, line) for number, line in enumerate(lines, start=1)]


def decode(number: int, line: bytes) -> str:
    try:
        return line.removesuffix(b"\r").decode()
    except UnicodeDecodeError as error:
        place = f"line {number}, byte {error.start + 1}"
        raise bad_input(f"{place}: this is not UTF-8") from error


def typed(text: str) -> str:
    """An argument that was not UTF-8 holds what cannot be written out again."""
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise bad_input("the medicine name is not UTF-8")
    return text


def as_line(match: MedicineMatch) -> str:
    found = {
        "text": match.text,
        "matches": [
            {"ingredient": one.ingredient, "classes": list(one.classes), "how": one.how.value}
            for one in match.matches
        ],
        "recognised": match.recognised,
    }
    return json.dumps(found) + "\n"


def bad_input(message: str) -> CommandError:
    return CommandError(message, returncode=BAD_INPUT)
