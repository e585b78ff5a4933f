"""Conditions compiled to closures that take a board and give a truth.

The leaves that stand directly inside a condition are compared all at once, as bits; only what
is nested deeper is called. `yes` below holds the sure bits of leaves, `no` those of leaves
that are turned by a `not`: such a one is TRUE where its possible bit is clear.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from screening.rules.boards import Board, Places, possible, sure
from screening.rules.conditions import All, Any, AtLeastOf, Condition, Leaf, Not, parts
from screening.rules.truth import FALSE, TRUE, UNKNOWN, Truth

Test = Callable[[Board], Truth]


@dataclass(frozen=True)
class Node:
    """A compiled condition that still knows what it was compiled from, for the evidence.

    `needs`: bits of which one is set wherever the condition is not FALSE; None when it can be
    TRUE without any, as a `not` can.
    """

    test: Test
    needs: Board | None
    inside: tuple["Node", ...] = ()
    leaf: Leaf | None = None
    place: int = 0
    turned: bool = False


def compile_condition(condition: Condition, places: Places) -> Node:
    nodes = tuple(compile_condition(part, places) for part in parts(condition))
    needs = [node.needs for node in nodes]
    match condition:
        case All():
            return Node(_all(*_bits(nodes)), _least(needs), nodes)
        case Any():
            return Node(_any(*_bits(nodes)), _together(needs), nodes)
        case AtLeastOf(count):
            return Node(_at_least_of(count, *_bits(nodes)), _together(needs), nodes)
        case Not():
            return Node(_not(nodes[0].test), None, nodes, turned=True)
        case leaf:
            place = places[leaf]
            return Node(_as_it_stands(place), possible(place), leaf=leaf, place=place)


def _least(needs: list[Board | None]) -> Board | None:
    """Of what is needed all at once, the fewest bits say the most."""
    return min((bits for bits in needs if bits is not None), key=int.bit_count, default=None)


def _together(needs: list[Board | None]) -> Board | None:
    together = 0
    for bits in needs:
        if bits is None:
            return None
        together |= bits
    return together


def _bits(nodes: Sequence[Node]) -> tuple[Board, Board, tuple[Test, ...]]:
    """`yes`, `no`, and the tests of all that is no leaf, or is one for the second time."""
    yes, no, rest = 0, 0, []
    for node in nodes:
        one = node.inside[0] if node.turned else node
        bit = sure(one.place) if one.leaf is not None else 0
        if not bit or bit & (yes | no):
            rest.append(node.test)
        elif node.turned:
            no |= bit
        else:
            yes |= bit
    return yes, no, tuple(rest)


def _all(yes: Board, no: Board, rest: tuple[Test, ...]) -> Test:
    sure_bits, sure_yes = yes | no << 1, yes
    possible_bits, possible_yes = yes << 1 | no, yes << 1

    def test(board: Board) -> Truth:
        if board & possible_bits != possible_yes:
            return FALSE
        least = TRUE if board & sure_bits == sure_yes else UNKNOWN
        for part in rest:
            truth = part(board)
            if truth is FALSE:
                return FALSE
            if truth is UNKNOWN:
                least = UNKNOWN
        return least

    return test


def _any(yes: Board, no: Board, rest: tuple[Test, ...]) -> Test:
    sure_bits, sure_no = yes | no << 1, no << 1
    possible_bits, possible_no = yes << 1 | no, no

    def test(board: Board) -> Truth:
        most = FALSE
        if board & possible_bits != possible_no:
            if board & sure_bits != sure_no:
                return TRUE
            most = UNKNOWN
        for part in rest:
            truth = part(board)
            if truth is TRUE:
                return TRUE
            if truth is UNKNOWN:
                most = UNKNOWN
        return most

    return test


def _at_least_of(count: int, yes: Board, no: Board, rest: tuple[Test, ...]) -> Test:
    sure_bits, sure_no = yes | no << 1, no << 1
    possible_bits, possible_no = yes << 1 | no, no

    def test(board: Board) -> Truth:
        truths = [part(board) for part in rest]
        perhaps = ((board ^ possible_no) & possible_bits).bit_count()
        if perhaps + len(truths) - truths.count(FALSE) < count:
            return FALSE
        true = ((board ^ sure_no) & sure_bits).bit_count() + truths.count(TRUE)
        return TRUE if true >= count else UNKNOWN

    return test


def _not(inside: Test) -> Test:
    def test(board: Board) -> Truth:
        truth = inside(board)
        return FALSE if truth is TRUE else TRUE if truth is FALSE else UNKNOWN

    return test


def _as_it_stands(place: int) -> Test:
    sure_bit, possible_bit = sure(place), possible(place)
    return lambda board: (
        FALSE if not board & possible_bit else TRUE if board & sure_bit else UNKNOWN
    )
