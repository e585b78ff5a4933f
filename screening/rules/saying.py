"""The answers to one question, compiled: what each says in facts, and what that writes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from screening.rules.answers import Facts, Reader, Reading, Recognise, reader, shape
from screening.rules.boards import EMPTY, Board, OwnPlaces, silence_of, written
from screening.rules.comparing import FactTest, compile_comparison
from screening.rules.questions import Question, QuestionType
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
    silence, standing = own[silence_of(question.link_id)], shape(question)
    tests = _tests(question, own, parameters)
    said = _said(tests, written(silence, TRUE))
    all_unknown = sum(written(place, UNKNOWN) for place in own.values())
    return Sayings(
        say=_say(question, reader(question, recognise), said),
        absent=(standing.absent, EMPTY),
        unsent=(standing.unknown, all_unknown),
        nothing=said((standing.nothing, True)),
    )


Tests = tuple[tuple[FactTest, Board, Board], ...]


def _tests(question: Question, own: OwnPlaces, parameters: Mapping[str, float]) -> Tests:
    """Each comparison on the question's answer, with the bits of its TRUE and its UNKNOWN."""
    silence = silence_of(question.link_id)
    return tuple(
        (
            compile_comparison(leaf, question, parameters),
            written(place, TRUE),
            written(place, UNKNOWN),
        )
        for leaf, place in own.items()
        if leaf != silence
    )


def _said(tests: Tests, silent: Board) -> Callable[[Reading], Said]:
    def said(reading: Reading) -> Said:
        facts, is_definite = reading
        board = EMPTY if is_definite else silent
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
