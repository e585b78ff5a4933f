"""Every address, by every kind of person: nobody gets in by an address that somebody forgot.

A route that is not declared here fails. What counts is not the status alone: no word of the
other clinic may be in the answer, and who is turned away leaves nothing changed.
"""

import uuid
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from clinics.models import AuditChain, AuditEvent, Role
from screening import actions
from tests.intakes import ANEURYSM, begin, submit

PUBLIC = "public"
PATIENT = "patient"
SIGNED_IN = "signed in"
EVERY_ROLE = frozenset(Role)
DESK = frozenset({Role.FRONT_DESK, Role.CLINICIAN})
CLINICAL = frozenset({Role.CLINICIAN})
ADMIN = frozenset({Role.ADMIN})


class Route(NamedTuple):
    """Who may: a set of roles, or how else somebody is let in. `names` a thing at Lakeside."""

    may: Any
    names: str = ""
    methods: tuple[str, ...] = ("get", "post")


GET, POST = ("get",), ("post",)
ROUTES = {
    "home": Route(PUBLIC, methods=GET),
    "sign-in": Route(PUBLIC),
    "account_login": Route(PUBLIC),
    "sign-out": Route(SIGNED_IN, methods=POST),
    "choose-clinic": Route(SIGNED_IN),
    "clinic-settings": Route(ADMIN),
    "queue": Route(DESK, methods=GET),
    "intake": Route(CLINICAL, "intake", GET),
    "claim": Route(CLINICAL, "intake", POST),
    "release": Route(CLINICAL, "intake", POST),
    "screen-again": Route(CLINICAL, "intake", POST),
    "vital-signs": Route(CLINICAL, "intake"),
    "assess-flag": Route(CLINICAL, "flag"),
    "decide": Route(CLINICAL, "intake"),
    "patients": Route(EVERY_ROLE, methods=GET),
    "patient-new": Route(EVERY_ROLE),
    "patient": Route(EVERY_ROLE, "patient", GET),
    "patient-edit": Route(EVERY_ROLE, "patient"),
    "invite": Route(EVERY_ROLE, "patient"),
    "revoke-invitation": Route(EVERY_ROLE, "invitation", POST),
    "question-sets": Route(ADMIN, methods=GET),
    "question-set-version": Route(ADMIN, "version", GET),
    "question-set-checks": Route(ADMIN, "version"),
    "start-draft": Route(ADMIN, "version"),
    "send-for-review": Route(ADMIN, "version"),
    "approve-version": Route(ADMIN, "version"),
    "reject-version": Route(ADMIN, "version"),
    "return-version": Route(ADMIN, "version"),
    "publish-version": Route(ADMIN, "version"),
    "roll-back-version": Route(ADMIN, "version"),
    "patient:start": Route(PATIENT, "token", GET),
    "patient:identity": Route(PATIENT, "token"),
    "patient:link-about": Route(PATIENT, "token", GET),
    "patient:next": Route(PATIENT, methods=GET),
    "patient:question": Route(PATIENT, "question"),
    "patient:medicine-names": Route(PATIENT, "question"),
    "patient:crisis": Route(PATIENT, methods=GET),
    "patient:check": Route(PATIENT),
    "patient:done": Route(PATIENT, methods=GET),
    "patient:about": Route(PATIENT, methods=GET),
    "patient:language": Route(PATIENT, methods=POST),
    "patient:delete": Route(PATIENT),
    "patient:ended": Route(PUBLIC, methods=GET),
}
STAFF = {name: route for name, route in ROUTES.items() if isinstance(route.may, frozenset)}
NAMED = {name: route for name, route in STAFF.items() if route.names}
MARK = "Maria"
CELLS = [(name, method) for name, route in STAFF.items() for method in route.methods]


def routes(patterns: list[Any], namespace: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from routes(pattern.url_patterns, namespace + inner)


def test_every_route_is_declared():
    assert sorted(routes(get_resolver().url_patterns)) == sorted(ROUTES)


@pytest.fixture
def things(version, maria, alice, bob) -> dict[str, dict[str, Any]]:
    """What each address can name: all of it Lakeside's."""
    intake = submit(begin(version, maria, bob), ANEURYSM)
    invitation, _ = actions.invite(patient=maria, version=version, language="en", by=bob)
    return {
        "": {},
        "intake": {"public_id": intake.public_id},
        "flag": {"public_id": intake.public_id, "number": intake.flags.get().pk},
        "patient": {"public_id": maria.public_id},
        "invitation": {"public_id": invitation.public_id},
        "version": {"slug": version.question_set.slug, "number": version.number},
    }


MISSING = {
    "intake": {"public_id": uuid.uuid4()},
    "flag": {"public_id": uuid.uuid4(), "number": 1},
    "patient": {"public_id": uuid.uuid4()},
    "invitation": {"public_id": uuid.uuid4()},
    "version": {"slug": "no-such-set", "number": 1},
}


def rows() -> dict[str, int]:
    """How much there is of everything but the audit trail, which notes who was turned away."""
    models = [*apps.get_app_config("clinics").get_models()]
    models += apps.get_app_config("screening").get_models()
    counted = [model for model in models if model not in (AuditEvent, AuditChain)]
    return {model.__name__: model.objects.count() for model in counted}


def ask(client: Client, name: str, method: str, kwargs: dict[str, Any]) -> Any:
    return getattr(client, method)(reverse(name, kwargs=kwargs))


@pytest.mark.parametrize(("name", "method"), CELLS)
def test_nobody_gets_in_without_signing_in(name, method, things):
    before = rows()
    address = reverse(name, kwargs=things[STAFF[name].names])
    answer = getattr(Client(), method)(address)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("sign-in"))
    assert rows() == before


@pytest.mark.parametrize(("name", "method"), CELLS)
@pytest.mark.parametrize("person", ["alice", "bob", "dana"])
def test_each_role_gets_what_is_declared(name, method, person, things, signed_in, request):
    user = request.getfixturevalue(person)
    role = Role(user.memberships.get().role)
    before = rows()
    answer = ask(signed_in(user), name, method, things[STAFF[name].names])
    if role in STAFF[name].may:
        assert answer.status_code in (200, 302, 422)
        assert "sign-in" not in answer.headers.get("Location", "")
    else:
        assert answer.status_code == 403
        assert MARK not in answer.content.decode()
        assert rows() == before


@pytest.mark.parametrize("name", NAMED)
def test_what_is_of_another_clinic_is_not_there(name, things, charlie, signed_in):
    client, before = signed_in(charlie), rows()
    for method in STAFF[name].methods:
        foreign = ask(client, name, method, things[NAMED[name].names])
        missing = ask(client, name, method, MISSING[NAMED[name].names])
        assert foreign.status_code == missing.status_code == 404
        assert len(foreign.content) == len(missing.content)
        assert MARK not in foreign.content.decode()
    assert rows() == before


@pytest.mark.parametrize("name", [name for name in STAFF if name not in NAMED])
def test_a_page_of_ones_own_clinic_shows_nothing_of_another(name, things, charlie, signed_in):
    answer = ask(signed_in(charlie), name, "get", {})
    assert answer.status_code == 200
    assert MARK not in answer.content.decode()
    assert "Lakeside" not in answer.content.decode()


@pytest.mark.parametrize("name", [name for name in STAFF if "post" not in STAFF[name].methods])
def test_a_page_to_read_takes_no_post(name, things, charlie, alice, dana, signed_in):
    user = alice if Role.CLINICIAN in STAFF[name].may else dana
    answer = ask(signed_in(user), name, "post", things[STAFF[name].names])
    assert answer.status_code == 405


@pytest.mark.parametrize("name", [name for name in STAFF if "get" not in STAFF[name].methods])
def test_an_address_that_acts_is_not_acted_on_by_a_look(name, things, alice, signed_in):
    before = rows()
    assert ask(signed_in(alice), name, "get", things[STAFF[name].names]).status_code == 405
    assert rows() == before


@pytest.mark.parametrize("person", ["alice", "bob", "dana"])
def test_a_role_taken_away_is_gone_with_the_next_click(person, things, signed_in, request):
    user = request.getfixturevalue(person)
    client = signed_in(user)
    assert client.get(reverse("patients")).status_code == 200
    user.memberships.all().delete()
    assert client.get(reverse("patients")).url.startswith(reverse("choose-clinic"))


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.may == PATIENT])
def test_a_patients_page_needs_the_patients_own_session(name, things, alice, signed_in):
    """Staff are no patients: their session opens nothing here, and nothing of Maria is shown."""
    kwargs = {"token": {"token": "x" * 43}, "question": {"link_id": "heart_history"}, "": {}}
    for client in (Client(), signed_in(alice)):
        for method in ROUTES[name].methods:
            answer = ask(client, name, method, kwargs[ROUTES[name].names])
            assert answer.status_code in (302, 303, 404)
            assert MARK not in answer.content.decode()
