"""A condition changed at one place; undoing a change gives the same bytes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.editing import trees
from screening.editing.drafts import condition_of, sketch
from screening.editing.trees import NoSuchNode
from screening.presenters.conditions import read_condition
from screening.rules import parse_document
from tests.editing.test_parts import SET
from tests.rules.strategies import comparisons, conditions

TREES = conditions(comparisons("q", "choice") | st.just({"unanswered": "q"}))
A, B, C = ({"question": one, "equals": "yes"} for one in "abc")
TREE = {"any": [A, {"all": [B, {"not": C}]}]}


def paths(tree):
    return [node.path for node in trees.nodes(tree)]


def test_pieces_are_told_in_reading_order():
    assert [(node.path, node.depth, node.group) for node in trees.nodes(TREE)] == [
        ("", 0, "any"),
        ("any.0", 1, ""),
        ("any.1", 1, "all"),
        ("any.1.all.0", 2, ""),
        ("any.1.all.1", 2, "not"),
        ("any.1.all.1.not.0", 3, ""),
    ]


@given(TREES, st.sampled_from(["all", "any", "not", "at_least_of"]), st.data())
def test_wrapped_and_unwrapped_is_as_before(tree, group, data):
    path = data.draw(st.sampled_from(paths(tree)))
    assert trees.unwrap(trees.wrap(tree, path, group), path) == tree


@given(TREES, st.data())
def test_what_is_put_is_found_and_nothing_else_changes(tree, data):
    path = data.draw(st.sampled_from(paths(tree)))
    old = trees.node_at(tree, path)
    changed = trees.put(tree, path, A)
    assert trees.node_at(changed, path) == A
    assert trees.put(changed, path, old) == tree


@given(TREES, st.data())
def test_no_empty_group_is_left(tree, data):
    path = data.draw(st.sampled_from(paths(tree)))
    left = trees.remove(tree, path)
    for node in trees.nodes(left):
        assert not node.group or trees.parts_of(node.condition)


def test_part_is_added_at_the_end_of_its_group():
    assert trees.append(TREE, "any.1", A) == {"any": [A, {"all": [B, {"not": C}, A]}]}


def test_group_becomes_another_with_the_same_parts():
    assert trees.turn(TREE, "", "at_least_of", 2) == {
        "at_least_of": {"count": 2, "of": TREE["any"]}
    }


@pytest.mark.parametrize("path", ["all.0", "any.7", "x", "any.0.not.0"])
def test_place_that_is_not_there_is_said(path):
    for change in (trees.remove, trees.unwrap, lambda tree, at: trees.put(tree, at, A)):
        with pytest.raises(NoSuchNode):
            change(TREE, path)


def test_sentences_of_a_draft_are_those_of_the_document():
    document, drawn = parse_document(SET), sketch(SET)
    for said in SET["rules"]:
        rule = document.rules[said["slug"]]
        assert condition_of(said["when"]) == rule.when
        assert read_condition(condition_of(said["when"]), drawn) == read_condition(
            rule.when, document
        )
