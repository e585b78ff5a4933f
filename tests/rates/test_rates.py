"""The test and its correction, against exact arithmetic and published tables."""

from fractions import Fraction
from math import comb

import pytest

from screening.rates import FEW, Move, Tally, benjamini_hochberg, fisher, moves


def exactly(hits, of, other_hits, other_of):
    """By its definition, in whole numbers."""
    every = hits + other_hits
    ways = [
        comb(of, one) * comb(other_of, every - one)
        for one in range(max(0, every - other_of), min(every, of) + 1)
    ]
    observed = comb(of, hits) * comb(other_of, other_hits)
    return Fraction(sum(way for way in ways if way <= observed), comb(of + other_of, every))


@pytest.mark.parametrize("of", range(1, 9))
def test_every_small_table_is_exact(of):
    for other_of in range(1, 9):
        for hits in range(of + 1):
            for other_hits in range(other_of + 1):
                table = (hits, of, other_hits, other_of)
                assert fisher(*table) == pytest.approx(float(exactly(*table)), rel=1e-12), table


@pytest.mark.parametrize(
    "table",
    [
        (3, 40, 30, 400),
        (0, 200, 31, 250),
        (120, 300, 90, 300),
        (5, 1000, 40, 2000),
        (20, 20, 0, 20),
    ],
)
def test_larger_tables_are_exact(table):
    assert fisher(*table) == pytest.approx(float(exactly(*table)), rel=1e-9)


def test_lady_tasting_tea():
    """Fisher, The Design of Experiments (1935): three of four cups right, twice."""
    assert fisher(3, 4, 1, 4) == pytest.approx(34 / 70)
    assert fisher(4, 4, 0, 4) == pytest.approx(2 / 70)


def test_convicted_twins():
    """Fisher (1962): 10 of 13 identical twins and 2 of 17 others had a twin convicted too."""
    assert fisher(10, 13, 2, 17) == pytest.approx(0.0005367, abs=5e-8)


def test_no_difference_and_nothing_at_all_are_no_surprise():
    assert fisher(10, 100, 20, 200) == pytest.approx(1.0)
    assert fisher(0, 30, 0, 40) == 1.0


def test_many_intakes_and_a_certain_difference_are_within_reach():
    assert fisher(0, 50_000, 25_000, 50_000) < 1e-30
    assert fisher(10_000, 50_000, 10_000, 50_000) == pytest.approx(1.0)


def test_fifteen_p_values_of_the_first_paper():
    """Benjamini and Hochberg (1995), section 3.2: four stand out at 0.05."""
    chances = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
        0.4262, 0.5719, 0.6528, 0.7590, 1.0000,
    ]  # fmt: skip

    assert benjamini_hochberg(chances, 0.05) == [True] * 4 + [False] * 11
    assert benjamini_hochberg(chances[::-1], 0.05) == [False] * 11 + [True] * 4
    assert benjamini_hochberg([], 0.05) == []


def test_later_one_brings_the_earlier_along():
    """0.03 is above its own line of 0.025; 0.04 is under its line of 0.05."""
    assert benjamini_hochberg([0.03, 0.04], 0.05) == [True, True]


def test_what_moved_is_named_with_its_direction():
    pairs = {
        "dropped": (Tally(200, 0), Tally(200, 30)),
        "rose": (Tally(200, 10, 60), Tally(200, 10, 5)),
        "same": (Tally(200, 12), Tally(200, 11)),
        "never": (Tally(200), Tally(200)),
    }

    found = moves(pairs)

    assert found["dropped"] == [Move("raised", False, fisher(0, 200, 30, 200))]
    assert found["rose"] == [Move("undetermined", True, fisher(60, 200, 5, 200))]
    assert set(found) == {"dropped", "rose"}


def test_of_too_few_nothing_is_said():
    certain = Tally(FEW, FEW)

    assert moves({"it": (certain, Tally(FEW - 1))}) == {}
    assert set(moves({"it": (certain, Tally(FEW))})) == {"it"}


def test_one_odd_rule_among_many_tested_is_taken_for_chance():
    clearer, other = (Tally(100, 1), Tally(100, 9)), (Tally(100, 5), Tally(100, 5))

    assert moves({0: clearer}) == {0: [Move("raised", False, fisher(1, 100, 9, 100))]}
    assert moves({0: clearer, **dict.fromkeys(range(1, 40), other)}) == {}


def test_tallies_add_up():
    assert Tally(3, 1, 1) + Tally(4, 0, 2) == Tally(7, 1, 3)
