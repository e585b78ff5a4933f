"""Who the scanners are: nobody, a patient with an open link, a clinician and an administrator."""

import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.deployed.stack import Stack
from tests.deployed.visits import Visitor
from tests.passkeys import SoftPasskey, asked_of_passkey

SEED = "import django; django.setup(); from tests.scanners.seeding import main; main()"
BIRTHDAY = {"answer_month": "3", "answer_day": "27", "answer_year": "1984"}
# Half of what a confirmation is good for, and half again for a slow machine.
CONFIRMED_EVERY = 75  # seconds
HOMES = {"nobody": "/", "patient": "/intake/check/", "clinician": "/queue/", "admin": "/people/"}


@dataclass(frozen=True)
class Account:
    """`start`: the pages that the scan of this person begins with."""

    email: str
    number: int
    start: tuple[str, ...]


@dataclass(frozen=True)
class Entrance:
    """How to get in. A token opens one intake."""

    password: str
    accounts: dict[str, Account]
    tokens: tuple[str, ...]
    staff_token: str


def seed(stack: Stack) -> Entrance:
    password = secrets.token_urlsafe(20)
    given = json.loads(stack.python("-c", SEED, typed=password))
    accounts = {
        who: Account(each["email"], each["number"], tuple(each["start"]))
        for who, each in given["accounts"].items()
    }
    return Entrance(password, accounts, tuple(given["tokens"]), given["staff_token"])


def nobody(stack: Stack) -> Visitor:
    return Visitor(stack.url, stack.authority)


def staff(stack: Stack, email: str, password: str) -> Visitor:
    """Signed in through TLS, with a passkey set up on the way, as an administrator has to."""
    visitor = Visitor(stack.url, stack.authority)
    visitor.post("/account/sign-in/", login=email, password=password)
    page = visitor.get("/account/passkeys/add/")
    passkey = SoftPasskey(stack.url)
    visitor.send(page, name="Scanner", credential=passkey.create(asked_of_passkey(page)))
    account = visitor.get("/account/")
    assert account.url.endswith("/account/"), account.url
    return visitor


def patient(stack: Stack, token: str) -> Visitor:
    """Who proved the date of birth, through TLS."""
    visitor = Visitor(stack.url, stack.authority)
    answer = visitor.post(f"/i/{token}/identity/", **BIRTHDAY)
    assert answer.url.startswith(f"{stack.url}/intake/"), answer.url
    return visitor


def is_in(visitor: Visitor, who: str) -> bool:
    """Whoever is out is led elsewhere from the page where their work begins."""
    answer = visitor.get(HOMES[who])
    return answer.status == 200 and answer.url == visitor.absolute(HOMES[who])


@contextmanager
def confirming(visitor: Visitor, who: str, password: str) -> Iterator[None]:
    """Staff say over and over who they are, with their password on the page that is there for it:
    somebody at work would, and what stands behind a fresh confirmation is reached all along."""
    over = threading.Event()

    def confirm() -> None:
        while not over.wait(CONFIRMED_EVERY):
            if is_in(visitor, who):
                visitor.post("/account/confirm/", password=password)

    worker = threading.Thread(target=confirm)
    if who in ("clinician", "admin"):
        worker.start()
    try:
        yield
    finally:
        over.set()
        if worker.is_alive():
            worker.join()
