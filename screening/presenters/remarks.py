"""What the checks found, in words, each with the patient who shows it."""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from screening.models import QuestionSetVersion
from screening.presenters.answers import Record
from screening.presenters.mending import mending_pages
from screening.presenters.tags import LEVELS, Tag
from screening.presenters.texts import pick
from screening.rules import Document, Engine

WEIGHTS = {
    "error": Tag("Error", "contraindication"),
    "warning": Tag("Warning", "caution"),
    "information": Tag("Note", "neutral"),
}
UNFINISHED = "value-not-offered"
"""Of a document whose version has no page with its rules and questions yet."""

TITLES = {
    "json": "This is no JSON",
    "schema": "The document cannot be used as it is",
    "value-not-offered": "A condition that waits for an answer which nobody can give",
    "question-unreachable": "A question that nobody is asked for certain",
    "gate-never-false": "A condition that never keeps a question away",
    "gate-too-early": "A condition on an answer that comes later",
    "optional-never": "A question that may never be left blank",
    "optional-always": "A question that may always be left blank",
    "rule-never-raised": "A rule that no patient can raise",
    "rule-never-clear": "A rule that is clear for no patient",
    "rule-always-raised": "A rule that every patient raises",
    "contradiction": "Two parts that can never hold together",
    "branch-never-holds": "A part that never makes a difference",
    "limit-out-of-range": "A limit that divides nothing",
    "unit-differs": "A limit in another unit than the answers",
    "limit-written-out": "A number in place of a parameter",
    "parameter-unused": "A number that nothing is compared with",
    "text-unused": "A text that no patient reads",
    "urgent-can-wait": "An urgent rule that may wait",
    "urgent-without-number": "An urgent text that names nobody to call",
    "class-unknown": "A class that no medicine has",
    "rule-repeats": "A rule that says what another says",
    "rule-implied": "A rule that adds nothing to another",
    "rule-implies": "One rule is raised wherever another is",
    "rule-hidden": "A contraindication that some patients are never asked about",
    "never-asked-needless": "An acknowledgement of what cannot happen",
    "never-asked-wider": "An acknowledgement of more than what happens",
    "unsure-missing": "A question at which nobody can be unsure",
    "not-alone": "An option that can be ticked beside what it denies",
    "stands-alone": "An option that keeps others from being ticked",
    "stands-alone-needless": "An option that stands alone anyway",
    "nobody-clear": "A document with which nobody can be clear",
    "optional-blank-clears": "A blank answer clears a rule",
    "optional-undetermined": "A rule that stays open though all that is required was answered",
    "silence-flips": "To know less decides a rule",
    "silence-clears": "To take answers away clears a rule",
    "case-fails": "A case that does not come out as written",
    "case-key-unknown": "A case with an answer that is written wrongly",
    "case-missing": "A rule without a case for each outcome",
    "limit-not-held": "A limit that no case stands at",
    "part-not-held": "A part that no case needs",
    "severity-not-held": "A severity that no case needs",
    "text-missing": "A text that is not translated",
    "text-copied": "A text that may not be translated",
    "text-in-other-language": "A text that reads like another language",
    "numbers-differ": "A translation with other numbers",
    "translation-repeats": "One translation of two texts",
    "label-swapped": "A label that says something else elsewhere",
    "number-written-out": "A number that stays behind when settings change",
    "label-repeats": "Two options that read the same",
    "placeholder-unknown": "A placeholder that nothing is put in for",
    "placeholder-missing": "A translation without its placeholder",
    "title-missing": "Titles that are not translated",
    "language-not-offered": "A text in a language that is not offered",
    "not-proved": "Not decided in the time given, which counts as not passed",
    "proof-disagrees": "The proof and the engine disagree: tell the operator",
}


@dataclass(frozen=True)
class AnswerLine:
    question: str
    lines: tuple[str, ...]
    is_taken_away: bool


@dataclass(frozen=True)
class ExampleLine:
    """One patient's pages in order, and what the rules make of them."""

    today: dt.date
    pages: tuple[AnswerLine, ...]
    level: Tag
    raised: tuple[str, ...]
    undetermined: tuple[str, ...]


@dataclass(frozen=True)
class RemarkLine:
    """`anchor` on the version's page, of the rule or question that it is about; `mend` is the
    page of the editor, of a draft."""

    tag: Tag
    title: str
    message: str
    code: str
    path: str
    anchor: str
    mend: str
    example: ExampleLine | None


def remark_lines(
    version: QuestionSetVersion, remarks: list[dict[str, Any]], engine: Engine | None
) -> tuple[RemarkLine, ...]:
    """Without an engine, of a document that cannot be read, there is no patient to show."""
    pages = mending_pages(version, [remark["path"] for remark in remarks])
    return tuple(
        RemarkLine(
            tag=WEIGHTS[remark["severity"]],
            title=TITLES.get(remark["code"], remark["code"]),
            message=remark["message"],
            code=remark["code"],
            path=remark["path"],
            anchor=anchor(remark["path"], engine.document)
            if engine and remark["code"] != UNFINISHED
            else "",
            mend=page,
            example=example_line(remark["example"], engine)
            if engine and remark["example"]
            else None,
        )
        for remark, page in zip(remarks, pages, strict=True)
    )


def anchor(path: str, document: Document) -> str:
    if found := re.match(r"rules\[(\d+)\]", path):
        return f"rule-{list(document.rules)[int(found[1])]}"
    if found := re.match(r"sections\[(\d+)\]\.questions\[(\d+)\]", path):
        question = document.sections[int(found[1])].questions[int(found[2])]
        return f"question-{question.link_id}"
    return "cases" if path.startswith("cases") else ""


def example_line(
    example: Mapping[str, Any], engine: Engine, sent: Collection[str] | None = None
) -> ExampleLine:
    """`sent`: the pages that were, where it is not all of them."""
    today = dt.date.fromisoformat(example["today"])
    outcome = engine.screen(example["answers"], today, sent)
    return ExampleLine(
        today=today,
        pages=tuple(pages(example, engine, outcome.asked)),
        level=LEVELS[outcome.level],
        raised=titles(outcome.raised, engine.document),
        undetermined=titles(outcome.undetermined, engine.document),
    )


def pages(
    example: Mapping[str, Any], engine: Engine, asked: tuple[str, ...]
) -> Iterator[AnswerLine]:
    record = Record(engine.document, example["answers"], engine.document.language)
    for link_id in asked:
        words = record.say(link_id).words
        taken_away = link_id in example.get("taken_away", ())
        yield AnswerLine(words.question, words.lines, taken_away)


def titles(findings: Any, document: Document) -> tuple[str, ...]:
    rules = (document.rules[finding.rule] for finding in findings)
    return tuple(pick(rule.title, document.language) for rule in rules)
