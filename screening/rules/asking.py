"""One question, compiled: whether it is asked, and what its answer writes on the board."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from screening.rules.answers import Answers, Facts, declines, is_blank
from screening.rules.boards import EMPTY, Board, Places
from screening.rules.compiling import Node, compile_condition
from screening.rules.conditions import Condition
from screening.rules.questions import Question, QuestionType
from screening.rules.saying import Said, Sayings
from screening.rules.truth import FALSE, TRUE, UNKNOWN, Truth

UNSENT = object()
"""Stands in place of the answer to a question whose page was not sent yet."""


@dataclass(slots=True)
class Run:
    """One run over one record; `facts` keeps what was read, for the evidence."""

    answers: Answers
    today: date
    board: Board = EMPTY
    facts: dict[str, Facts] = field(default_factory=dict)


Write = Callable[[Board, Run], Board]
"""The bits to be added to a board that holds all that is needed to tell."""


@dataclass(frozen=True)
class Ask:
    question: Question
    gate: Node | None
    optional: Node | None
    may_be_blank: bool
    sayings: Sayings

    def gate_truth(self, board: Board) -> Truth:
        return TRUE if self.gate is None else self.gate.test(board)

    def is_optional(self, board: Board) -> bool:
        if not self.question.required:
            return True
        return self.optional is not None and self.optional.test(board) is TRUE

    def said(self, board: Board, run: Run) -> Said:
        """By whatever stands for an answer; total."""
        answer = run.answers.get(self.question.link_id)
        if self.gate is not None:
            gate = self.gate.test(board)
            if gate is FALSE or (gate is UNKNOWN and declines(answer)):
                return self.sayings.absent
        if answer is UNSENT:
            return self.sayings.unsent
        if self.may_be_blank and is_blank(answer) and self.is_optional(board):
            return self.sayings.nothing
        return self.sayings.say(answer, run.today)

    def writer(self) -> Write:
        question = self.question
        is_always_asked = self.gate is None and not self.may_be_blank
        if is_always_asked and question.type is QuestionType.CHOICE:
            return _choice_writer(question, self.sayings)
        return self._write

    def _write(self, board: Board, run: Run) -> Board:
        run.facts[self.question.link_id], bits = self.said(board, run)
        return bits


def _choice_writer(question: Question, sayings: Sayings) -> Write:
    """What `Ask.said` comes to for most questions of a document: one look into a table."""
    link_id, unknown = question.link_id, _bits(sayings, None)
    table: dict[object, Board] = {
        value: _bits(sayings, value) for value in question.definite_values
    }
    table[UNSENT] = sayings.unsent[1]

    def write(_board: Board, run: Run) -> Board:
        try:
            return table.get(run.answers.get(link_id), unknown)
        except TypeError:  # a list or an object, which no table can hold
            return unknown

    return write


def _bits(sayings: Sayings, choice: str | None) -> Board:
    return sayings.say(choice, date.min)[1]


def compile_question(question: Question, places: Places, sayings: Sayings) -> Ask:
    return Ask(
        question=question,
        gate=_compiled(question.enable_when, places),
        optional=_compiled(question.optional_when, places),
        may_be_blank=not question.required or question.optional_when is not None,
        sayings=sayings,
    )


def _compiled(condition: Condition | None, places: Places) -> Node | None:
    return None if condition is None else compile_condition(condition, places)
