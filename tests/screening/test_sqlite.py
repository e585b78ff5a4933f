import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, OperationalError, transaction

from screening.sqlite.base import DatabaseWrapper
from screening.sqlite.turns import NoTurn, Turns
from tests.production import ROOT

SETTINGS = {
    "ENGINE": "screening.sqlite",
    "ATOMIC_REQUESTS": False,
    "AUTOCOMMIT": True,
    "CONN_HEALTH_CHECKS": False,
    "CONN_MAX_AGE": 0,
    "TIME_ZONE": None,
    "TEST": {},
}
HOLD = """
import sys
from screening.sqlite.turns import Turns
Turns(sys.argv[1]).take(timeout=1)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def connect(tmp_path, django_db_blocker):
    opened = []

    def connect(**options) -> DatabaseWrapper:
        path = str(tmp_path / "turns.sqlite3")
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, **options}
        opened.append(DatabaseWrapper({**SETTINGS, "NAME": path, "OPTIONS": options}, "turns"))
        opened[-1].inc_thread_sharing()
        return opened[-1]

    with django_db_blocker.unblock():
        yield connect
        for connection in opened:
            connection.close()


@contextmanager
def begun(connection: DatabaseWrapper) -> Iterator[None]:
    """A transaction on a connection that Django's registry does not know."""
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        yield
    finally:
        connection.rollback()
        connection.set_autocommit(True)


def write(connection: DatabaseWrapper, number: int) -> None:
    with begun(connection):
        connection.cursor().execute("INSERT INTO numbers VALUES (%s)", [number])
        connection.commit()


def test_writers_lose_nothing_and_none_is_turned_away(connect):
    reader = connect()
    reader.cursor().execute("PRAGMA journal_mode=WAL")
    reader.cursor().execute("CREATE TABLE numbers (number integer)")

    def write_many(start: int) -> None:
        connection = connect()
        for number in range(start, start + 50):
            write(connection, number)

    threads = [threading.Thread(target=write_many, args=(start,)) for start in range(0, 400, 50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    rows = reader.cursor().execute("SELECT number FROM numbers ORDER BY number").fetchall()
    assert rows == [(number,) for number in range(400)]


def test_writer_that_waits_too_long_is_told_so(connect):
    late = connect(timeout=0)

    with begun(connect()), pytest.raises(OperationalError, match="database is locked"):
        late.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)

    assert not late.has_turn


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_turn_ends_with_the_transaction(connect, end):
    first = connect()
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert first.has_turn

    getattr(first, end)()

    assert not first.has_turn
    with begun(connect(timeout=0)):
        pass


def test_turn_ends_when_the_transaction_cannot_begin(connect):
    holder = connect()
    holder.connect()
    holder.connection.execute("BEGIN IMMEDIATE")  # past our own turns
    late = connect(timeout=0)

    with pytest.raises(OperationalError, match="database is locked"), begun(late):
        pass

    assert not late.has_turn
    holder.connection.execute("ROLLBACK")


def test_turn_outlasts_a_commit_that_fails(connect):
    connection = connect()
    connection.cursor().execute("CREATE TABLE parents (id integer PRIMARY KEY)")
    connection.cursor().execute(
        "CREATE TABLE children (parent integer REFERENCES parents DEFERRABLE INITIALLY DEFERRED)"
    )

    with begun(connection):
        connection.cursor().execute("INSERT INTO children VALUES (1)")
        with pytest.raises(IntegrityError):
            connection.commit()

        assert connection.has_turn
    assert not connection.has_turn


def test_turn_of_another_process_ends_with_that_process(tmp_path):
    path = str(tmp_path / "turns.lock")
    other = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", HOLD, path],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with other:
        assert other.stdout.readline() == b"held\n"
        turns = Turns(path)
        with pytest.raises(NoTurn):
            turns.take(timeout=0.01)

        other.kill()
        other.wait()

        turns.take(timeout=1)
        turns.give()


@pytest.mark.django_db(transaction=True)
def test_transactions_of_the_application_take_turns(django_user_model):
    with transaction.atomic():
        django_user_model.objects.create(email="alice@clinic.example", name="Alice")

    assert django_user_model.objects.count() == 1
