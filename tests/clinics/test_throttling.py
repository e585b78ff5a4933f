import datetime
import threading

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clinics import throttling
from clinics.models import Throttle
from clinics.throttling import Limit, client_network, forget_old, give_back, spend

LIMIT = Limit("test", at_once=3, each=datetime.timedelta(seconds=10))
NOON = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now = NOON

        def forward(self, seconds):
            self.now += datetime.timedelta(seconds=seconds)

    clock = Clock()
    monkeypatch.setattr(throttling.timezone, "now", lambda: clock.now)
    return clock


def test_tries_run_out_and_come_back_one_by_one(db, clock):
    assert [spend(LIMIT, "a") for _ in range(5)] == [True, True, True, False, False]
    clock.forward(9)
    assert spend(LIMIT, "a") is False
    clock.forward(1)
    assert [spend(LIMIT, "a"), spend(LIMIT, "a")] == [True, False]
    clock.forward(1000)
    assert [spend(LIMIT, "a") for _ in range(4)] == [True, True, True, False]


def test_refused_tries_do_not_lengthen_the_wait(db, clock):
    for _ in range(50):
        spend(LIMIT, "a")
    clock.forward(10)
    assert spend(LIMIT, "a") is True


def test_clock_that_goes_back_gives_nothing_away(db, clock):
    assert [spend(LIMIT, "a") for _ in range(3)] == [True, True, True]
    clock.forward(-3600)
    assert spend(LIMIT, "a") is False


def test_each_has_tries_of_their_own(db, clock):
    for _ in range(3):
        spend(LIMIT, "a")
    assert spend(LIMIT, "b") is True


def test_tries_given_back_can_be_spent_again(db, clock):
    for _ in range(3):
        spend(LIMIT, "a")
    give_back(LIMIT, "a")
    assert spend(LIMIT, "a") is True


def test_spending_takes_two_statements(db):
    with CaptureQueriesContext(connection) as queries:
        spend(LIMIT, "a")
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 2


def test_table_does_not_say_who_tried(db):
    spend(LIMIT, "alice@lakeside.example")
    row = Throttle.objects.values_list("digest", flat=True).get()
    assert "alice" not in row
    assert len(row) == 64


def test_old_rows_are_forgotten(db, clock):
    spend(LIMIT, "a")
    clock.forward(3600)
    spend(LIMIT, "b")
    clock.forward(24 * 3600 - 1800)
    forget_old(now=clock.now)
    assert Throttle.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_share_none(monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(throttling.timezone, "now", lambda: now)
    taken = []

    def work():
        try:
            taken.append(spend(LIMIT, "a"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [False] * 5 + [True] * 3


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7/32"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", "unknown"),
        ("garbage", "unknown"),
    ],
)
def test_client_is_known_by_address_or_network(rf, address, network):
    assert client_network(rf.get("/", REMOTE_ADDR=address)) == network


def test_only_our_proxy_is_believed(rf, settings):
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    headers = {"X-Forwarded-For": "203.0.113.9, 192.0.2.7"}

    near = rf.get("/", REMOTE_ADDR="127.0.0.1", headers=headers)
    socket = rf.get("/", REMOTE_ADDR="", headers=headers)
    stranger = rf.get("/", REMOTE_ADDR="198.51.100.1", headers=headers)

    assert client_network(near) == client_network(socket) == "192.0.2.7/32"
    assert client_network(stranger) == "198.51.100.1/32"
