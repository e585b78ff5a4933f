"""A document compiled: from answers to a board, and what a board says of rules and questions."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from screening.rules.answers import Answers, Recognise
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
from screening.rules.saying import compile_answers
from screening.rules.truth import FALSE, TRUE, Truth


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


class Compiled:
    """Threads may share it: a run keeps nothing on it."""

    def __init__(
        self, document: Document, recognise: Recognise, parameters: Mapping[str, float]
    ) -> None:
        conditions = {slug: rule.when for slug, rule in document.rules.items()}
        places = lay_out(document.questions, conditions.values())
        own = by_question(places)
        self._link_ids = tuple(document.questions)
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
        self.witnesses = witnesses(nodes, self._asks, places, parameters)

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

    def run(self, answers: Answers, today: date, sent: Collection[str] | None) -> Run:
        """All that the rules compare, read once. Total."""
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

    def judge(self, board: Board) -> dict[str, Truth]:
        """The truth of every rule over what was read. Most rules are clear at a glance."""
        truths = self._all_clear.copy()
        for slug, needs, test in self._tests:
            if needs is None or board & needs:
                truths[slug] = test(board)
        return truths

    def branches(self, board: Board) -> Branches:
        return Branches(
            asked=self.asked(board),
            gates=self.gates(board),
            optional=frozenset(
                link_id
                for link_id, ask in self._asks.items()
                if ask.may_be_blank and ask.is_optional(board)
            ),
            definite=frozenset(self._asks).difference(self._silent(board)),
        )

    def gates(self, board: Board) -> dict[str, Truth]:
        truths = dict.fromkeys(self._asks, TRUE)
        for link_id, test in self._gates.items():
            truths[link_id] = test(board)
        return truths

    def asked(self, board: Board, *others: Board) -> tuple[str, ...]:
        """By any of the boards, in document order."""
        hidden = self._hidden(board)
        for other in others:
            hidden &= self._hidden(other)
        if not hidden:
            return self._link_ids
        return tuple([link_id for link_id in self._link_ids if link_id not in hidden])

    def _hidden(self, board: Board) -> set[str]:
        return {link_id for link_id, test in self._gates.items() if test(board) is FALSE}

    def _silent(self, board: Board) -> list[str]:
        """What is asked and has no definite answer; nothing else is on the board as silent."""
        if not board & self._any_silence:
            return []
        return [link_id for link_id, silence in self._silences.items() if board & silence]

    def unknown(self, *boards: Board) -> tuple[str, ...]:
        """What any of the boards asks and needs, without a definite answer; in alphabetical
        order."""
        found = {
            link_id
            for board in boards
            for link_id in self._silent(board)
            if not self._asks[link_id].is_optional(board)
        }
        return tuple(sorted(found))


def _rule_writer(place: int, test: Test) -> Write:
    return lambda board, _run: written(place, test(board))
