"""What cannot be ruled out, by the question that could settle it."""

import datetime as dt
from types import SimpleNamespace

from screening.presenters.answers import Record
from screening.presenters.unsettled import unsettled
from screening.rules import Recognition, compile_engine
from tests.screening.presenters.shipped import shipped

NOT_SURE = {"mania_past_month": "not_sure"}


def card(title, *missing):
    return SimpleNamespace(title=title, missing=missing)


def group(*cards, answers=NOT_SURE, language="en"):
    return unsettled(cards, Record(shipped(), answers, language))


def test_question_that_settles_most_comes_first():
    groups = group(
        card("one", "ride_home"),
        card("two", "mania_past_month"),
        card("three", "mania_past_month"),
    )

    assert [[one.title for one in each.flags] for each in groups] == [["two", "three"], ["one"]]


def test_rule_that_several_questions_could_settle_is_at_each():
    groups = group(card("one", "ride_home", "mania_past_month"))

    assert [each.said.link_id for each in groups] == ["mania_past_month", "ride_home"]


def test_questions_that_settle_nothing_are_not_named():
    assert group() == ()


def test_question_is_in_the_documents_language_and_the_answer_in_the_patients():
    (each,) = group(card("one", "mania_past_month"), language="es")

    assert each.question.startswith("Think about the past month.")
    assert each.said.words.question.startswith("Piense en el último mes.")
    assert each.said.words.lines == ("No estoy seguro(a)",)


def test_every_missing_answer_of_the_shipped_rules_has_a_place():
    """Nothing that cannot be ruled out may fall between the questions."""
    engine = compile_engine(shipped(), lambda row: Recognition(frozenset(), certain=True))
    outcome = engine.screen({}, dt.date(2026, 11, 21))
    cards = [card(finding.rule, *finding.missing) for finding in outcome.undetermined]

    placed = {one.title for each in group(*cards, answers={}) for one in each.flags}

    assert placed == {finding.rule for finding in outcome.undetermined}
