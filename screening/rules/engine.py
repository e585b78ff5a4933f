"""A document compiled once, then run over any answers without ever raising."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from screening.rules.answers import Answers, Recognise, declines, shape
from screening.rules.asking import AFTER_FACTS, Ask, ask
from screening.rules.branching import evaluation_order, question_node, rule_node
from screening.rules.compiling import Board, Places, Test, compile_condition
from screening.rules.documents import Document
from screening.rules.evidence import Witnesses
from screening.rules.findings import Evidence, Finding, Outcome, level_of
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


class Engine:
    """The compiled document. Threads may share it: a run keeps its state on its own board."""

    def __init__(
        self, document: Document, recognise: Recognise, parameters: Mapping[str, float]
    ) -> None:
        self.document = document
        self.parameters = parameters
        self._places, self._width = _lay_out(document, parameters)
        self._asks = {
            link_id: ask(question, self._places, recognise)
            for link_id, question in document.questions.items()
        }
        self._rules = {
            slug: compile_condition(rule.when, self._places)
            for slug, rule in document.rules.items()
        }
        self._witnesses = Witnesses(self._places, self._rules, self._asks)
        self._steps = self._order()
        self._by_name = sorted(document.rules.values(), key=lambda rule: rule.slug)

    def screen(self, answers: Answers, today: date, sent: Collection[str] | None = None) -> Outcome:
        """All rules over these answers.

        `sent` holds the link ids whose page the patient has sent: every other question that
        is asked is unknown, its silence too. None means that all is sent, as at submission.
        """
        board = self._run(answers, today, sent)
        branches = self._branches(board)
        truths = {rule.slug: board[self._places.rules[rule.slug]] for rule in self._by_name}
        unknown = sorted(
            link_id
            for link_id in branches.asked
            if link_id not in branches.definite and link_id not in branches.optional
        )
        raised = tuple(self._finding(s, Truth.TRUE, board) for s, t in truths.items() if t == TRUE)
        undetermined = tuple(
            self._finding(s, Truth.UNKNOWN, board) for s, t in truths.items() if t == UNKNOWN
        )
        return Outcome(
            level=level_of(
                {finding.severity for finding in raised},
                {finding.severity for finding in undetermined},
                unknown,
            ),
            raised=raised,
            undetermined=undetermined,
            clear=tuple(slug for slug, truth in truths.items() if truth == FALSE),
            unknown_questions=tuple(unknown),
            asked=branches.asked,
        )

    def truths(
        self, answers: Answers, today: date, sent: Collection[str] | None = None
    ) -> dict[str, Truth]:
        """The bare truth of every rule, without evidence, for runs over many records."""
        board = self._run(answers, today, sent)
        return {slug: Truth(board[slot]) for slug, slot in self._places.rules.items()}

    def branch(
        self, answers: Answers, today: date, sent: Collection[str] | None = None
    ) -> Branches:
        return self._branches(self._run(answers, today, sent))

    def settle(self, answers: Answers, today: date, sent: Collection[str] | None = None) -> Settled:
        """Take out left-overs: answers to questions that are not asked, and "does not apply"
        where a gate is no longer unknown."""
        gates = self.branch(answers, today, sent).gates
        removed = {
            link_id: answer
            for link_id, answer in answers.items()
            if gates.get(link_id) is Truth.FALSE
            or (gates.get(link_id) is Truth.TRUE and declines(answer))
        }
        kept = {link_id: answer for link_id, answer in answers.items() if link_id not in removed}
        return Settled(kept, removed)

    def explain(
        self, slug: str, answers: Answers, today: date, sent: Collection[str] | None = None
    ) -> tuple[Evidence, ...]:
        """The comparisons that make the rule what it is: raised, clear or undetermined."""
        return self._witnesses.evidence(slug, self._run(answers, today, sent))

    def _run(self, answers: Answers, today: date, sent: Collection[str] | None) -> Board:
        board: Board = [None] * self._width
        for step in self._steps:
            if isinstance(step, Ask):
                is_sent = sent is None or step.question.link_id in sent
                step.put(board, answers, today, is_sent)
            else:
                slot, test = step
                board[slot] = test(board)
        return board

    def _branches(self, board: Board) -> Branches:
        gates = {link_id: Truth(board[ask.gate_place]) for link_id, ask in self._asks.items()}
        return Branches(
            asked=tuple(link_id for link_id, gate in gates.items() if gate is not Truth.FALSE),
            gates=gates,
            optional=frozenset(
                link for link, ask in self._asks.items() if board[ask.optional_place]
            ),
            definite=frozenset(
                link for link, ask in self._asks.items() if board[ask.silence] == FALSE
            ),
        )

    def _finding(self, slug: str, truth: Truth, board: Board) -> Finding:
        severity = self.document.rules[slug].severity
        if truth is Truth.TRUE:
            return Finding(slug, severity, truth, self._witnesses.evidence(slug, board), ())
        return Finding(slug, severity, truth, (), self._witnesses.missing(slug, board))

    def _order(self) -> list[Ask | tuple[int, Test]]:
        steps: dict[str, Ask | tuple[int, Test]] = {
            question_node(link_id): ask for link_id, ask in self._asks.items()
        }
        for slug, node in self._rules.items():
            steps[rule_node(slug)] = (self._places.rules[slug], node.test)
        conditions = {slug: rule.when for slug, rule in self.document.rules.items()}
        return [steps[node] for node in evaluation_order(self.document.questions, conditions)]


def _lay_out(document: Document, parameters: Mapping[str, float]) -> tuple[Places, int]:
    """Give each question's facts, silence, gate and optionality, and each rule, a slot."""
    facts, silence, slot = {}, {}, 0
    for link_id, question in document.questions.items():
        facts[link_id] = slot
        silence[link_id] = slot + len(shape(question).unknown)
        slot = silence[link_id] + AFTER_FACTS
    rules = {slug: slot + index for index, slug in enumerate(document.rules)}
    places = Places(document.questions, facts, silence, rules, parameters)
    return places, slot + len(rules)


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
