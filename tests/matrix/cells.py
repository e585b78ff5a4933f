"""One request, rolled back afterwards, and everything that came out of it."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from clinics import scopes
from clinics.models import AuditEvent
from screening.actions.notifications import attempt
from screening.logs.formatter import JsonFormatter
from screening.models import Notification
from tests.matrix.actors import Actor
from tests.matrix.rows import QUIET, Key, Row, changed, of_tables, snapshot, steady, writes
from tests.matrix.world import World

FORM = "application/x-www-form-urlencoded"
SENDING = ("POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Came:
    """What one request brought out. `written` are the tables, `rows` what changed in them.

    `values` are those of changed rows that are still there, without what differs each time.
    """

    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    body: str
    sent: str
    mails: tuple[Any, ...]
    log: str
    events: tuple[AuditEvent, ...]
    written: frozenset[str]
    rows: dict[Key, Row]
    values: list[str]
    files: frozenset[str]

    @property
    def location(self) -> str:
        return self.headers.get("Location", "")

    @property
    def page(self) -> str:
        """All that the browser gets; the length of the body may look like a year of birth."""
        headers = [str(one) for one in self.headers.items() if one[0] != "Content-Length"]
        return "\n".join([*headers, *self.cookies.values(), self.body])

    @property
    def trail(self) -> str:
        """All that stays behind on the server beside the rows."""
        details = [f"{event.action} {event.details}" for event in self.events]
        return "\n".join([self.log, *details, *self.files])


class Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(JsonFormatter())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


class Desk:
    """Makes the requests of a matrix, each on the same world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.client = Client(raise_request_exception=False)
        self.before = snapshot()
        self.newest = AuditEvent.objects.order_by("-pk")[0].pk
        self.outbox = set(Notification.objects.values_list("pk", flat=True))

    def ask(
        self,
        actor: Actor,
        method: str,
        name: str,
        kwargs: Mapping[str, Any],
        data: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
    ) -> Came:
        address = reverse(name, kwargs=kwargs)
        if query:
            address += "?" + urlencode(query)
        sent = urlencode(data or {}, doseq=True)
        with undone(), writes() as written, logged() as log:
            response = self.send(actor, method, address, sent)
            return self.came(response, f"{address}\n{sent}", written, log)

    def send(
        self, actor: Actor, method: str, address: str, sent: str | bytes, content_type: str = FORM
    ) -> Any:
        self.client.cookies.clear()
        self.client.cookies.load(dict(actor.cookies))
        body = sent if method in SENDING else ""
        return self.client.generic(method, address, body, content_type=content_type)

    def came(self, response: Any, sent: str, written: set[str], log: list[str]) -> Came:
        touched = written - QUIET
        new = AuditEvent.objects.filter(pk__gt=self.newest).select_related("clinic")
        rows = changed(of_tables(self.before, touched), snapshot(touched)) if touched else {}
        if "screening_notification" in touched:
            self.send_new()
        return Came(
            status=response.status_code,
            # Each request has a number of its own.
            headers={key: one for key, one in response.items() if key != "X-Request-ID"},
            cookies={name: one.OutputString() for name, one in response.cookies.items()},
            body=response.content.decode(errors="replace"),
            sent=sent,
            mails=tuple(mail.outbox),
            log="\n".join(log),
            events=tuple(new) if written else (),
            written=frozenset(written),
            rows=rows,
            values=steady(rows, self.before),
            files=frozenset(files()),
        )

    def send_new(self) -> None:
        """What the request gave rise to; what the world was made with waits on."""
        new = Notification.objects.exclude(pk__in=self.outbox).order_by("pk")
        for number, clinic in new.values_list("pk", "clinic_id"):
            with scopes.at_clinic(clinic):
                attempt(number)


@contextmanager
def undone() -> Iterator[None]:
    mail.outbox = []
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def logged() -> Iterator[list[str]]:
    handler, root = Kept(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield handler.lines
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def files() -> Iterator[str]:
    """Names and texts of what lies in the data folder, but for the database itself."""
    for path in Path(settings.DATA_DIR).rglob("*"):
        if path.is_file() and ".sqlite3" not in path.name:
            yield f"{path.name} {path.read_text(errors='replace')}"
