"""What a choice, several choices or a text can say, as symbols, and back to an answer.

Each reading mirrors one reader of `screening.rules.answers`: `silent` is where no definite
answer was given, `blank` where nothing was, and `value` turns a model into an answer.
"""

from collections.abc import Iterable
from typing import Protocol

import z3

from screening.proofs.symbols import Pair, Symbols
from screening.rules import NOT_SURE, PREFER_NOT_TO_SAY, Question
from screening.rules.answers import fold
from screening.rules.conditions import Comparison, Unanswered

FILLERS = ("nothing", "-", "~", "#")


class Reading(Protocol):
    blank: z3.BoolRef
    silent: z3.BoolRef
    constraints: list[z3.BoolRef]

    def read(self, leaf: Comparison | Unanswered) -> Pair:
        """Of an answer that was given; `blank` reads like unknown here."""

    def value(self, model: z3.ModelRef) -> object:
        """The answer that the model stands for."""


def holds(model: z3.ModelRef, claim: z3.BoolRef) -> bool:
    return bool(z3.is_true(model.eval(claim, model_completion=True)))


def whole(model: z3.ModelRef, number: z3.ArithRef) -> int:
    value = model.eval(number, model_completion=True)
    return int(value.as_long())


def not_known(question: Question) -> str:
    """A value that is no definite answer to this question."""
    return PREFER_NOT_TO_SAY if NOT_SURE in question.definite_values else NOT_SURE


def words(leaf: Comparison) -> tuple[str, ...]:
    operand = leaf.operand
    return operand if isinstance(operand, tuple) else (str(operand),)


class Choice:
    def __init__(self, question: Question, symbols: Symbols) -> None:
        self.question, self.symbols = question, symbols
        name = question.link_id
        self.picks = {
            value: symbols.claim(f"{name}={value}") for value in sorted(question.definite_values)
        }
        self.blank = symbols.claim(f"{name} blank")
        self.silent = z3.Not(symbols.some(self.picks.values()))
        self.constraints = [
            z3.Implies(self.blank, self.silent),
            *([z3.AtMost(*self.picks.values(), 1)] if self.picks else []),
        ]

    def read(self, leaf: Comparison | Unanswered) -> Pair:
        if isinstance(leaf, Unanswered):
            return self.symbols.known(self.silent)
        wanted = [self.picks[word] for word in words(leaf) if word in self.picks]
        return self.symbols.unless(self.silent, self.symbols.some(wanted))

    def value(self, model: z3.ModelRef) -> object:
        picked = [value for value, pick in self.picks.items() if holds(model, pick)]
        if picked:
            return picked[0]
        return None if holds(model, self.blank) else not_known(self.question)


class Choices:
    def __init__(self, question: Question, symbols: Symbols) -> None:
        self.question, self.symbols = question, symbols
        name = question.link_id
        self.ticks = {
            value: symbols.claim(f"{name} has {value}")
            for value in sorted(question.definite_values)
        }
        self.blank = symbols.claim(f"{name} blank")
        self.silent = symbols.claim(f"{name} incomplete")
        none = z3.Not(symbols.some(self.ticks.values()))
        self.constraints = [
            z3.Implies(none, self.silent),
            z3.Implies(self.blank, none),
        ]

    def read(self, leaf: Comparison | Unanswered) -> Pair:
        if isinstance(leaf, Unanswered):
            return self.symbols.known(self.silent)
        ticked = self.symbols.some(self.ticks[word] for word in words(leaf) if word in self.ticks)
        return Pair(ticked, z3.Or(ticked, self.silent))

    def value(self, model: z3.ModelRef) -> object:
        if holds(model, self.blank):
            return None
        ticked = [value for value, tick in self.ticks.items() if holds(model, tick)]
        unsure = [not_known(self.question)] if holds(model, self.silent) else []
        return [*ticked, *unsure]


class Text:
    def __init__(
        self, question: Question, symbols: Symbols, leaves: Iterable[Comparison | Unanswered]
    ) -> None:
        self.question, self.symbols = question, symbols
        name = question.link_id
        wanted = {
            fold(word) for leaf in leaves if isinstance(leaf, Comparison) for word in words(leaf)
        }
        self.contains = {
            word: symbols.claim(f"{name} has {word}") for word in sorted(wanted) if word
        }
        self.blank = symbols.claim(f"{name} blank")
        self.silent = symbols.claim(f"{name} unknown")
        self.constraints = [z3.Implies(self.blank, self.silent), *self._nested()]

    def _nested(self) -> Iterable[z3.BoolRef]:
        """A text that holds 'ketamine' holds 'ket' too."""
        for word, claim in self.contains.items():
            for other, inner in self.contains.items():
                if other != word and other in word:
                    yield z3.Implies(claim, inner)

    def read(self, leaf: Comparison | Unanswered) -> Pair:
        if isinstance(leaf, Unanswered):
            return self.symbols.known(self.silent)
        wanted = [self.contains[word] for word in map(fold, words(leaf)) if word]
        return self.symbols.unless(self.silent, self.symbols.some(wanted))

    def value(self, model: z3.ModelRef) -> object:
        if holds(model, self.silent):
            return None if holds(model, self.blank) else NOT_SURE
        found = [word for word, claim in self.contains.items() if holds(model, claim)]
        if found:
            return " / ".join(found)
        free = [text for text in FILLERS if not any(word in text for word in self.contains)]
        return free[0] if free else " ".join(FILLERS)
