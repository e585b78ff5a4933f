"""Conditions as bits say the same as Kleene's logic, leaf by leaf."""

from hypothesis import given
from hypothesis import strategies as st

from screening.rules import Truth
from screening.rules.boards import lay_out, written
from screening.rules.compiling import compile_condition
from screening.rules.conditions import All, Any, AtLeastOf, Condition, Not, RuleReference, leaves

LEAVES = [RuleReference(slug) for slug in "abcd"]
TRUTHS = st.fixed_dictionaries({leaf: st.sampled_from(Truth) for leaf in LEAVES})


def combined(inside: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(inside, min_size=1, max_size=4).map(tuple)
    return st.one_of(
        several.map(All),
        several.map(Any),
        inside.map(Not),
        several.flatmap(lambda of: st.integers(1, len(of)).map(lambda count: AtLeastOf(count, of))),
    )


CONDITIONS = st.recursive(st.sampled_from(LEAVES), combined, max_leaves=12)


def kleene(condition: Condition, truths: dict[Condition, Truth]) -> Truth:
    match condition:
        case All(of):
            return min(kleene(part, truths) for part in of)
        case Any(of):
            return max(kleene(part, truths) for part in of)
        case Not(of):
            return Truth(Truth.TRUE - kleene(of, truths))
        case AtLeastOf(count, of):
            return sorted(kleene(part, truths) for part in of)[-count]
        case leaf:
            return truths[leaf]


@given(CONDITIONS, TRUTHS)
def test_bits_say_what_kleene_says(condition, truths):
    places = lay_out({}, [condition, *LEAVES])
    board = sum(written(places[leaf], truth) for leaf, truth in truths.items())
    assert compile_condition(condition, places).test(board) is kleene(condition, truths)


@given(CONDITIONS, TRUTHS)
def test_without_what_it_needs_a_condition_is_false(condition, truths):
    places = lay_out({}, [condition, *LEAVES])
    board = sum(written(places[leaf], truth) for leaf, truth in truths.items())
    needs = compile_condition(condition, places).needs
    if needs is not None and not board & needs:
        assert kleene(condition, truths) is Truth.FALSE


@given(CONDITIONS)
def test_an_empty_board_is_false_throughout(condition):
    places = lay_out({}, [condition])
    nothing = dict.fromkeys(leaves(condition), Truth.FALSE)
    assert compile_condition(condition, places).test(0) is kleene(condition, nothing)
