"""One question, compiled: whether it is asked, and what its answer comes to."""

from dataclasses import dataclass
from datetime import date

from screening.rules.answers import (
    Answers,
    Facts,
    Reader,
    Recognise,
    declines,
    is_blank,
    reader,
    shape,
)
from screening.rules.compiling import Board, Node, Places, compile_condition
from screening.rules.conditions import Condition
from screening.rules.questions import Question
from screening.rules.truth import FALSE, TRUE, UNKNOWN

AFTER_FACTS = 3
"""Slots after a question's facts: its silence, its gate, whether it is optional."""


@dataclass(frozen=True)
class Ask:
    """On the board stand its facts, from `place`, then its silence, gate and optionality."""

    question: Question
    read: Reader
    gate: Node | None
    optional: Node | None
    place: int
    silence: int
    unsent: Facts
    absent: Facts
    nothing: Facts

    @property
    def gate_place(self) -> int:
        return self.silence + 1

    @property
    def optional_place(self) -> int:
        return self.silence + 2

    def put(self, board: Board, answers: Answers, today: date, sent: bool) -> None:
        gate = TRUE if self.gate is None else self.gate.test(board)
        optional = not self.question.required
        if self.optional is not None and self.optional.test(board) == TRUE:
            optional = True
        if gate == FALSE:
            facts = self.absent
        elif not sent:
            facts = self.unsent
        else:
            facts = self._facts(answers.get(self.question.link_id), today, gate, optional)
        board[self.place : self.silence + AFTER_FACTS] = (*facts, gate, optional)

    def _facts(self, answer: object, today: date, gate: int, optional: bool) -> Facts:
        if gate == UNKNOWN and declines(answer):
            return self.absent
        if optional and is_blank(answer):
            return self.nothing
        reading = self.read(answer, today)
        return (*reading.facts, FALSE if reading.definite else TRUE)


def ask(question: Question, places: Places, recognise: Recognise) -> Ask:
    facts = shape(question)
    return Ask(
        question=question,
        read=reader(question, recognise),
        gate=_compiled(question.enable_when, places),
        optional=_compiled(question.optional_when, places),
        place=places.facts[question.link_id],
        silence=places.silence[question.link_id],
        unsent=(*facts.unknown, UNKNOWN),
        absent=(*facts.absent, FALSE),
        nothing=(*facts.nothing, FALSE),
    )


def _compiled(condition: Condition | None, places: Places) -> Node | None:
    return None if condition is None else compile_condition(condition, places)
