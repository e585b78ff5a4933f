"""What a browser would send to an address: its own form, filled in rightly."""

import random
from collections.abc import Mapping
from typing import Any

from tests.journeys.documents import Form, Page
from tests.matrix.actors import Actor
from tests.matrix.cells import Desk
from tests.matrix.marks import fresh
from tests.matrix.table import LinkPage, PatientPage, Public, StaffPage
from tests.matrix.things import ERASED, FOREIGN, NOT_THERE, OWN, Kwargs, things
from tests.matrix.world import House

Data = dict[str, Any]


class Forms:
    """Remembers each form, for who asks next sends the same one."""

    def __init__(self, desk: Desk, actors: list[Actor]) -> None:
        self.desk, self.world, self.actors = desk, desk.world, actors
        self.source = random.Random(38)  # noqa: S311
        self.known: dict[tuple[str, str, str], Data] = {}

    def data(self, name: str, route: Public, actor: Actor, relation: str, kwargs: Kwargs) -> Data:
        """For the thing that is named; for one that is not there, for one that is."""
        house = actor.house or self.world.here
        if relation == FOREIGN:
            house, relation = self.world.other(house), OWN
        if isinstance(route, LinkPage):
            return self.birth_date(kwargs["token"])
        found = things(self.world, house, route.names)
        relation = next(iter(found)) if relation in {*NOT_THERE, ERASED} else relation
        key = (name, house.name, relation)
        if key not in self.known:
            self.known[key] = self.filled(name, route, house, found[relation])
        return self.known[key]

    def filled(self, name: str, route: Public, house: House, kwargs: Kwargs) -> Data:
        typed = getattr(route, "typed", None)
        if typed is None:
            return {}
        page = self.desk.ask(self.welcome(route, house), "GET", name, kwargs)
        values = typed(house, fresh(self.source))
        form = form_with(page.body, values)
        return form.filled(values) if form else values

    def welcome(self, route: Public, house: House) -> Actor:
        """Somebody whom the address is for."""
        roles = route.roles if isinstance(route, StaffPage) else frozenset()
        return next(
            actor
            for actor in self.actors
            if actor.house is house
            and (actor.roles & roles or (isinstance(route, PatientPage) and actor.guest))
        )

    def birth_date(self, token: str) -> Data:
        guests = [*self.world.here.guests.values(), *self.world.there.guests.values()]
        patient = next((one.patient for one in guests if one.token == token), None)
        born = patient.legible("date_of_birth") if patient else None
        parts = {"day": born.day, "month": born.month, "year": born.year} if born else {}
        return {f"answer_{part}": value for part, value in parts.items()}


def form_with(body: str, typed: Mapping[str, Any]) -> Form | None:
    """The form of a page that has all these fields, and of those the longest."""
    forms = [
        form
        for form in Page(body).forms
        if form.method == "post" and typed.keys() <= {one.name for one in form.controls}
    ]
    return max(forms, key=lambda form: len(form.controls), default=None)
