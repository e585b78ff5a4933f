"""Texts that a patient would read in another language than the one chosen."""

from collections import Counter
from collections.abc import Iterator, Mapping

from screening.proofs.places import question_paths
from screening.proofs.remarks import Remark, error, information
from screening.rules import Document
from screening.rules.questions import Question, Texts

Named = tuple[str, str, Texts]
"""Path, what it is, and the text by language."""


def check_translations(document: Document) -> Iterator[Remark]:
    named = list(patients_texts(document))
    languages = _offered(document, named)
    for path, what, texts in named:
        for language in sorted(languages - texts.keys()):
            yield error("text-missing", path, f"the text of {what} is missing in '{language}'")
        for language in sorted(texts.keys() - languages):
            yield information(
                "language-not-offered",
                path,
                f"{what} has a text in '{language}', which is not offered",
            )
    yield from _staff_texts(document, languages)


def _offered(document: Document, named: list[Named]) -> set[str]:
    """Those of the title, which patients may choose, and those that most texts have: then it is
    the title that lacks one."""
    counts = Counter(language for _, _, texts in named for language in texts)
    return {*document.title, *(one for one, count in counts.items() if count * 2 > len(named))}


def _staff_texts(document: Document, languages: set[str]) -> Iterator[Remark]:
    """Titles of rules are read by clinicians only: one remark for all of them."""
    titles = [rule.title for rule in document.rules.values()]
    for language in sorted(languages):
        missing = sum(language not in title for title in titles)
        if missing:
            yield information(
                "title-missing",
                "rules",
                f"{missing} of {len(titles)} titles of rules, which only staff read,"
                f" are missing in '{language}'",
            )


def patients_texts(document: Document) -> Iterator[Named]:
    """All that patients may read."""
    yield "title", "the title", document.title
    yield "treatment", "the treatment", document.treatment
    for index, section in enumerate(document.sections):
        path = f"sections[{index}]"
        yield f"{path}.title", f"section '{section.slug}'", section.title
        yield from _if_any(f"{path}.intro", f"the intro of section '{section.slug}'", section.intro)
    for link_id, path in question_paths(document).items():
        yield from _of_question(document.questions[link_id], path)
    for name, texts in document.patient_texts.items():
        yield f"patient_texts.{name}", f"patient text '{name}'", texts


def _of_question(question: Question, path: str) -> Iterator[Named]:
    name = question.link_id
    yield f"{path}.text", f"question '{name}'", question.text
    yield from _if_any(f"{path}.help", f"the help of question '{name}'", question.help)
    for index, option in enumerate(question.options):
        what = f"option '{option.value}' of question '{name}'"
        yield f"{path}.options[{index}].label", what, option.label


def _if_any(path: str, what: str, texts: Mapping[str, str]) -> Iterator[Named]:
    if texts:
        yield path, what, texts
