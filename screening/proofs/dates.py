"""What a date can say, as the number of days since; the age follows from that number."""

from datetime import date, timedelta
from typing import cast

import z3

from screening.proofs.intervals import Interval, exact
from screening.proofs.readings import holds, whole
from screening.proofs.symbols import Pair, Symbols
from screening.rules import NOT_SURE, Question
from screening.rules.answers import OLDEST_YEARS
from screening.rules.conditions import Comparison, Unanswered


def days_to_age(age: int, today: date) -> int:
    """The fewest days since birth with which somebody is this old today."""
    age = min(max(age, 0), OLDEST_YEARS + 1)
    if age == 0:
        return 0
    try:
        born = today.replace(year=today.year - age)
    except ValueError:  # 29 February
        born = today.replace(year=today.year - age, day=28)
    return (today - born).days


def most_days(today: date) -> int:
    """Beyond this a date is taken for a mistake."""
    return days_to_age(OLDEST_YEARS + 1, today) - 1


class Date:
    def __init__(self, question: Question, symbols: Symbols, today: date) -> None:
        self.symbols, self.today = symbols, today
        name = question.link_id
        self.days = symbols.number(f"{name} days")
        self.blank = symbols.claim(f"{name} blank")
        self.silent = symbols.claim(f"{name} unknown")
        self.constraints = [
            z3.Implies(self.blank, self.silent),
            self.days >= 0,
            self.days <= most_days(today),
        ]
        days = exact(self.days, z3.Not(self.silent))
        self._intervals = {"days_ago": days, "age_years": self._age(days)}

    def _age(self, days: Interval) -> Interval:
        def turned(limit: int) -> int:
            return days_to_age(limit, self.today) if limit >= 0 else 0

        return Interval(
            low=lambda limit: days.low(turned(limit)), high=lambda limit: days.high(turned(limit))
        )

    def read(self, leaf: Comparison | Unanswered) -> Pair:
        if isinstance(leaf, Unanswered):
            return self.symbols.known(self.silent)
        limit = cast(int, leaf.operand)
        return self._intervals[leaf.attribute].compare(leaf.operator, limit)

    def value(self, model: z3.ModelRef) -> object:
        if holds(model, self.silent):
            return None if holds(model, self.blank) else NOT_SURE
        return (self.today - timedelta(days=whole(model, self.days))).isoformat()
