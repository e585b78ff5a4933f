"""One question, compiled: whether it is asked, and what its answer writes on the board."""

from collections.abc import Callable, Iterable
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

    @property
    def is_plain_choice(self) -> bool:
        """One of several values, and always asked for: most questions of a document."""
        is_always_asked = self.gate is None and not self.may_be_blank
        return is_always_asked and self.question.type is QuestionType.CHOICE

    def write(self, board: Board, run: Run) -> Board:
        """The bits to be added to a board that holds all that is needed to tell."""
        run.facts[self.question.link_id], bits = self.said(board, run)
        return bits


class PlainChoices:
    """What `Ask.write` comes to for all plain choices at once: a look into a table for each."""

    def __init__(self, asks: Iterable[Ask]) -> None:
        plain = [ask for ask in asks if ask.is_plain_choice]
        self._link_ids = [ask.question.link_id for ask in plain]
        self._tables = [_table(ask) for ask in plain]
        self._unknown = [ask.sayings.say(None, date.min)[1] for ask in plain]

    def write(self, answers: Answers) -> Board:
        try:
            return self._bits(map(answers.get, self._link_ids))
        except TypeError:  # a list or an object is among them, which no table can hold
            given = map(answers.get, self._link_ids)
            return self._bits(one if _may_be_in_a_table(one) else None for one in given)

    def _bits(self, answers: Iterable[object]) -> Board:
        return sum(filter(None, map(dict.get, self._tables, answers, self._unknown)))


def _table(ask: Ask) -> dict[object, Board]:
    values = ask.question.definite_values
    known: dict[object, Board] = {value: ask.sayings.say(value, date.min)[1] for value in values}
    return known | {UNSENT: ask.sayings.unsent[1]}


def _may_be_in_a_table(answer: object) -> bool:
    return answer is UNSENT or isinstance(answer, str)


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
