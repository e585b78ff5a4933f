"""Who the scanners are: somebody with every role, and patients with an open link."""

import json
import secrets
from dataclasses import dataclass

from tests.deployed.stack import Stack
from tests.deployed.visits import Visitor
from tests.passkeys import SoftPasskey, asked_of_passkey

SEED = "import django; django.setup(); from tests.scanners.seeding import main; main()"
BIRTHDAY = {"answer_month": "3", "answer_day": "27", "answer_year": "1984"}


@dataclass(frozen=True)
class Entrance:
    """How to get in. A token opens one intake; `number` is of the account that scans."""

    email: str
    password: str
    number: int
    tokens: tuple[str, ...]
    staff_token: str


def seed(stack: Stack) -> Entrance:
    printed = stack.python("-c", SEED, typed=secrets.token_urlsafe(20))
    given = json.loads(printed)
    return Entrance(**{**given, "tokens": tuple(given["tokens"])})


def nobody(stack: Stack) -> Visitor:
    return Visitor(stack.url, stack.authority)


def staff(stack: Stack, entrance: Entrance) -> Visitor:
    """Signed in through TLS, with a passkey set up on the way, as an administrator has to."""
    visitor = Visitor(stack.url, stack.authority)
    visitor.post("/account/sign-in/", login=entrance.email, password=entrance.password)
    page = visitor.get("/account/passkeys/add/")
    passkey = SoftPasskey(stack.url)
    visitor.send(page, name="Scanner", credential=passkey.create(asked_of_passkey(page)))
    queue = visitor.get("/queue/")
    assert queue.url.endswith("/queue/"), queue.url
    return visitor


def patient(stack: Stack, token: str) -> Visitor:
    """Who proved the date of birth, through TLS."""
    visitor = Visitor(stack.url, stack.authority)
    answer = visitor.post(f"/i/{token}/identity/", **BIRTHDAY)
    assert answer.url.startswith(f"{stack.url}/intake/"), answer.url
    return visitor
