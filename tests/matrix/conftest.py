import pytest
from django.db import transaction

from clinics import scopes
from tests.matrix.actors import everybody
from tests.matrix.cells import Desk
from tests.matrix.forms import Forms
from tests.matrix.world import build


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once for a module, in a transaction that is never committed."""
    with (
        django_db_blocker.unblock(),
        scopes.across_clinics("the tests"),
        transaction.atomic(),
    ):
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def actors(world):
    return everybody(world)


@pytest.fixture(scope="module")
def desk(world, actors):
    return Desk(world)


@pytest.fixture(scope="module")
def forms(desk, actors):
    return Forms(desk, actors)
