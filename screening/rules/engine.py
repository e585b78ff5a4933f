"""A document compiled once, then run over any answers without ever raising."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from screening.rules.answers import (
    Facts,
    Reader,
    Recognise,
    declines,
    is_blank,
    reader,
    shape,
)
from screening.rules.branching import evaluation_order, question_node, rule_node
from screening.rules.compiling import Board, Node, Places, Test, compile_condition
from screening.rules.conditions import (
    Comparison,
    Condition,
    Operand,
    ParameterReference,
    RuleReference,
    Unanswered,
)
from screening.rules.documents import Document
from screening.rules.findings import Evidence, Finding, Outcome, level_of
from screening.rules.questions import Kind, Question
from screening.rules.truth import FALSE, TRUE, UNKNOWN, Truth

ENGINE_VERSION = "1"
"""Raised with every change that could alter an outcome; stored beside each screening."""

Answers = Mapping[str, object]


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
class _Ask:
    """One question on the board: `place` its facts, then silence, gate and `is optional`."""

    question: Question
    read: Reader
    gate: Test | None
    optional: Test | None
    place: int
    end: int
    unsent: Facts
    absent: Facts
    nothing: Facts

    def put(self, board: Board, answers: Answers, today: date, sent: bool) -> None:
        gate = TRUE if self.gate is None else self.gate(board)
        optional = not self.question.required
        if self.optional is not None and self.optional(board) == TRUE:
            optional = True
        if gate == FALSE:
            facts = self.absent
        elif not sent:
            facts = self.unsent
        else:
            facts = self._facts(answers.get(self.question.link_id), today, gate, optional)
        board[self.place : self.end + 3] = (*facts, gate, optional)

    def _facts(self, answer: object, today: date, gate: int, optional: bool) -> Facts:
        if gate == UNKNOWN and declines(answer):
            return self.absent
        if optional and is_blank(answer):
            return self.nothing
        reading = self.read(answer, today)
        return (*reading.facts, FALSE if reading.definite else TRUE)


class Engine:
    """The compiled document. Threads may share it: a run keeps its state on its own board."""

    def __init__(
        self, document: Document, recognise: Recognise, parameters: Mapping[str, float]
    ) -> None:
        self.document = document
        self.parameters = parameters
        self._places, self._width = _lay_out(document, parameters)
        self._asks = self._compile_questions(recognise)
        self._gates = {
            link_id: compile_condition(question.enable_when, self._places)
            for link_id, question in document.questions.items()
            if question.enable_when is not None
        }
        self._rules = {
            slug: compile_condition(rule.when, self._places)
            for slug, rule in document.rules.items()
        }
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
        return self._evidence(self._rules[slug], self._run(answers, today, sent))

    def _run(self, answers: Answers, today: date, sent: Collection[str] | None) -> Board:
        board: Board = [None] * self._width
        for step in self._steps:
            if isinstance(step, _Ask):
                is_sent = sent is None or step.question.link_id in sent
                step.put(board, answers, today, is_sent)
            else:
                slot, test = step
                board[slot] = test(board)
        return board

    def _branches(self, board: Board) -> Branches:
        gates = {link_id: Truth(board[ask.end + 1]) for link_id, ask in self._asks.items()}
        return Branches(
            asked=tuple(link_id for link_id, gate in gates.items() if gate is not Truth.FALSE),
            gates=gates,
            optional=frozenset(link for link, ask in self._asks.items() if board[ask.end + 2]),
            definite=frozenset(link for link, ask in self._asks.items() if board[ask.end] == FALSE),
        )

    def _finding(self, slug: str, truth: Truth, board: Board) -> Finding:
        node, severity = self._rules[slug], self.document.rules[slug].severity
        if truth is Truth.TRUE:
            return Finding(slug, severity, truth, self._evidence(node, board), ())
        missing = set(self._missing(node, board))
        in_order = tuple(link_id for link_id in self.document.questions if link_id in missing)
        return Finding(slug, severity, truth, (), in_order)

    def _reasons(self, node: Node, board: Board) -> Iterator[Node]:
        """The leaves that make the node what it is: those on branches as true as itself."""
        if isinstance(node.leaf, RuleReference):
            yield from self._reasons(self._rules[node.leaf.slug], board)
        elif node.leaf is not None:
            yield node
        else:
            truth = node.test(board)
            for part in node.inside:
                if node.turned or part.test(board) == truth:
                    yield from self._reasons(part, board)

    def _evidence(self, node: Node, board: Board) -> tuple[Evidence, ...]:
        found = {leaf.leaf: self._witness(leaf, board) for leaf in self._reasons(node, board)}
        return tuple(found.values())

    def _missing(self, node: Node, board: Board) -> Iterator[str]:
        """Link ids behind an unknown, and behind the gates that are themselves unknown."""
        for reason in self._reasons(node, board):
            link_id = cast(Comparison | Unanswered, reason.leaf).question
            yield link_id
            if board[self._asks[link_id].end + 1] == UNKNOWN:
                yield from self._missing(self._gates[link_id], board)

    def _witness(self, reason: Node, board: Board) -> Evidence:
        leaf = cast(Comparison | Unanswered, reason.leaf)
        asked = board[self._asks[leaf.question].end + 1] != FALSE
        if not isinstance(leaf, Comparison):
            return Evidence(leaf.question, leaf.attribute, "unanswered", None, None, asked)
        return Evidence(
            question=leaf.question,
            attribute=leaf.attribute,
            operator=leaf.operator,
            operand=self._plain(leaf.operand),
            answer=self._definite(leaf, board) if asked else None,
            asked=asked,
        )

    def _plain(self, operand: Operand) -> object:
        """As JSON writes it, with parameters resolved to this clinic's numbers."""
        if isinstance(operand, ParameterReference):
            return self.parameters[operand.name]
        return list(operand) if isinstance(operand, tuple) else operand

    def _definite(self, leaf: Comparison, board: Board) -> object:
        slot = self._places.of(leaf.question, leaf.attribute)
        fact = board[slot]
        if self._places.kind(leaf.question, leaf.attribute) is Kind.NUMBER:
            return fact if fact == board[slot + 1] else None
        if isinstance(fact, frozenset):
            return sorted(value for value in fact if value is not None)
        return fact

    def _compile_questions(self, recognise: Recognise) -> dict[str, _Ask]:
        return {
            link_id: self._ask(question, recognise)
            for link_id, question in self.document.questions.items()
        }

    def _ask(self, question: Question, recognise: Recognise) -> _Ask:
        facts, place = shape(question), self._places.facts[question.link_id]
        return _Ask(
            question=question,
            read=reader(question, recognise),
            gate=self._test(question.enable_when),
            optional=self._test(question.optional_when),
            place=place,
            end=self._places.silence[question.link_id],
            unsent=(*facts.unknown, UNKNOWN),
            absent=(*facts.absent, FALSE),
            nothing=(*facts.nothing, FALSE),
        )

    def _test(self, condition: Condition | None) -> Test | None:
        return None if condition is None else compile_condition(condition, self._places).test

    def _order(self) -> list[_Ask | tuple[int, Test]]:
        steps: dict[str, _Ask | tuple[int, Test]] = {
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
        slot = silence[link_id] + 3
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
