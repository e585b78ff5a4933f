"""The oracle: marks, not statuses. What is wrong with what came out of a cell, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.matrix.actors import Actor
from tests.matrix.cells import Came
from tests.matrix.marks import Owner
from tests.matrix.outcomes import ALLOWED, HANDED_BACK, WHO_ARE_YOU, came_to, expected
from tests.matrix.rows import QUIET, Key, Row
from tests.matrix.table import LinkPage, PatientPage, Public, SignedIn, StaffPage
from tests.matrix.things import Kwargs
from tests.matrix.world import House, World

IN_MAILS = frozenset({"name", "public", "token", "id"})
GONE = frozenset({"person", "answers", "notes"})
"""What nobody may read of Eli, who was erased."""
REQUEST_ID = "X-Request-ID"  # random, and the same for nobody
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


@dataclass(frozen=True)
class Cell:
    name: str
    route: Public
    method: str
    actor: Actor
    relation: str
    kwargs: Kwargs

    def __str__(self) -> str:
        return f"{self.method} {self.name} by {self.actor.name}, {self.relation}"

    @property
    def wants(self) -> str:
        return expected(self.route, self.actor, self.method, self.relation)


def problems(world: World, cell: Cell, came: Came) -> list[str]:
    judge = Judge(world, cell, came)
    found = [*judge.outcome(), *judge.leaks(), *judge.traces(), *judge.letters(), *judge.changes()]
    return [f"{cell}: {problem}" for problem in found]


class Judge:
    def __init__(self, world: World, cell: Cell, came: Came) -> None:
        self.world, self.cell, self.came = world, cell, came
        self.marks = world.marks
        self.house = self.reached()

    def reached(self) -> House | None:
        """The one clinic that this request may show anything of, or change."""
        if isinstance(self.cell.route, LinkPage):
            owner = self.marks.owners.get(self.cell.kwargs["token"])
            return self.world.house(owner.clinic) if owner else None
        actor = self.cell.actor
        return self.world.house(actor.was_at) if self.is_last_page else actor.house

    @property
    def is_last_page(self) -> bool:
        return self.cell.wants == HANDED_BACK and self.cell.actor.just_left is not None

    def outcome(self) -> Iterator[str]:
        got = came_to(self.cell.route, self.came)
        if got != self.cell.wants:
            yield f"{got}, not {self.cell.wants}: {self.came.location or self.came.body[:200]}"
        elif got == ALLOWED and self.must_show and not self.shown:
            yield f"shows nothing of its own, so it proves nothing: {self.cell.route.shows}"
        if self.came.headers.get("Cache-Control") != "no-store":
            yield "may be stored"

    @property
    def must_show(self) -> bool:
        """A patient may be led on instead, from what they have done already; staff never are."""
        is_look = self.cell.method == "GET" and self.cell.relation in ("own", "open")
        is_led_on = isinstance(self.cell.route, PatientPage) and self.came.status == 302
        return bool(self.cell.route.shows) and is_look and not is_led_on

    @property
    def shown(self) -> bool:
        owners = [self.marks.owners[mark] for mark in self.marks.found(self.came.body)]
        name = self.house.name if self.house else ""
        return any((one.clinic, one.kind) == (name, self.cell.route.shows) for one in owners)

    def leaks(self) -> Iterator[str]:
        """Marks on the page that this person may not read and did not send."""
        for mark in self.marks.found(self.came.page) - self.marks.found(self.came.sent):
            owner = self.marks.owners[mark]
            if not self.may_read(owner):
                yield f"shows {mark}, {owner}"

    def may_read(self, owner: Owner) -> bool:
        route, actor = self.cell.route, self.cell.actor
        if owner.patient == "eli" and owner.kind in GONE:
            return False
        if owner.kind in ("name", "public") and self.house and owner.clinic == self.house.name:
            return not isinstance(route, StaffPage) or actor.reads(owner)
        if isinstance(route, SignedIn) and owner.kind == "name":
            return owner.clinic in {house.name for house in actor.also}
        if owner.kind in ("name", "public") and self.knows_the_clinic:
            return owner.clinic == actor.was_at
        return not isinstance(route, LinkPage) and actor.reads(owner)

    @property
    def knows_the_clinic(self) -> bool:
        """Of a session that is over: whom to call, and who asks."""
        over = ("patient:ended", "patient:come-back")
        return self.cell.name in over or self.cell.wants in (WHO_ARE_YOU, HANDED_BACK)

    def traces(self) -> Iterator[str]:
        for mark in self.marks.found(self.came.trail):
            owner = self.marks.owners[mark]
            if owner.kind != "id":
                yield f"leaves {mark} in the log, the audit trail or a file, {owner}"
        for event in self.came.events:
            if event.clinic and not self.is_reached(event.clinic_id):
                yield f"writes {event.action} into the trail of another clinic"

    def letters(self) -> Iterator[str]:
        for letter in self.came.mails:
            whole = f"{letter.subject}\n{letter.body}"
            for mark in self.marks.found(whole):
                owner = self.marks.owners[mark]
                if owner.kind not in IN_MAILS or not self.is_ours(owner):
                    yield f"mails {mark}, {owner}"
            for mark in self.marks.found(" ".join(letter.recipients())):
                if not self.is_ours(self.marks.owners[mark]):
                    yield f"mails to {self.marks.owners[mark]}"

    def changes(self) -> Iterator[str]:
        """Who is turned away or only looks changes nothing; who acts changes what is theirs."""
        is_act = self.cell.wants == ALLOWED or self.is_last_page
        is_act = is_act and self.cell.method not in SAFE
        if not is_act and self.came.written - QUIET:
            yield f"writes {sorted(self.came.written - QUIET)}"
        for key, row in self.came.rows.items():
            if not self.may_change(key, row):
                yield f"changes {key} of clinic {row.clinic}"

    def may_change(self, key: Key, row: Row) -> bool:
        if row.clinic is None:
            return key[0] == "clinics.user" and self.cell.name == "person-remove"
        guest = self.cell.actor.guest or (self.cell.actor.just_left if self.is_last_page else None)
        if not isinstance(self.cell.route, PatientPage) or guest is None or guest.intake is None:
            return self.is_reached(row.clinic)
        own = {("screening.intake", guest.intake.pk), ("screening.invitation", guest.invitation.pk)}
        return key in own or row.intake == guest.intake.pk

    def is_reached(self, clinic: int | None) -> bool:
        return self.house is not None and clinic == self.house.clinic.pk

    def is_ours(self, owner: Owner) -> bool:
        return self.house is not None and owner.clinic == self.house.name


def differences(foreign: Came, missing: Came) -> list[str]:
    """Nothing tells what belongs to another clinic from what never was."""
    found = []
    if foreign.status != missing.status:
        found.append(f"status {foreign.status} and {missing.status}")
    if len(foreign.body) != len(missing.body):
        found.append(f"length {len(foreign.body)} and {len(missing.body)}")
    names = sorted((foreign.headers.keys() | missing.headers.keys()) - {REQUEST_ID})
    apart = [name for name in names if foreign.headers.get(name) != missing.headers.get(name)]
    found += [f"header {name}" for name in apart]
    if foreign.cookies.keys() != missing.cookies.keys():
        found.append(f"cookies {foreign.cookies} and {missing.cookies}")
    return found
