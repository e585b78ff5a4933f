import json
import math
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from screening.actions.headless import NoSuchQuestionSet, find_engine, screen_answers
from screening.rules import DocumentError


class BadInput(CommandError):
    """Django names the class in front of the message."""

    def __init__(self, message: str) -> None:
        super().__init__(message, returncode=2)


class Command(BaseCommand):
    help = (
        "Screens answers from standard input: one JSON object of answers by link id gives one"
        " object, a JSON list of them a list, and with --lines each line a line. Nothing is"
        " stored, and nothing is printed unless all of the input can be read."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--question-set", required=True, metavar="SLUG")
        parser.add_argument("--clinic", metavar="SLUG", help="whose published version")
        parser.add_argument("--today", type=day, help="YYYY-MM-DD; the day to count ages from")
        parser.add_argument("--lines", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            chosen = find_engine(slug=options["question_set"], clinic=options["clinic"])
        except (NoSuchQuestionSet, DocumentError) as error:
            raise CommandError(str(error), returncode=2) from error
        engine = chosen.engine
        given = read_text()
        several = read_lines(given) if options["lines"] else read_json(given)
        today = options["today"] or timezone.localdate()
        for position, answers in enumerate(several, start=1):
            self.name_strangers(position, answers, engine.document.questions)
        outcomes = [
            json.dumps(screen_answers(engine=engine, answers=answers, today=today))
            for answers in several
        ]
        self.stderr.write(f"question set {engine.document.slug!r} {chosen.source}")
        if options["lines"] or not given.lstrip().startswith("["):
            self.stdout.writelines(f"{outcome}\n" for outcome in outcomes)
        else:
            self.stdout.write("[" + ",\n".join(outcomes) + "]")

    def name_strangers(
        self, position: int, answers: Mapping[str, Any], known: Mapping[str, Any]
    ) -> None:
        """An answer to no question changes nothing, but a slip of the pen should be seen."""
        for link_id in answers:
            if link_id not in known:
                self.stderr.write(f"object {position}: ignored, there is no question {link_id!r}")


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not a date, YYYY-MM-DD") from error


def read_text() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"not UTF-8 at byte {error.start}") from error


def read_json(text: str) -> list[dict[str, Any]]:
    data = parse(text, "")
    several = data if isinstance(data, list) else [data]
    return [checked(each, f"object {number}") for number, each in enumerate(several, start=1)]


def read_lines(text: str) -> list[dict[str, Any]]:
    return list(_each_line(text))


def _each_line(text: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield checked(parse(line, f"line {number}: "), f"line {number}")


def parse(text: str, where: str) -> Any:
    """JSON as the standard has it: no NaN, and no key twice, of which one would be lost. Nor a
    number too large to be written out again."""
    try:
        return json.loads(
            text,
            object_pairs_hook=without_twins,
            parse_constant=refuse_constant,
            parse_float=finite,
        )
    except RecursionError as error:
        raise BadInput(f"{where}nested too deeply") from error
    except ValueError as error:
        raise BadInput(f"{where}{error}") from error


def without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twin, _ = next(each for each in Counter(key for key, _ in pairs).items() if each[1] > 1)
        raise ValueError(f"key {twin!r} stands twice in one object")
    return found


def finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"the number {text[:20]} is too large")
    return number


def refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def checked(data: Any, where: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise BadInput(f"{where}: must be an object of answers by link id")
    return data
