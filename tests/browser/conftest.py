"""A browser for each person, watched all the time."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from clinics.models import Clinic, Patient, User
from screening import actions
from screening.models import Intake, Invitation
from tests.browser.axes import bring_axe
from tests.browser.contents import shown
from tests.browser.furnishing import others_in_the_queue, rich_intake
from tests.browser.watching import Watch
from tests.people import sign_in

NewTab = Callable[..., Page]
PATIENCE = 15_000


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browsers come last: in the event loop that they start, Django opens another connection to
    the database, and a test without a transaction of its own would leave it open for ever."""
    items.sort(key=lambda item: "live_server" in getattr(item, "fixturenames", ()))


@pytest.fixture(autouse=True)
def _shown(request: pytest.FixtureRequest) -> Iterator[None]:
    """An album shows what it declares."""
    declared = {name for mark in request.node.iter_markers("shows") for name in mark.args}
    if not declared:
        yield
        return
    with shown() as names:
        yield
    assert sorted(declared - names) == []


@pytest.fixture(scope="session")
def base_url(django_db_setup, live_server) -> str:
    """Of the server, which stops before its database goes."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], base_url: str) -> dict[str, Any]:
    return {**browser_context_args, "base_url": base_url, "locale": "en-US"}


@pytest.fixture
def watches(live_server) -> Iterator[list[Watch]]:
    """Of every browser that the test opened; a complaint fails the test when it ends."""
    watches: list[Watch] = []
    yield watches
    assert [complaint for watch in watches for complaint in watch.complaints] == []


@pytest.fixture
def new_context(new_context) -> Callable[..., BrowserContext]:
    """With what the tests look with."""

    def open_context(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.set_default_timeout(PATIENCE)
        bring_axe(context)
        return context

    return open_context


@pytest.fixture
def new_tab(watches, new_context, base_url) -> NewTab:
    """A browser without anybody's cookies."""

    def open_tab(foreseen: int | None = None, **options: Any) -> Page:
        context = new_context(**options)
        watches.append(Watch(context, base_url, foreseen))
        return context.new_page()

    return open_tab


@pytest.fixture
def tab_of(new_tab, base_url) -> NewTab:
    """A browser that goes on with the session of this client."""

    def open_tab(client: Client, **options: Any) -> Page:
        page = new_tab(**options)
        name = settings.SESSION_COOKIE_NAME
        give_cookie(page.context, base_url, name, client.cookies[name].value)
        return page

    return open_tab


@pytest.fixture
def staff_tab(tab_of) -> NewTab:
    """A browser in which this person is signed in."""
    return lambda user, **options: tab_of(sign_in(user), **options)


@pytest.fixture
def patient_tab(new_tab, base_url, invited: tuple[Invitation, str], maria: Patient) -> NewTab:
    """A browser in which Maria has proved her date of birth."""

    def open_tab(**options: Any) -> Page:
        _, token = actions.open_with_birth_date(
            invitation=invited[0], date_of_birth=maria.date_of_birth
        )
        page = new_tab(**options)
        give_cookie(page.context, base_url, settings.INTAKE_COOKIE_NAME, token)
        return page

    return open_tab


def give_cookie(context: BrowserContext, url: str, name: str, value: str) -> None:
    context.add_cookies([{"name": name, "value": value, "url": url, "httpOnly": True}])


@pytest.fixture
def rich(version, lakeside: Clinic, maria: Patient, alice: User, bob: User) -> Intake:
    """Maria's intake with something of everything, in a queue with others."""
    others_in_the_queue(version, lakeside, bob)
    return rich_intake(version, maria, bob, alice)
