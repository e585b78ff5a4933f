"""Somebody signed in who showed no factor for minutes: who is asked for one anew, and where."""

import time
from urllib.parse import quote_plus as quote

import pytest
from django.urls import reverse

from clinics.models import Role
from clinics.standing import FRESH
from tests.matrix.actors import at_work
from tests.matrix.table import ROUTES, SignedIn, StaffPage
from tests.matrix.things import things

pytestmark = pytest.mark.django_db

CONFIRM = reverse("account_reauthenticate")
WHERE = {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
FOR_STAFF = [
    name
    for name, route in ROUTES.items()
    if isinstance(route, SignedIn | StaffPage) and name not in WHERE
]


@pytest.fixture(scope="module")
def unconfirmed(world):
    """With every role, an hour into the day."""
    long_ago = time.time() - FRESH
    return at_work("unconfirmed", world.both, world.there, set(Role), at=long_ago)


@pytest.mark.parametrize("name", FOR_STAFF)
def test_who_they_are_is_asked_anew_where_it_is_declared(name, world, desk, unconfirmed):
    route = ROUTES[name]
    (_, kwargs), *_ = things(world, world.there, route.names).items()

    address = reverse(name, kwargs=kwargs)

    asked = {
        method
        for method in route.methods
        if desk.ask(unconfirmed, method, name, kwargs).location
        == f"{CONFIRM}?next={quote(address)}"
    }

    assert asked == (set(route.methods) if route.is_confirmed else set())
