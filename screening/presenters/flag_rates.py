"""How often each rule was raised, by version, language and clinic, and where that moved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from screening.presenters.heads import language_name
from screening.presenters.tags import Tag, severity_tag
from screening.presenters.texts import pick
from screening.rates import Counts, Group, Move, Tally, moves
from screening.rules import Document

FEW_FOUND = 5
"""Findings under which no number is given: so few may be known by name."""

TOO_FEW = "too few to tell"


@dataclass(frozen=True)
class Screened:
    """A version on which patients have sent intakes."""

    number: int
    sha256: str


@dataclass(frozen=True)
class Column:
    """One group of intakes. `than`: how a mark speaks of it, when others are held against it."""

    name: str
    than: str
    screened: int
    tallies: Mapping[str, Tally]

    @property
    def size(self) -> str:
        return f"{self.screened} intakes" if Tally(self.screened).is_enough else TOO_FEW


@dataclass(frozen=True)
class Cell:
    column: str
    raised: str
    undetermined: str


@dataclass(frozen=True)
class RateRow:
    slug: str
    title: str
    tag: Tag
    cells: tuple[Cell, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True)
class RateTable:
    """Every column but the last is held against the last. Marked rows come first."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[RateRow, ...]
    quiet: int

    @property
    def marked(self) -> int:
        return sum(bool(row.marks) for row in self.rows)

    @property
    def is_alone(self) -> bool:
        """One column, and nothing to hold it against."""
        return len(self.columns) == 1


def rate_tables(
    document: Document,
    versions: Sequence[Screened],
    counts: Counts,
    elsewhere: Sequence[Counts],
) -> tuple[RateTable, ...]:
    """`document` is of the first of `versions`, which come newest first; `elsewhere` are the counts
    of the reader's other clinics. A table with one column has nothing to be held against."""
    newest = versions[0]
    tables = {
        ("version", "By version"): _by_version(document, versions[:2], counts),
        ("language", "By language"): _by_language(document, newest, counts),
        ("clinic", "By clinic"): _by_clinic(document, newest, counts, elsewhere),
    }
    found = moves(
        {
            (name, column.name, rule): (column.tallies[rule], columns[-1].tallies[rule])
            for (name, _), columns in tables.items()
            for column in columns[:-1]
            for rule in document.rules
        }
    )
    return tuple(
        _table(document, name, title, columns, found)
        for (name, title), columns in tables.items()
        if columns
    )


def _by_version(
    document: Document, versions: Iterable[Screened], counts: Counts
) -> tuple[Column, ...]:
    return tuple(
        _column(document, f"Version {one.number}", f"in version {one.number}", [counts], groups)
        for one in versions
        for groups in [_groups(counts, one.sha256)]
    )


def _by_language(document: Document, newest: Screened, counts: Counts) -> tuple[Column, ...]:
    """The document's own language last: a translation is held against it."""
    groups = _groups(counts, newest.sha256)
    if len(groups) < 2:
        return ()
    own_last = sorted(groups, key=lambda one: (one.language == document.language, one.language))
    return tuple(
        _column(document, name, f"in {name}", [counts], [one])
        for one in own_last
        for name in [language_name(one.language)]
    )


def _by_clinic(
    document: Document, newest: Screened, counts: Counts, elsewhere: Sequence[Counts]
) -> tuple[Column, ...]:
    groups = [group for one in elsewhere for group in _groups(one, newest.sha256)]
    if not groups:
        return ()
    own = _groups(counts, newest.sha256)
    there = "at your other clinics"
    return (
        _column(document, "This clinic", "here", [counts], own),
        _column(document, "Your other clinics", there, elsewhere, set(groups)),
    )


def _groups(counts: Counts, sha256: str) -> list[Group]:
    return [group for group in counts.screened if group.sha256 == sha256]


def _column(
    document: Document, name: str, than: str, counted: Sequence[Counts], groups: Iterable[Group]
) -> Column:
    wanted = list(groups)
    total = {
        rule: sum((one.tally(rule, *wanted) for one in counted), Tally(0))
        for rule in document.rules
    }
    screened = sum(one.screened.get(group, 0) for one in counted for group in wanted)
    return Column(name=name, than=than, screened=screened, tallies=total)


def _table(
    document: Document,
    name: str,
    title: str,
    columns: tuple[Column, ...],
    found: Mapping[tuple[str, str, str], list[Move]],
) -> RateTable:
    rows = [
        RateRow(
            slug=rule.slug,
            title=pick(rule.title, document.language),
            tag=severity_tag(rule.severity.value),
            cells=tuple(_cell(column, rule.slug) for column in columns),
            marks=tuple(
                _mark(column, move, columns[-1])
                for column in columns
                for move in found.get((name, column.name, rule.slug), ())
            ),
        )
        for rule in document.rules.values()
        if any(column.tallies[rule.slug].is_found for column in columns)
    ]
    return RateTable(
        name=name,
        title=title,
        columns=columns,
        rows=tuple(sorted(rows, key=lambda row: not row.marks)),
        quiet=len(document.rules) - len(rows),
    )


def _cell(column: Column, rule: str) -> Cell:
    tally = column.tallies[rule]
    return Cell(
        column=column.name,
        raised=_share(tally.raised, tally),
        undetermined=_share(tally.undetermined, tally),
    )


def _share(found: int, tally: Tally) -> str:
    if not tally.is_enough:
        return TOO_FEW
    if found == 0:
        return "none"
    if found < FEW_FOUND:
        return f"fewer than {FEW_FOUND}"
    return f"{found}, {100 * found / tally.screened:.0f} %"


def _mark(column: Column, move: Move, base: Column) -> str:
    what = "raised" if move.outcome == "raised" else "left undetermined"
    chance = "p < 0.0001" if move.chance < 0.0001 else f"p = {move.chance:.4f}"
    often = "more" if move.is_more else "less"
    return f"{column.name}: {what} {often} often than {base.than} ({chance})"
