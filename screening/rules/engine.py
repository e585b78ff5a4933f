"""A document compiled once, then run over any answers without ever raising."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from screening.rules.answers import Answers, Recognise, declines
from screening.rules.asking import Run
from screening.rules.boards import Board
from screening.rules.compiled import Branches, Compiled
from screening.rules.documents import Document
from screening.rules.findings import Evidence, Finding, Level, Outcome, Severity, level_of
from screening.rules.merging import alternatives, worst
from screening.rules.questions import QuestionType
from screening.rules.truth import FALSE, TRUE, UNKNOWN, Truth

ENGINE_VERSION = "1"
"""Raised with every change that could alter an outcome; stored beside each screening."""


@dataclass(frozen=True)
class Settled:
    """Answers without left-overs, and the left-overs."""

    answers: dict[str, object]
    removed: dict[str, object]


@dataclass(frozen=True)
class Glance:
    """What a page that was sent has to know at once; `urgent` are the urgent rules that are
    raised."""

    branches: Branches
    urgent: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """`truths` of the rules that are not clear."""

    level: Level
    truths: Mapping[str, Truth]


class Engine:
    """Threads may share it: a run keeps nothing on it."""

    def __init__(
        self, document: Document, recognise: Recognise, parameters: Mapping[str, float]
    ) -> None:
        self.document = document
        self.parameters = parameters
        self._compiled = Compiled(document, recognise, parameters)
        self._severities = {slug: rule.severity for slug, rule in document.rules.items()}
        self._by_name = sorted(document.rules)
        self._pressures = tuple(
            link_id
            for link_id, question in document.questions.items()
            if question.type is QuestionType.BLOOD_PRESSURE
        )

    def screen(self, answers: Answers, today: date, sent: Collection[str] | None = None) -> Outcome:
        """All rules over these answers.

        `sent` holds the link ids whose page the patient has sent: every other question that
        is asked is unknown, its silence too. None means that all is sent, as at submission.
        Where a reading stands beside another one, the worse of both counts.
        """
        runs = self._runs(answers, today, sent)
        boards = [run.board for run in runs]
        judged = [self.judge(board) for board in boards]
        truths, unknown = worst(judged), self._compiled.unknown(*boards)
        raised: list[Finding] = []
        undetermined: list[Finding] = []
        for slug in self._by_name:
            truth = truths[slug]
            if truth is not FALSE:
                run = runs[[each[slug] for each in judged].index(truth)]
                found = raised if truth is TRUE else undetermined
                found.append(self._finding(slug, truth, run))
        return Outcome(
            level=level_of(
                [finding.severity for finding in raised],
                [finding.severity for finding in undetermined],
                unknown,
            ),
            raised=tuple(raised),
            undetermined=tuple(undetermined),
            clear=tuple([slug for slug in self._by_name if truths[slug] is FALSE]),
            unknown_questions=unknown,
            asked=self._compiled.asked(*boards),
        )

    def verdict(
        self, answers: Answers, today: date, sent: Collection[str] | None = None
    ) -> Verdict:
        """What `screen` comes to, without telling why: for runs over many records."""
        boards = [run.board for run in self._runs(answers, today, sent)]
        truths = worst([self._compiled.judge(board) for board in boards])
        found = {slug: truth for slug, truth in truths.items() if truth is not FALSE}
        raised = [self._severities[slug] for slug, truth in found.items() if truth is TRUE]
        unsure = [self._severities[slug] for slug, truth in found.items() if truth is UNKNOWN]
        return Verdict(level_of(raised, unsure, self._compiled.unknown(*boards)), found)

    def glance(self, answers: Answers, today: date, sent: Collection[str] | None = None) -> Glance:
        """As `screen`, without telling why: several times cheaper on an intake that is under way,
        where most rules are undetermined."""
        board = self.read(answers, today, sent)
        truths = self.judge(board)
        raised = [slug for slug in self._by_name if truths[slug] is TRUE]
        urgent = tuple(slug for slug in raised if self._severities[slug] is Severity.URGENT)
        return Glance(self._compiled.branches(board), urgent)

    def truths(
        self, answers: Answers, today: date, sent: Collection[str] | None = None
    ) -> dict[str, Truth]:
        """The bare truth of every rule, without evidence, for runs over many records."""
        return self.judge(self.read(answers, today, sent))

    def read(self, answers: Answers, today: date, sent: Collection[str] | None = None) -> Board:
        """All that the rules compare, read once."""
        return self._compiled.run(answers, today, sent).board

    def judge(self, board: Board) -> dict[str, Truth]:
        """The truth of every rule over what was read."""
        return self._compiled.judge(board)

    def branch(
        self, answers: Answers, today: date, sent: Collection[str] | None = None
    ) -> Branches:
        return self._compiled.branches(self.read(answers, today, sent))

    def settle(self, answers: Answers, today: date, sent: Collection[str] | None = None) -> Settled:
        """Take out left-overs: answers to questions that are not asked, and "does not apply"
        where a gate is no longer unknown; by every reading, where one stands beside another."""
        readings = [self._compiled.gates(run.board) for run in self._runs(answers, today, sent)]
        removed = {
            link_id: answer
            for link_id, answer in answers.items()
            if all(is_left_over(answer, gates.get(link_id)) for gates in readings)
        }
        kept = {link_id: answer for link_id, answer in answers.items() if link_id not in removed}
        return Settled(kept, removed)

    def explain(
        self, slug: str, answers: Answers, today: date, sent: Collection[str] | None = None
    ) -> tuple[Evidence, ...]:
        """The comparisons that make the rule what it is: raised, clear or undetermined."""
        return self.explain_all([slug], answers, today, sent)[slug]

    def explain_all(
        self,
        slugs: Iterable[str],
        answers: Answers,
        today: date,
        sent: Collection[str] | None = None,
    ) -> dict[str, tuple[Evidence, ...]]:
        """`explain` for many rules, over one run."""
        run = self._compiled.run(answers, today, sent)
        return {slug: self._compiled.witnesses.evidence(slug, run) for slug in slugs}

    def _runs(self, answers: Answers, today: date, sent: Collection[str] | None) -> Sequence[Run]:
        """More than one where a reading stands beside another."""
        each = alternatives(answers, self._pressures)
        return [self._compiled.run(one, today, sent) for one in each]

    def _finding(self, slug: str, truth: Truth, run: Run) -> Finding:
        severity, witnesses = self._severities[slug], self._compiled.witnesses
        if truth is TRUE:
            return Finding(slug, severity, truth, witnesses.evidence(slug, run), ())
        return Finding(slug, severity, truth, (), witnesses.missing(slug, run))


def is_left_over(answer: object, gate: Truth | None) -> bool:
    """None for an answer to no question at all, which is no concern of the rules."""
    return gate is Truth.FALSE or (gate is Truth.TRUE and declines(answer))


def compile_engine(
    document: Document, recognise: Recognise, parameters: Mapping[str, float] | None = None
) -> Engine:
    """Compile once, run often. `parameters` are a clinic's own numbers over the document's;
    a name that the document does not have is a ValueError."""
    own = parameters or {}
    unknown = sorted(own.keys() - document.parameters.keys())
    if unknown:
        raise ValueError(f"no parameter {', '.join(unknown)} in '{document.slug}'")
    values = {name: parameter.value for name, parameter in document.parameters.items()}
    return Engine(document, recognise, {**values, **own})
