"""What a blood pressure can say: two numbers, each typed or not, a day and a method."""

from datetime import date, timedelta
from typing import cast

import z3

from screening.proofs.dates import most_days
from screening.proofs.intervals import Interval, exact
from screening.proofs.readings import holds, not_known, whole, words
from screening.proofs.symbols import Pair, Symbols
from screening.rules import NOT_SURE, Question
from screening.rules.answers import (
    DIASTOLIC_RANGE,
    SMALLEST_PULSE_PRESSURE,
    SYSTOLIC_RANGE,
    TYPED_RANGE,
)
from screening.rules.conditions import Comparison, Unanswered


class BloodPressure:
    """A number outside of what can be typed says as much as none, so it is not made here."""

    def __init__(self, question: Question, symbols: Symbols, today: date) -> None:
        self.question, self.symbols, self.today = question, symbols, today
        name = question.link_id
        self.blank = symbols.claim(f"{name} blank")
        self.untold = symbols.claim(f"{name} unknown")
        self.top, self.bottom = symbols.number(f"{name} top"), symbols.number(f"{name} bottom")
        self.has_top = symbols.claim(f"{name} has top")
        self.has_bottom = symbols.claim(f"{name} has bottom")
        self.days = symbols.number(f"{name} days")
        self.has_day = symbols.claim(f"{name} has day")
        self.in_future = symbols.claim(f"{name} in future")
        self.methods = {
            value: symbols.claim(f"{name} by {value}") for value in sorted(question.definite_values)
        }
        self.plausible = self._plausibility()
        self.silent = z3.Not(self.plausible)
        self.constraints = self._constraints()
        self._intervals = self._facts()

    def _plausibility(self) -> z3.BoolRef:
        return z3.And(
            z3.Not(self.untold),
            self.has_top,
            self.has_bottom,
            self.top - self.bottom >= SMALLEST_PULSE_PRESSURE,
            self.top >= SYSTOLIC_RANGE[0],
            self.top <= SYSTOLIC_RANGE[1],
            self.bottom >= DIASTOLIC_RANGE[0],
            self.bottom <= DIASTOLIC_RANGE[1],
            z3.Not(z3.And(self.has_day, self.in_future)),
        )

    def _constraints(self) -> list[z3.BoolRef]:
        least, most = TYPED_RANGE
        numbers = [number >= least for number in (self.top, self.bottom)]
        return [
            *numbers,
            self.top <= most,
            self.bottom <= most,
            self.days >= 0,
            self.days <= most_days(self.today),
            z3.Implies(self.blank, self.untold),
            *([z3.AtMost(*self.methods.values(), 1)] if self.methods else []),
        ]

    def _facts(self) -> dict[str, Interval]:
        plausible = self.plausible
        return {
            "systolic": exact(self.top, plausible),
            "diastolic": exact(self.bottom, plausible),
            "days_ago": exact(self.days, z3.And(plausible, self.has_day)),
            "highest": Interval(low=self._highest_reaches, high=self._highest_may_reach),
            "lowest": Interval(low=self._lowest_reaches, high=self._lowest_may_reach),
        }

    def _typed(self, limit: int) -> tuple[z3.BoolRef, z3.BoolRef]:
        """Whether the numbers typed are at least this."""
        told = z3.Not(self.untold)
        return (
            z3.And(told, self.has_top, self.top >= limit),
            z3.And(told, self.has_bottom, self.bottom >= limit),
        )

    @property
    def _count(self) -> tuple[z3.BoolRef, z3.BoolRef]:
        """Whether any number was typed, and whether both were."""
        told = z3.Not(self.untold)
        return (
            z3.And(told, z3.Or(self.has_top, self.has_bottom)),
            z3.And(told, self.has_top, self.has_bottom),
        )

    def _highest_reaches(self, limit: int) -> z3.BoolRef:
        return z3.Or(*self._typed(limit))

    def _highest_may_reach(self, limit: int) -> z3.BoolRef:
        any_typed, both = self._count
        within = self.symbols.constant(limit <= TYPED_RANGE[1])
        return z3.If(both, z3.Or(*self._typed(limit)), z3.Or(z3.Not(any_typed), within))

    def _lowest_reaches(self, limit: int) -> z3.BoolRef:
        any_typed, both = self._count
        within = self.symbols.constant(limit <= TYPED_RANGE[0])
        return z3.If(both, z3.And(*self._typed(limit)), z3.And(any_typed, within))

    def _lowest_may_reach(self, limit: int) -> z3.BoolRef:
        any_typed, both = self._count
        typed = self._typed(limit)
        return z3.If(both, z3.And(*typed), z3.Or(z3.Not(any_typed), *typed))

    def read(self, leaf: Comparison | Unanswered) -> Pair:
        if isinstance(leaf, Unanswered):
            return self.symbols.known(self._is_missing(leaf.attribute))
        if leaf.attribute == "plausible":
            claim = self.plausible if leaf.operand else z3.Not(self.plausible)
            return self.symbols.unless(self.untold, claim)
        if leaf.attribute == "method":
            wanted = [self.methods[word] for word in words(leaf) if word in self.methods]
            return self.symbols.unless(self._is_missing("method"), self.symbols.some(wanted))
        limit = cast(int, leaf.operand)
        return self._intervals[leaf.attribute].compare(leaf.operator, limit)

    def _is_missing(self, attribute: str) -> z3.BoolRef:
        any_typed, both = self._count
        match attribute:
            case "plausible":
                return self.untold
            case "days_ago":
                return z3.Not(z3.And(self.plausible, self.has_day))
            case "method":
                known = self.symbols.some(self.methods.values())
                return z3.Not(z3.And(self.plausible, known))
            case "highest":  # one number alone is the highest where none can be higher
                return z3.Not(z3.Or(both, z3.And(any_typed, self._only(TYPED_RANGE[1]))))
            case "lowest":
                return z3.Not(z3.Or(both, z3.And(any_typed, self._only(TYPED_RANGE[0]))))
        return self.silent

    def _only(self, number: int) -> z3.BoolRef:
        return z3.If(self.has_top, self.top == number, self.bottom == number)

    def value(self, model: z3.ModelRef) -> object:
        if holds(model, self.untold):
            return None if holds(model, self.blank) else NOT_SURE
        answer: dict[str, object] = {"method": not_known(self.question)}
        if holds(model, self.has_top):
            answer["systolic"] = whole(model, self.top)
        if holds(model, self.has_bottom):
            answer["diastolic"] = whole(model, self.bottom)
        if holds(model, self.has_day):
            days = -1 if holds(model, self.in_future) else whole(model, self.days)
            answer["measured_on"] = (self.today - timedelta(days=days)).isoformat()
        for value, claim in self.methods.items():
            if holds(model, claim):
                answer["method"] = value
        return answer
