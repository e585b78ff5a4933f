"""Every address, by every method, for everybody, on everything that it can name.

The ordinary suite runs a slice: each address, method and person at least once, with what tells
the most. `script/matrix` runs the whole. docs/authorisation.md says how to add an address.
"""

import os
from collections.abc import Iterator

import pytest
from django.urls import get_resolver

from tests.matrix.actors import AT_WORK
from tests.matrix.judging import Cell, differences, problems
from tests.matrix.outcomes import ABSENT
from tests.matrix.routes import METHODS, routes
from tests.matrix.table import ROUTES, LinkPage, OwnPage, StaffPage
from tests.matrix.things import CROSSED, ERASED, FOREIGN, MISSING, OWN, things

pytestmark = pytest.mark.django_db

IS_WHOLE = os.environ.get("MATRIX") == "whole"
TELLING = (OWN, FOREIGN, MISSING, CROSSED, ERASED)


def test_every_address_is_declared():
    there, declared = {name for name, _ in routes(get_resolver().url_patterns)}, set(ROUTES)

    assert there - declared == set(), "declare these in tests/matrix/table.py"
    assert declared - there == set(), "these are gone; take them out of tests/matrix/table.py"


def cells(world, actors, name, method) -> Iterator[Cell]:
    route = ROUTES[name]
    for actor in actors:
        found = things(world, actor.house or world.here, route.names)
        for relation, kwargs in found.items():
            if IS_WHOLE or tells(route, method, actor, relation, next(iter(found))):
                yield Cell(name, route, method, actor, relation, kwargs)


def tells(route, method, actor, relation, first) -> bool:
    """Worth a cell of the slice: for who may, what is theirs and what is not; else the first."""
    if method not in route.methods:
        is_somebody = actor.name in ("anonymous", "clinician here")
        return relation == first and (is_somebody or not isinstance(route, OwnPage))
    if isinstance(route, OwnPage) and actor.state == AT_WORK:
        return actor.name == "clinician here"
    if isinstance(route, LinkPage):
        return relation == first or actor.name == "anonymous"
    if isinstance(route, StaffPage) and actor.state == AT_WORK and route.roles & actor.roles:
        return relation in TELLING
    return relation == first


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", ROUTES)
def test_address_gives_everybody_what_is_declared(name, method, world, actors, desk, forms):
    wrong, absent = [], {}
    is_seen = False
    for cell in cells(world, actors, name, method):
        data = forms.data(name, cell.route, cell.actor, cell.relation, cell.kwargs)
        came = desk.ask(cell.actor, method, name, cell.kwargs, data)
        wrong += problems(world, cell, came)
        is_seen = is_seen or came.status == 200
        if cell.wants == ABSENT:
            absent.setdefault(cell.actor.name, {})[cell.relation] = came
    for who, answers in absent.items():
        for relation, came in answers.items():
            if MISSING in answers:
                apart = differences(came, answers[MISSING])
                wrong += [f"{method} {name} by {who}: {relation} tells {one}" for one in apart]

    assert is_seen or method != "GET" or not ROUTES[name].shows, "nobody got to see it"
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong)
