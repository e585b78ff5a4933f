"""Who of Lakeside is at the browser."""

from collections.abc import Callable

import pytest
from django.test import Client

from clinics.models import User

SignIn = Callable[[User], Client]


@pytest.fixture
def admin(signed_in: SignIn, dana: User) -> Client:
    return signed_in(dana)


@pytest.fixture
def clinician(signed_in: SignIn, alice: User) -> Client:
    return signed_in(alice)


@pytest.fixture
def desk(signed_in: SignIn, bob: User) -> Client:
    return signed_in(bob)
