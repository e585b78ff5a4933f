import pytest
from django.db import OperationalError
from django.test import Client

from screening.views import health


@pytest.fixture(autouse=True)
def _nothing_remembered():
    health.is_migrated.cache_clear()
    yield
    health.is_migrated.cache_clear()


def test_it_is_up_and_says_nothing_else(db):
    response = Client().get("/health/")

    assert (response.status_code, response.json()) == (200, {"up": True})
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"


def test_it_is_not_up_before_the_migrations(db, monkeypatch):
    monkeypatch.setattr(health, "pending_migrations", lambda: 1)

    response = Client().get("/health/")

    assert (response.status_code, response.json()) == (503, {"up": False})


def test_it_is_not_up_without_a_database(db, monkeypatch):
    def broken():
        raise OperationalError("klonopin")

    with monkeypatch.context() as patch:
        patch.setattr(health.connection, "cursor", broken)
        response = Client().get("/health/")

    assert (response.status_code, response.json()) == (503, {"up": False})


def test_migrations_are_looked_for_once(db, monkeypatch):
    Client().get("/health/")
    monkeypatch.setattr(health, "pending_migrations", lambda: 1)

    assert Client().get("/health/").status_code == 200
