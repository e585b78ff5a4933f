"""The rules benchmark at a small size: it runs, and everybody says the same."""

import pytest

pytest.importorskip("zen")
pytest.importorskip("datalogic_py")

from benchmarks.rules import contenders, run
from benchmarks.rules.contenders import Contenders, Disagreement
from benchmarks.rules.rule_set import document
from screening.rules.conditions import leaves


def test_the_measured_set_has_the_size_that_the_goals_are_for():
    measured = document()
    compared = [leaf for rule in measured.rules.values() for leaf in leaves(rule.when)]
    assert (len(measured.questions), len(measured.rules), len(compared)) == (50, 25, 72)
    assert {leaf.question for leaf in compared} == set(measured.questions)


def test_all_contenders_agree_on_complete_records():
    Contenders(300).check_agreement()


def test_every_rule_is_raised_by_some_record_and_clear_on_another():
    by_hand = Contenders(300).one[contenders.BY_HAND]
    outcomes = [by_hand(index) for index in range(300)]
    assert all({outcome[slug] for outcome in outcomes} == {True, False} for slug in outcomes[0])


def test_a_disagreement_stops_the_benchmark():
    both = Contenders(1)
    both.one["a peer"] = lambda index: {**both.one[contenders.BY_HAND](index), "minor": None}
    both.one[contenders.BY_HAND] = lambda index: {"minor": True}
    with pytest.raises(Disagreement, match="record 0"):
        both.check_agreement()


def test_it_prints_each_row_with_its_goal():
    printed = run(rounds=1, records=3)
    assert printed.count("at least 0.4") == 2
    assert printed.count("at least 1.2") == 3
    assert printed.count("at least 1.5") == 4
    assert "at most 20" in printed
