"""What a list of medicines can say: classes that real medicines have, and how many rows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import z3

from screening.medicines import Vocabulary, recognise
from screening.proofs.intervals import exact
from screening.proofs.readings import holds, whole, words
from screening.proofs.symbols import Pair, Symbols
from screening.rules import NOT_SURE, Question, Recognition
from screening.rules.conditions import Comparison, Unanswered

MOST_ROWS = 60
"""As many as the patient's page takes."""

NO_MEDICINE = "qqxzzq"
"""A name that is near to none."""

Kind = frozenset[str]
"""The classes of one medicine that the document mentions; several medicines share a kind."""


@dataclass(frozen=True)
class Shelf:
    """One medicine of each kind, by a name that is recognised for certain."""

    names: Mapping[Kind, str]


@lru_cache(maxsize=4)
def names_by_classes(vocabulary: Vocabulary) -> Mapping[Kind, str]:
    """For each set of classes that one medicine has, such a medicine."""
    found: dict[Kind, str] = {}
    for known in vocabulary.known.values():
        for match in known.matches:
            classes = frozenset(match.classes)
            row = {"name": match.ingredient}
            if classes not in found and recognise(row, vocabulary) == Recognition(classes, True):
                found[classes] = match.ingredient
    return found


def shelf(vocabulary: Vocabulary, mentioned: Iterable[str]) -> Shelf:
    wanted = frozenset(mentioned)
    return Shelf({kind & wanted: name for kind, name in names_by_classes(vocabulary).items()})


class Medicines:
    def __init__(
        self,
        question: Question,
        symbols: Symbols,
        leaves: Iterable[Comparison | Unanswered],
        vocabulary: Vocabulary,
    ) -> None:
        self.symbols = symbols
        name = question.link_id
        self.mentioned = sorted(
            word
            for leaf in leaves
            if isinstance(leaf, Comparison) and leaf.attribute == "classes"
            for word in words(leaf)
        )
        self.names = shelf(vocabulary, self.mentioned).names
        self.kinds = {
            kind: symbols.claim(f"{name} has {' '.join(sorted(kind))}")
            for kind in sorted(self.names, key=sorted)
            if kind
        }
        self.blank = symbols.claim(f"{name} blank")
        self.untold = symbols.claim(f"{name} unknown")
        self.certain = symbols.number(f"{name} certain rows")
        self.unsure = symbols.number(f"{name} unsure rows")
        self.nameless = symbols.number(f"{name} nameless rows")
        self.count = self.certain + self.unsure + self.nameless
        self.silent = z3.Or(self.untold, self.nameless >= 1)
        self.constraints = self._constraints()
        told = z3.Not(self.untold)
        self._intervals = {
            "count": exact(self.count, told),
            "unrecognised": exact(self.unsure + self.nameless, told),
        }

    def _constraints(self) -> list[z3.BoolRef]:
        """A row may hold several medicines, so one row is enough for any number of kinds."""
        rows = (self.certain, self.unsure, self.nameless)
        return [
            *(number >= 0 for number in rows),
            self.count >= 1,
            self.count <= MOST_ROWS,
            z3.Implies(self.blank, self.untold),
            *(z3.Implies(has, self.certain + self.unsure >= 1) for has in self.kinds.values()),
            *([] if frozenset() in self.names else [self._some_kind_in_certain_rows()]),
        ]

    def _some_kind_in_certain_rows(self) -> z3.BoolRef:
        return z3.Implies(self.certain >= 1, self.symbols.some(self.kinds.values()))

    def read(self, leaf: Comparison | Unanswered) -> Pair:
        if isinstance(leaf, Unanswered):
            missing = self.untold if leaf.attribute in self._intervals else self.silent
            return self.symbols.known(missing)
        if leaf.attribute == "classes":
            wanted = set(words(leaf))
            has = self.symbols.some(has for kind, has in self.kinds.items() if kind & wanted)
            found = z3.And(z3.Not(self.untold), has)
            return Pair(found, z3.Or(found, self.silent))
        limit = cast(int, leaf.operand)
        return self._intervals[leaf.attribute].compare(leaf.operator, limit)

    def value(self, model: z3.ModelRef) -> object:
        if holds(model, self.untold):
            return None if holds(model, self.blank) else NOT_SURE
        found = [self.names[kind] for kind, has in self.kinds.items() if holds(model, has)]
        certain = whole(model, self.certain)
        plain = self.names.get(frozenset(), found[0] if found else "")
        certain_names = spread(found, certain, plain)
        aside = "" if certain else ", ".join(found)
        unsure = [(NO_MEDICINE, aside)] * whole(model, self.unsure)
        nameless = [("", "1")] * whole(model, self.nameless)
        rows = [*((name, "") for name in certain_names), *unsure, *nameless]
        return [{"name": name, "dose": dose, "frequency": ""} for name, dose in rows]


def spread(names: list[str], rows: int, plain: str) -> Iterator[str]:
    """All names over so many rows, one each while they last; the last row takes what is left."""
    for row in range(rows):
        mine = names[row:] if row == rows - 1 else names[row : row + 1]
        yield ", ".join(mine) or plain
