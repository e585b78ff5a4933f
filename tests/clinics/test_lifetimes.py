import datetime

import pytest
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone

from clinics import lifetimes
from clinics.lifetimes import background
from tests.people import sign_in

NOON = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)


def work(request):
    return HttpResponse("work")


@background
def news(request):
    return HttpResponse("news")


urlpatterns = [path("desk/", work), path("news/", news)]
pytestmark = pytest.mark.urls(__name__)


class Clock:
    now = NOON

    def forward(self, **span):
        self.now += datetime.timedelta(**span)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(lifetimes.timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture
def at_work(clock, alice):
    client = sign_in(alice)

    def is_in(address="/desk/", **headers):
        return client.get(address, headers=headers).status_code == 200

    is_in.client = client
    return is_in


def test_quarter_of_an_hour_without_a_click_ends_it(at_work, clock):
    clock.forward(minutes=14, seconds=59)
    assert at_work()
    clock.forward(minutes=15)
    assert not at_work()


def test_clicks_keep_it_for_twelve_hours_and_no_longer(at_work, clock):
    for _ in range(71):
        clock.forward(minutes=10)
        assert at_work()
    clock.forward(minutes=10)
    assert not at_work()


@pytest.mark.parametrize("headers", [{}, {"X-Keep-Alive": "1", "Purpose": "prefetch"}])
def test_what_asks_by_itself_keeps_nobody_signed_in(at_work, clock, headers):
    for _ in range(14):
        clock.forward(minutes=1)
        assert at_work("/news/", **headers)
    clock.forward(minutes=1)
    assert not at_work("/news/", **headers)


def test_page_that_is_not_there_keeps_nobody_signed_in(at_work, clock):
    clock.forward(minutes=14)
    at_work("/nothing/")
    clock.forward(minutes=1)
    assert not at_work()


def test_session_that_ended_is_gone_from_the_database(at_work, clock):
    key = at_work.client.session.session_key
    clock.forward(minutes=15)
    at_work()
    assert not at_work.client.session.exists(key)


def test_session_that_does_not_say_when_it_began_has_ended(client, alice, clock):
    client.force_login(alice)
    assert client.get("/desk/")["Location"] == "/account/sign-in/?next=/desk/"


def test_clicks_within_a_minute_write_nothing(at_work, clock, django_assert_num_queries):
    at_work()
    clock.forward(seconds=59)
    with django_assert_num_queries(2):  # the session, the person
        at_work()


def test_clock_that_goes_back_ends_nothing(at_work, clock):
    clock.forward(minutes=-30)
    assert at_work()


def test_begin_uses_the_clock_of_the_server(clock):
    session = {}
    lifetimes.begin(session)
    assert session == {"signed_in_at": NOON.timestamp(), "seen_at": timezone.now().timestamp()}
