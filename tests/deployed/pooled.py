"""Clinics stay apart behind a pooler that hands each connection on: `script/production-check`."""

import json
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from tests.deployed.stack import Stack, running
from tests.deployed.two_clinics import SEED
from tests.deployed.visits import Visitor
from tests.scanners.people import staff

ROUNDS = 40
SETTING = "SELECT coalesce(current_setting('app.clinic', true), ''), pg_backend_pid()"


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running(requests_each_second=10_000, is_pooled=True) as it:
        yield it


@pytest.fixture(scope="module")
def visitors(stack: Stack) -> dict[str, list[Visitor]]:
    """Three browsers of each clinic's administrator."""
    password = secrets.token_urlsafe(20)
    emails = json.loads(stack.python("-c", SEED, typed=password))
    return {slug: signed_in(stack, email, password) for slug, email in emails.items()}


def signed_in(stack: Stack, email: str, password: str) -> list[Visitor]:
    first = staff(stack, email, password)
    others = [Visitor(stack.url, stack.authority) for _ in range(2)]
    for other in others:
        for cookie in first.jar:
            other.jar.set_cookie(cookie)
    return [first, *others]


def test_each_clinic_sees_its_own_patients_over_one_shared_connection(stack, visitors):
    def look(turn: int) -> tuple[str, bool, bool]:
        slug = ("lakeside", "harbor")[turn % 2]
        page = visitors[slug][turn % 3].get("/patients/").text
        return slug, "Lakeside, Pat" in page, "Harbor, Pat" in page

    with ThreadPoolExecutor(6) as threads:
        seen = list(threads.map(look, range(ROUNDS * 6)))

    assert {each for each in seen if each[0] == "lakeside"} == {("lakeside", True, False)}
    assert {each for each in seen if each[0] == "harbor"} == {("harbor", False, True)}


def test_nothing_is_left_on_the_connection_that_the_next_one_gets(stack, visitors):
    visitors["lakeside"][0].get("/patients/")

    with psycopg.connect(stack.environment["DATABASE_URL"], autocommit=True) as other:
        assert other.execute(SETTING).fetchone()[0] == ""
        assert other.execute("SELECT count(*) FROM clinics_patient").fetchone()[0] == 0


def test_what_is_set_for_a_session_would_be_found_by_the_next_one(stack, visitors):
    """Why the program never does: and that the test before this one could see it."""
    address = stack.environment["DATABASE_URL"]
    with psycopg.connect(address, autocommit=True) as one:
        one.execute("SELECT set_config('app.clinic', '1', false)")
        mine = one.execute(SETTING).fetchone()
        with psycopg.connect(address, autocommit=True) as other:
            assert other.execute(SETTING).fetchone() == mine == ("1", mine[1])
        one.execute("RESET app.clinic")
