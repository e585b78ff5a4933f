"""Forms with a foreign id in place of one's own, and with fields that no form has."""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from tests.hostile.trying import TYPED, fields, look, places, tried
from tests.journeys.documents import Page
from tests.matrix.judging import Cell, Judge
from tests.matrix.table import ROUTES, LinkPage, Public
from tests.matrix.things import things

pytestmark = pytest.mark.django_db

IS_WHOLE = os.environ.get("MATRIX") == "whole"
POSTS = [name for name, route in ROUTES.items() if "POST" in route.methods]
LOOKS = [name for name, route in ROUTES.items() if "GET" in route.methods]
WORD = "zqzqzqplanted"
NASTY = (
    "\0\x1b[2J\u202egnp\u202c\ufeff\ud800</textarea><script>alert(1)</script>\r\n"
    "{{7*7}}${x}%s{0.__class__}=cmd|' /C'!A0 ' OR 1=1; -- \u0663\u0664 \U0001f48a"
)
MORE = {"role": "ADMIN", "roles": "ADMIN", "pk": "1", "id": "1", "clinic_slug": "", "as": ""}


def foreign_rows(world) -> list[models.Model]:
    """One row of each model that belongs to the other clinic."""
    found = [world.there.clinic, *world.there.staff.values()]
    for model in (*apps.get_app_config("clinics").get_models(), *screening_models()):
        if "clinic" in {field.name for field in model._meta.concrete_fields}:
            rows = model._base_manager.filter(clinic_id=world.there.clinic.pk)
            found += rows.order_by("-pk")[:1]
    return found


def screening_models() -> Iterator[type[models.Model]]:
    return apps.get_app_config("screening").get_models()


def foreign_ids(world) -> list[str]:
    named = ("slug", "public_id", "reference", "email")
    rows = foreign_rows(world)
    values = [str(row.pk) for row in rows]
    values += [str(getattr(row, name)) for row in rows for name in named if hasattr(row, name)]
    return sorted(set(values))


def extras(world) -> dict[str, str]:
    """Every field of every row, with a value that would do harm."""
    pks = {row._meta.label: row.pk for row in foreign_rows(world)}
    found = dict(MORE)
    for model in (*apps.get_app_config("clinics").get_models(), *screening_models()):
        for field in model._meta.concrete_fields:
            found[field.name] = found[field.attname] = harm(field, pks)
    return found


def harm(field: models.Field, pks: dict[str, Any]) -> str:
    if field.is_relation:
        return str(pks.get(field.related_model._meta.label, 1))
    if field.choices:
        return str(field.choices[-1][0])
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.DateField):
        return "2020-01-01"
    return "7" if isinstance(field, models.IntegerField) else WORD


def own_cell(world, forms, name: str, method: str) -> Cell:
    """Somebody whom the address is for, with what is theirs."""
    route = ROUTES[name]
    actor = welcome(forms, route)
    relation, kwargs = next(iter(things(world, world.here, route.names).items()))
    return Cell(name, route, method, actor, relation, kwargs)


def welcome(forms, route: Public):
    try:
        return forms.welcome(route, forms.world.here)
    except StopIteration:
        return next(actor for actor in forms.actors if actor.name == "clinician here")


def swapped(world, data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each field with each foreign id; in the slice with two that look like what is in it."""
    ids = foreign_ids(world)
    for name, value in data.items():
        alike = ids if IS_WHOLE else [one for one in ids if is_id(value, one)][:2]
        yield from ((name, one) for one in alike)


def is_meant(name: str, field: str) -> bool:
    """An administrator may invite whomever they know the address of."""
    return (name, field) == ("person-invite", "email")


def is_id(value: Any, other: str) -> bool:
    text = "".join(map(str, value)) if isinstance(value, list) else str(value)
    return (text.isdecimal() and other.isdecimal()) or (len(text) > 12 and len(text) == len(other))


def wrong(world, cell: Cell, came: Any) -> list[str]:
    judge = Judge(world, cell, came)
    found = [*judge.leaks(), *judge.traces(), *judge.letters(), *judge.changes()]
    return found + ([f"answers {came.status}"] if came.status >= 500 else [])


@pytest.mark.parametrize("name", POSTS)
def test_foreign_id_in_a_form_reaches_nothing(name, world, desk, forms):
    cell = own_cell(world, forms, name, "POST")
    data = forms.data(name, cell.route, cell.actor, cell.relation, cell.kwargs)
    found = []
    for field, foreign in swapped(world, data):
        if is_meant(name, field):
            continue
        came = desk.ask(cell.actor, "POST", name, cell.kwargs, {**data, field: foreign})
        found += [f"{field}={foreign}: {one}" for one in wrong(world, cell, came)]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", POSTS)
def test_field_that_no_form_has_changes_nothing(name, world, desk, forms):
    cell = own_cell(world, forms, name, "POST")
    data = forms.data(name, cell.route, cell.actor, cell.relation, cell.kwargs)
    plain = desk.ask(cell.actor, "POST", name, cell.kwargs, data)
    more = {key: value for key, value in extras(world).items() if key not in known(data)}
    found = []
    for planted in [more, *([{key: more[key]} for key in more] if IS_WHOLE else [])]:
        came = desk.ask(cell.actor, "POST", name, cell.kwargs, {**planted, **data})
        found += [f"{list(planted)}: {one}" for one in wrong(world, cell, came)]
        if (came.status, came.values) != (plain.status, plain.values):
            found.append(f"{list(planted)}: {came.status} {came.values} not {plain.values}")

    assert not found, "\n".join(found)


def known(data: dict[str, Any]) -> set[str]:
    """Fields of the form, among them those that a browser leaves out when they are empty."""
    return {*data, "language", "back", "next", "decision", "reason", "clinic", "email", "password"}


@pytest.mark.parametrize("name", LOOKS)
def test_parameter_of_an_address_shows_nothing_foreign(name, world, desk, forms):
    cell = own_cell(world, forms, name, "GET")
    numbers = foreign_ids(world) if IS_WHOLE or name in ("queue", "vital-signs") else []
    for query in [extras(world), *({"after": one, "corrects": one} for one in numbers)]:
        came = desk.ask(cell.actor, "GET", name, cell.kwargs, query=query)

        assert not wrong(world, cell, came)


def test_hostile_text_in_every_box_is_answered_and_comes_back(desk, forms):
    """A slice of `script/hostile`: all that is nasty at once, in every box that takes text."""
    boxes, wrong, statuses = 0, [], Counter()
    for place in places(desk, forms):
        for form in Page(look(desk, place.actor, place.address)).forms:
            given = {one.name: NASTY for one in fields(form) if one.kind in TYPED}
            if not given:
                continue
            status, found = tried(desk, place, form, given)
            boxes, statuses = boxes + len(given), statuses + Counter([status])
            wrong += [f"{place}: {one}" for one in found]

    assert not wrong, "\n".join(wrong)
    assert boxes > 100
    assert statuses[422] > 20


def test_right_birth_date_opens_one_link_and_no_other(world, desk, forms):
    """An id of somebody else beside it makes no difference."""
    cell = own_cell(world, forms, "patient:identity", "POST")
    mine, other = world.here.guests["ivo"], world.here.guests["ravi"]
    data = forms.birth_date(other.token) | {
        "patient": other.patient.pk,
        "invitation": other.invitation.pk,
        "token": other.token,
    }
    came = desk.ask(cell.actor, "POST", cell.name, {"token": mine.token}, data)

    assert isinstance(cell.route, LinkPage)
    assert came.status == 422
    assert settings.INTAKE_COOKIE_NAME not in came.cookies
