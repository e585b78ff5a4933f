"""Texts and translations in the wrong place, told by the other texts of the same document."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from screening.proofs.places import question_paths
from screening.proofs.remarks import Remark, warning
from screening.proofs.translations import Named, patients_texts
from screening.proofs.wording import BRACES, SHORTEST
from screening.rules import Document, Option

WORD = re.compile(r"[^\W\d_]+")
NUMBER = re.compile(r"\d+")
OFTEN, SHORT = 3, 3
"""Texts of a language that make a word its own; words of a text for which one word is enough."""

Words = Mapping[str, Counter[str]]
"""By language, in how many texts each word stands."""


def check_swapped_texts(document: Document) -> Iterator[Remark]:
    named = list(patients_texts(document))
    counts = _counts(named)
    for one in named:
        yield from _other_language(one, counts)
        yield from _other_numbers(one, document.language)
    yield from _same_for_several(named, document.language)
    yield from _swapped_labels(document)


def _counts(named: list[Named]) -> Words:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for _, _, texts in named:
        for language, text in texts.items():
            counts[language].update(_words(text))
    return counts


def _words(text: str) -> set[str]:
    return set(WORD.findall(BRACES.sub("", text).casefold()))


def _other_language(named: Named, counts: Words) -> Iterator[Remark]:
    path, what, texts = named
    for language, text in texts.items():
        words = _words(text)
        for other in sorted(counts.keys() - {language}):
            foreign = _own(words, counts[other], counts[language], OFTEN)
            enough = 1 if len(words) <= SHORT else 2
            if foreign >= enough and not _own(words, counts[language], counts[other], OFTEN - 1):
                yield warning(
                    "text-in-other-language",
                    f"{path}.{language}",
                    f"{what} in '{language}' reads like the texts in '{other}': '{text}'",
                )


def _own(words: set[str], here: Counter[str], there: Counter[str], often: int) -> int:
    """How many words are those of one language and not of the other; one text of it may be what
    is in the wrong place."""
    return sum(here[word] >= often and there[word] <= 1 for word in words)


def _other_numbers(named: Named, own: str) -> Iterator[Remark]:
    path, what, texts = named
    wanted = Counter(NUMBER.findall(texts.get(own, "")))
    for language, text in texts.items():
        if Counter(NUMBER.findall(text)) != wanted:
            yield warning(
                "numbers-differ",
                f"{path}.{language}",
                f"{what} has other numbers in '{language}' than in '{own}'",
            )


def _same_for_several(named: list[Named], own: str) -> Iterator[Remark]:
    """The same long translation of texts that differ."""
    first: dict[tuple[str, str], Named] = {}
    for one in named:
        path, what, texts = one
        for language, text in texts.items():
            before = first.setdefault((language, text), one)
            differ = before[2].get(own) != texts.get(own)
            if language != own and differ and len(text.split()) >= SHORTEST:
                yield warning(
                    "translation-repeats",
                    f"{path}.{language}",
                    f"{what} reads in '{language}' as {before[1]} does, and not in '{own}'",
                )


def _swapped_labels(document: Document) -> Iterator[Remark]:
    usual = _usual(document)
    for link_id, path in question_paths(document).items():
        for index, option in enumerate(document.questions[link_id].options):
            at = f"{path}.options[{index}].label"
            for language, label in option.label.items():
                other = _belongs_to(usual[language, label], _says(option, language, document))
                if other is not None:
                    yield warning(
                        "label-swapped",
                        f"{at}.{language}",
                        f"'{label}' is the label of '{other}' elsewhere, and here of"
                        f" '{_says(option, language, document)}'",
                    )


Usual = Mapping[tuple[str, str], Counter[str]]
"""By language and label, what it stands for and how often."""


def _usual(document: Document) -> Usual:
    found: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for question in document.questions.values():
        for option in question.options:
            for language, label in option.label.items():
                found[language, label][_says(option, language, document)] += 1
    return found


def _says(option: Option, language: str, document: Document) -> str:
    """A translation stands for the label, and the label for the value."""
    own = document.language
    return option.value if language == own else option.label[own]


def _belongs_to(others: Counter[str], says: str) -> str | None:
    """What a label stands for everywhere else, if that is something else."""
    most, count = others.most_common(1)[0]
    return most if most != says and others[says] == 1 and count > 1 else None
