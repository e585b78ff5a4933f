"""A document compiled once, then run over any answers without ever raising."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce

from screening.rules.answers import Answers, Recognise, declines
from screening.rules.asking import UNSENT, PlainChoices, Run, Write, compile_question
from screening.rules.boards import (
    Board,
    Places,
    by_question,
    lay_out,
    possible,
    silence_of,
    written,
)
from screening.rules.branching import evaluation_order, question_node, rule_node
from screening.rules.compiling import Test, compile_condition
from screening.rules.conditions import RuleReference
from screening.rules.documents import Document
from screening.rules.evidence import witnesses
from screening.rules.findings import Evidence, Finding, Level, Outcome, Severity, level_of
from screening.rules.merging import alternatives, worse
from screening.rules.questions import QuestionType
from screening.rules.saying import compile_answers
from screening.rules.truth import FALSE, TRUE, UNKNOWN, Truth

ENGINE_VERSION = "1"
"""Raised with every change that could alter an outcome; stored beside each screening."""


@dataclass(frozen=True)
class Branches:
    """Which questions these answers ask, in document order."""

    asked: tuple[str, ...]
    gates: Mapping[str, Truth]
    optional: frozenset[str]
    definite: frozenset[str]

    def truth(self, link_id: str) -> Truth:
        """Of the question's gate: asked for certain, perhaps, or not at all."""
        return self.gates[link_id]


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
    """The compiled document. Threads may share it: a run keeps nothing on it."""

    def __init__(
        self, document: Document, recognise: Recognise, parameters: Mapping[str, float]
    ) -> None:
        self.document = document
        self.parameters = parameters
        conditions = {slug: rule.when for slug, rule in document.rules.items()}
        places = lay_out(document.questions, conditions.values())
        own = by_question(places)
        self._link_ids = tuple(document.questions)
        self._pressures = tuple(
            link_id
            for link_id, question in document.questions.items()
            if question.type is QuestionType.BLOOD_PRESSURE
        )
        self._asks = {
            link_id: compile_question(
                question, places, compile_answers(question, own[link_id], recognise, parameters)
            )
            for link_id, question in document.questions.items()
        }
        nodes = {slug: compile_condition(when, places) for slug, when in conditions.items()}
        self._tests = [(slug, node.needs, node.test) for slug, node in nodes.items()]
        self._all_clear = dict.fromkeys(nodes, FALSE)
        self._gates = {
            link_id: ask.gate.test for link_id, ask in self._asks.items() if ask.gate is not None
        }
        self._silences = {
            link_id: possible(places[silence_of(link_id)]) for link_id in document.questions
        }
        self._any_silence = sum(self._silences.values())
        order = evaluation_order(document.questions, conditions)
        self._plain_choices = PlainChoices(self._asks.values())
        self._steps = tuple(self._writers(order, places))
        self._witnesses = witnesses(nodes, self._asks, places, parameters)
        self._by_name = sorted(document.rules)

    def screen(self, answers: Answers, today: date, sent: Collection[str] | None = None) -> Outcome:
        """All rules over these answers.

        `sent` holds the link ids whose page the patient has sent: every other question that
        is asked is unknown, its silence too. None means that all is sent, as at submission.
        Where a reading stands beside another one, the worse of both counts.
        """
        outcomes = (
            self._screen(each, today, sent) for each in alternatives(answers, self._pressures)
        )
        return reduce(lambda one, other: worse(one, other, self._link_ids), outcomes)

    def _screen(self, answers: Answers, today: date, sent: Collection[str] | None) -> Outcome:
        run = self._run(answers, today, sent)
        raised, undetermined, clear = [], [], []
        truths = self.judge(run.board)
        for slug in self._by_name:
            truth = truths[slug]
            if truth is TRUE:
                raised.append(self._finding(slug, truth, run))
            elif truth is UNKNOWN:
                undetermined.append(self._finding(slug, truth, run))
            else:
                clear.append(slug)
        unknown = self._unknown(run.board)
        return Outcome(
            level=level_of(
                [finding.severity for finding in raised],
                [finding.severity for finding in undetermined],
                unknown,
            ),
            raised=tuple(raised),
            undetermined=tuple(undetermined),
            clear=tuple(clear),
            unknown_questions=unknown,
            asked=self._asked(run.board),
        )

    def verdict(
        self, answers: Answers, today: date, sent: Collection[str] | None = None
    ) -> Verdict:
        """What `screen` comes to, without telling why: for runs over many records."""
        truths: dict[str, Truth] = {}
        unknown: list[str] = []
        for each in alternatives(answers, self._pressures):
            board = self.read(each, today, sent)
            unknown += self._unknown(board)
            for slug, truth in self.judge(board).items():
                if truth is not FALSE and truths.get(slug) is not TRUE:
                    truths[slug] = truth
        raised = [self._severity(slug) for slug, truth in truths.items() if truth is TRUE]
        undetermined = [self._severity(slug) for slug, truth in truths.items() if truth is UNKNOWN]
        return Verdict(level_of(raised, undetermined, unknown), truths)

    def glance(self, answers: Answers, today: date, sent: Collection[str] | None = None) -> Glance:
        """As `screen`, without telling why: several times cheaper on an intake that is under way,
        where most rules are undetermined."""
        board = self.read(answers, today, sent)
        truths = self.judge(board)
        raised = [slug for slug in self._by_name if truths[slug] is TRUE]
        urgent = tuple(slug for slug in raised if self._severity(slug) is Severity.URGENT)
        return Glance(self._branches(board), urgent)

    def truths(
        self, answers: Answers, today: date, sent: Collection[str] | None = None
    ) -> dict[str, Truth]:
        """The bare truth of every rule, without evidence, for runs over many records."""
        return self.judge(self.read(answers, today, sent))

    def read(self, answers: Answers, today: date, sent: Collection[str] | None = None) -> Board:
        """All that the rules compare, read once."""
        return self._run(answers, today, sent).board

    def judge(self, board: Board) -> dict[str, Truth]:
        """The truth of every rule over what was read. Most rules are clear at a glance."""
        truths = self._all_clear.copy()
        for slug, needs, test in self._tests:
            if needs is None or board & needs:
                truths[slug] = test(board)
        return truths

    def branch(
        self, answers: Answers, today: date, sent: Collection[str] | None = None
    ) -> Branches:
        return self._branches(self._run(answers, today, sent).board)

    def settle(self, answers: Answers, today: date, sent: Collection[str] | None = None) -> Settled:
        """Take out left-overs: answers to questions that are not asked, and "does not apply"
        where a gate is no longer unknown; by every reading, where one stands beside another."""
        readings = [
            self._gate_truths(self.read(each, today, sent))
            for each in alternatives(answers, self._pressures)
        ]
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
        return self._witnesses.evidence(slug, self._run(answers, today, sent))

    def explain_all(
        self,
        slugs: Iterable[str],
        answers: Answers,
        today: date,
        sent: Collection[str] | None = None,
    ) -> dict[str, tuple[Evidence, ...]]:
        """`explain` for many rules, over one run."""
        run = self._run(answers, today, sent)
        return {slug: self._witnesses.evidence(slug, run) for slug in slugs}

    def _writers(self, order: Iterable[str], places: Places) -> Iterator[Write]:
        """Of every other question, and of the rules that are referred to."""
        writers: dict[str, Write] = {
            question_node(link_id): ask.write
            for link_id, ask in self._asks.items()
            if not ask.is_plain_choice
        }
        for slug, _, test in self._tests:
            if (place := places.get(RuleReference(slug))) is not None:
                writers[rule_node(slug)] = _rule_writer(place, test)
        return (writers[node] for node in order if node in writers)

    def _run(self, answers: Answers, today: date, sent: Collection[str] | None) -> Run:
        if sent is not None:
            answers = {
                link_id: answers.get(link_id) if link_id in sent else UNSENT
                for link_id in self._asks
            }
        run = Run(answers, today)
        board = self._plain_choices.write(answers)
        for write in self._steps:
            board |= write(board, run)
        run.board = board
        return run

    def _branches(self, board: Board) -> Branches:
        return Branches(
            asked=self._asked(board),
            gates=self._gate_truths(board),
            optional=frozenset(
                link_id
                for link_id, ask in self._asks.items()
                if ask.may_be_blank and ask.is_optional(board)
            ),
            definite=frozenset(self._asks).difference(self._silent(board)),
        )

    def _gate_truths(self, board: Board) -> dict[str, Truth]:
        truths = dict.fromkeys(self._asks, TRUE)
        for link_id, test in self._gates.items():
            truths[link_id] = test(board)
        return truths

    def _asked(self, board: Board) -> tuple[str, ...]:
        hidden = {link_id for link_id, test in self._gates.items() if test(board) is FALSE}
        if not hidden:
            return self._link_ids
        return tuple([link_id for link_id in self._link_ids if link_id not in hidden])

    def _silent(self, board: Board) -> list[str]:
        """What is asked and has no definite answer; nothing else is on the board as silent."""
        if not board & self._any_silence:
            return []
        return [link_id for link_id, silence in self._silences.items() if board & silence]

    def _unknown(self, board: Board) -> tuple[str, ...]:
        """What is asked and needed, and has no definite answer, in alphabetical order."""
        silent = self._silent(board)
        return tuple(sorted(one for one in silent if not self._asks[one].is_optional(board)))

    def _severity(self, slug: str) -> Severity:
        return self.document.rules[slug].severity

    def _finding(self, slug: str, truth: Truth, run: Run) -> Finding:
        severity = self._severity(slug)
        if truth is TRUE:
            return Finding(slug, severity, truth, self._witnesses.evidence(slug, run), ())
        return Finding(slug, severity, truth, (), self._witnesses.missing(slug, run))


def is_left_over(answer: object, gate: Truth | None) -> bool:
    """None for an answer to no question at all, which is no concern of the rules."""
    return gate is Truth.FALSE or (gate is Truth.TRUE and declines(answer))


def _rule_writer(place: int, test: Test) -> Write:
    return lambda board, _run: written(place, test(board))


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
