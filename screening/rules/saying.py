"""The answers to one question, compiled: what each says in facts, and what that writes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeGuard

from screening.rules.answers import Facts, Reader, Reading, Recognise, reader, shape
from screening.rules.boards import EMPTY, Board, OwnPlaces, silence_of, written
from screening.rules.comparing import FactTest, compile_comparison
from screening.rules.conditions import Comparison, Unanswered
from screening.rules.questions import OPERATORS, Kind, Question, QuestionType
from screening.rules.truth import TRUE, UNKNOWN

Said = tuple[Facts, Board]
"""The facts of an answer, and the bits that they are on the board."""

Say = Callable[[object, date], Said]

_ANY_DAY = date.min


@dataclass(frozen=True)
class Sayings:
    """What a question says: of an answer, or of none because it is not asked, was not sent
    yet, or was left blank where it is optional."""

    say: Say
    absent: Said
    unsent: Said
    nothing: Said


def compile_answers(
    question: Question, own: OwnPlaces, recognise: Recognise, parameters: Mapping[str, float]
) -> Sayings:
    standing = shape(question)
    silent = written(own[silence_of(question.link_id)], TRUE)
    said = _said(silent, _sets(question, own), _tests(question, own, parameters))
    all_unknown = sum(written(place, UNKNOWN) for place in own.values())
    return Sayings(
        say=_say(question, reader(question, recognise), said),
        absent=(standing.absent, EMPTY),
        unsent=(standing.unknown, all_unknown),
        nothing=said((standing.nothing, True)),
    )


Sets = tuple[tuple[int, Mapping[str | None, Board]], ...]
Tests = tuple[tuple[FactTest, Board, Board], ...]


def _sets(question: Question, own: OwnPlaces) -> Sets:
    """For each set among the facts, by its slot, what each member makes TRUE. A comparison of
    which no member is in the set is UNKNOWN by the member None, "more could be in it"."""
    sets: dict[int, dict[str | None, Board]] = {}
    for leaf, place in own.items():
        if _is_on_a_set(leaf):
            members = sets.setdefault(shape(question).slots[leaf.attribute], {None: EMPTY})
            members[None] |= written(place, UNKNOWN)
            for member in _wanted(leaf):
                members[member] = members.get(member, EMPTY) | written(place, TRUE)
    return tuple(sets.items())


def _is_on_a_set(leaf: Comparison | Unanswered) -> TypeGuard[Comparison]:
    return isinstance(leaf, Comparison) and leaf.operator in OPERATORS[Kind.VALUES]


def _wanted(leaf: Comparison) -> tuple[str, ...]:
    return leaf.operand if isinstance(leaf.operand, tuple) else (str(leaf.operand),)


def _tests(question: Question, own: OwnPlaces, parameters: Mapping[str, float]) -> Tests:
    """Every other comparison on the answer, with the bits of its TRUE and its UNKNOWN."""
    silence = silence_of(question.link_id)
    return tuple(
        (
            compile_comparison(leaf, question, parameters),
            written(place, TRUE),
            written(place, UNKNOWN),
        )
        for leaf, place in own.items()
        if leaf != silence and not _is_on_a_set(leaf)
    )


def _said(silent: Board, sets: Sets, tests: Tests) -> Callable[[Reading], Said]:
    def said(reading: Reading) -> Said:
        facts, is_definite = reading
        board = EMPTY if is_definite else silent
        for slot, members in sets:
            for member in facts[slot]:
                board |= members.get(member, EMPTY)
        for test, if_true, if_unknown in tests:
            truth = test(facts)
            if truth is TRUE:
                board |= if_true
            elif truth is UNKNOWN:
                board |= if_unknown
        return facts, board

    return said


def _say(question: Question, read: Reader, said: Callable[[Reading], Said]) -> Say:
    if question.type is not QuestionType.CHOICE:
        return lambda answer, today: said(read(answer, today))
    unknown = said(read(None, _ANY_DAY))
    known = {value: said(read(value, _ANY_DAY)) for value in question.definite_values}
    return lambda answer, _: known.get(answer, unknown) if isinstance(answer, str) else unknown
