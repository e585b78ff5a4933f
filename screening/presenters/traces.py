"""From each contraindication to its questions, cases, proof and source; holes in words."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from screening.models import CheckState, VersionCheck
from screening.presenters.question_sets import VersionLine
from screening.presenters.remarks import anchor
from screening.presenters.spreadsheets import as_csv
from screening.presenters.tags import CHECK_STATES, Tag, severity_tag
from screening.presenters.texts import listed, pick, spaced
from screening.rules import CaseFailure, Document
from screening.tracing import (
    HOLES,
    NO_PROOF,
    ProofOnRecord,
    Trace,
    holes,
    idle_questions,
    trace_rules,
)

HEAD = (
    "question set",
    "version",
    "status",
    "sha256",
    "contraindication",
    "topic",
    "rule",
    "severity",
    "questions",
    "question texts",
    "through rules",
    "cases that raise it",
    "cases that leave it clear",
    "cases that leave it undetermined",
    "cases that fail",
    "last proof",
    "proved at",
    "sources",
    "holes",
)
DECIDED = (CheckState.PASSED, CheckState.FAILED)


@dataclass(frozen=True)
class Asked:
    link_id: str
    text: str


@dataclass(frozen=True)
class TraceLine:
    """The cases by their ids; `holes` in words."""

    slug: str
    title: str
    topic: str
    tag: Tag
    questions: tuple[Asked, ...]
    through: tuple[str, ...]
    raising: tuple[str, ...]
    clear: tuple[str, ...]
    undetermined: tuple[str, ...]
    failing: tuple[str, ...]
    sources: tuple[str, ...]
    holes: tuple[str, ...]


@dataclass(frozen=True)
class ProofLine:
    tag: Tag
    finished_at: dt.datetime | None
    is_current: bool


@dataclass(frozen=True)
class TracePage:
    lines: tuple[TraceLine, ...]
    proof: ProofLine
    idle: tuple[Asked, ...]

    @property
    def broken(self) -> tuple[TraceLine, ...]:
        return tuple(line for line in self.lines if line.holes)


def trace_page(
    document: Document,
    failures: Iterable[CaseFailure],
    check: VersionCheck | None,
    *,
    is_current: bool,
) -> TracePage:
    """`failures` are of the document's cases, run now; `check` is the last proof of these bytes."""
    proof = proof_on_record(document, check, is_current=is_current)
    traces = trace_rules(document, {failure.case for failure in failures})
    return TracePage(
        lines=tuple(_line(document, trace, proof) for trace in traces),
        proof=ProofLine(
            tag=CHECK_STATES[CheckState(check.state)] if check else Tag("Never proved", "urgent"),
            finished_at=proof.finished_at,
            is_current=is_current,
        ),
        idle=tuple(_asked(document, link_id) for link_id in idle_questions(document)),
    )


def proof_on_record(
    document: Document, check: VersionCheck | None, *, is_current: bool
) -> ProofOnRecord:
    if check is None:
        return NO_PROOF
    wrong = {
        anchor(remark["path"], document)
        for remark in check.remarks
        if remark["severity"] == "error"
    }
    lacking = {
        anchor(remark["path"], document)
        for remark in check.remarks
        if remark["code"] == "case-missing"
    }
    return ProofOnRecord(
        finished_at=check.finished_at,
        is_decided=check.state in DECIDED,
        is_current=is_current,
        rules=_named("rule-", wrong),
        questions=_named("question-", wrong),
        uncovered=_named("rule-", lacking),
    )


def _named(kind: str, anchors: Iterable[str]) -> frozenset[str]:
    return frozenset(one.removeprefix(kind) for one in anchors if one.startswith(kind))


def _line(document: Document, trace: Trace, proof: ProofOnRecord) -> TraceLine:
    rule, language = trace.rule, document.language
    return TraceLine(
        slug=rule.slug,
        title=pick(rule.title, language),
        topic=spaced(rule.topic),
        tag=severity_tag(rule.severity.value),
        questions=tuple(_asked(document, link_id) for link_id in trace.questions),
        through=tuple(pick(document.rules[slug].title, language) for slug in trace.through),
        raising=trace.raising,
        clear=trace.clear,
        undetermined=trace.undetermined,
        failing=trace.failing,
        sources=rule.sources,
        holes=tuple(HOLES[hole] for hole in holes(trace, proof)),
    )


def _asked(document: Document, link_id: str) -> Asked:
    return Asked(link_id, pick(document.questions[link_id].text, document.language))


def as_file(line: VersionLine, page: TracePage) -> str:
    """A line a rule. Each says which bytes it is about, so that none is read without them."""
    return as_csv(HEAD, _cells(line, page))


def _cells(line: VersionLine, page: TracePage) -> Iterator[tuple[str, ...]]:
    proved_at = page.proof.finished_at
    for one in page.lines:
        yield (
            line.slug,
            str(line.number),
            line.status.text,
            line.sha256,
            one.title,
            one.topic,
            one.slug,
            one.tag.text,
            " ".join(asked.link_id for asked in one.questions),
            " | ".join(asked.text for asked in one.questions),
            listed(one.through, "and"),
            " ".join(one.raising),
            " ".join(one.clear),
            " ".join(one.undetermined),
            " ".join(one.failing),
            page.proof.tag.text,
            proved_at.isoformat(timespec="seconds") if proved_at else "",
            " | ".join(one.sources),
            "; ".join(one.holes),
        )
