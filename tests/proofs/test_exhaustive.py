"""The proofs beside a walk through every record, for each shipped rule where that is possible.

Small rules are walked through always; EXHAUSTIVE=1 takes those of up to 300,000 records too.
"""

import os
from dataclasses import replace
from itertools import product
from math import prod

import pytest
import z3

from screening.medicines import shipped_vocabulary
from screening.proofs.places import own_leaves
from screening.proofs.studies import Study
from screening.proofs.witnesses import ANY_DAY, claim
from screening.rules import parse_document
from screening.rules.conditions import RuleReference, leaves
from screening.rules.cones import cone, questions_of
from tests.proofs.cells import cells
from tests.proofs.shipped import shipped

SHIPPED = parse_document(shipped())
MOST = 300_000 if os.environ.get("EXHAUSTIVE") else 5_000


def referred(slug):
    """The rule, and those that it refers to."""
    found = {slug}
    for leaf in leaves(SHIPPED.rules[slug].when):
        if isinstance(leaf, RuleReference):
            found |= referred(leaf.slug)
    return found


def reduced(slug):
    """The shipped set with one rule, what that refers to, and the questions it depends on."""
    within = cone(SHIPPED, SHIPPED.rules[slug].when)
    kept = referred(slug)
    return replace(
        SHIPPED,
        questions={name: one for name, one in SHIPPED.questions.items() if name in within},
        rules={
            name: replace(rule, never_asked=())
            for name, rule in SHIPPED.rules.items()
            if name in kept
        },
        cases=(),
    )


def answers(document):
    own = own_leaves(document)
    return {
        name: cells(document, question, own[name], ANY_DAY)
        for name, question in document.questions.items()
    }


SMALL = [
    slug
    for slug in SHIPPED.rules
    if prod(len(found) for found in answers(reduced(slug)).values()) <= MOST
]


def test_most_rules_are_small_enough():
    assert len(SMALL) >= 65


@pytest.mark.parametrize("slug", SMALL)
def test_the_proofs_know_exactly_what_can_happen(slug):
    document = reduced(slug)
    study = Study(document, shipped_vocabulary(), 600)
    every = answers(document)
    conditions = watched(document)
    seen = {
        tuple(study.bench.run(given(record), ANY_DAY).truths[one] for one in conditions)
        for record in product(*([(name, one) for one in found] for name, found in every.items()))
    }

    symbols = [vector(study, conditions, truths) for truths in sorted(seen)]

    assert all(study.find(one) is not None for one in symbols)
    assert study.find(z3.Not(z3.Or(symbols))) is None


def watched(document):
    """The rules, and the gates of all questions."""
    gates = [
        gate
        for question in document.questions.values()
        for gate in (question.enable_when, question.optional_when)
        if gate is not None
    ]
    return list(dict.fromkeys([rule.when for rule in document.rules.values()] + gates))


def given(record):
    return {name: one for name, one in record if one is not None}


def vector(study, conditions, truths):
    claims = [study.symbolic(claim(*pair)) for pair in zip(conditions, truths, strict=True)]
    return z3.And(claims)


def test_a_rule_depends_on_no_question_outside_its_cone():
    assert all(
        questions_of(SHIPPED, rule.when) <= cone(SHIPPED, rule.when)
        for rule in SHIPPED.rules.values()
    )
