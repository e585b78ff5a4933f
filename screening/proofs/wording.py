"""Texts that say something else in another language, and options that cannot be told apart."""

import re
from collections import Counter
from collections.abc import Iterator

from screening.proofs.places import question_paths
from screening.proofs.remarks import Remark, error, warning
from screening.proofs.translations import Named, patients_texts
from screening.rules import Document

FILLED_IN = ("clinic", "phone", "crisis_line", "emergency_number")
"""What a clinic's settings put in place of a name in braces; no other brace is touched."""

BRACES = re.compile(r"\{([a-z_]+)\}")
LONG_NUMBER = re.compile(r"\d{3,}")
SHORTEST = 4
"""Words from which on the same text in two languages is no coincidence."""


def check_wording(document: Document) -> Iterator[Remark]:
    for named in patients_texts(document):
        yield from _placeholders(named, document.language)
        yield from _copies(named, document.language)
        yield from _written_out(named, document)
    for link_id, path in question_paths(document).items():
        yield from _same_labels(document, link_id, path)


def _placeholders(named: Named, own: str) -> Iterator[Remark]:
    path, what, texts = named
    wanted = Counter(BRACES.findall(texts.get(own, "")))
    for language, text in texts.items():
        held = Counter(BRACES.findall(text))
        for name in sorted(held.keys() - set(FILLED_IN)):
            yield error(
                "placeholder-unknown",
                f"{path}.{language}",
                f"nothing is put in place of '{{{name}}}' in {what}: patients would read it",
            )
        for name in sorted((wanted.keys() - held.keys()) & set(FILLED_IN)):
            yield error(
                "placeholder-missing",
                f"{path}.{language}",
                f"{what} names '{{{name}}}' in '{own}' and not in '{language}'",
            )
        for name in sorted((held.keys() - wanted.keys()) & set(FILLED_IN)):
            yield error(
                "placeholder-missing",
                f"{path}.{own}",
                f"{what} names '{{{name}}}' in '{language}' and not in '{own}'",
            )


def _copies(named: Named, own: str) -> Iterator[Remark]:
    path, what, texts = named
    for language, text in texts.items():
        is_long = len(text.split()) >= SHORTEST
        if language != own and is_long and text == texts.get(own):
            yield warning(
                "text-copied",
                f"{path}.{language}",
                f"{what} reads the same in '{own}' and in '{language}': is it translated?",
            )


def _written_out(named: Named, document: Document) -> Iterator[Remark]:
    """A number to call belongs to the clinic's settings, and a limit to the parameters: in words
    it stays behind when those change. Limits that are parameters today may stand there."""
    path, what, texts = named
    known = {str(parameter.value) for parameter in document.parameters.values()}
    for language, text in texts.items():
        for number in sorted(set(LONG_NUMBER.findall(text)) - known):
            yield warning(
                "number-written-out",
                f"{path}.{language}",
                f"{what} says '{number}', which is no parameter's value: is it a number to call,"
                " or a limit that has changed?",
            )


def _same_labels(document: Document, link_id: str, path: str) -> Iterator[Remark]:
    seen: set[tuple[str, str]] = set()
    for index, option in enumerate(document.questions[link_id].options):
        for language, label in option.label.items():
            read = (language, label.casefold())
            if read in seen:
                yield error(
                    "label-repeats",
                    f"{path}.options[{index}].label.{language}",
                    f"two options of question '{link_id}' read '{label}'",
                )
            seen.add(read)
