"""Everybody who may come to an address, with the cookies they bring and the marks they may read."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.conf import settings

from clinics import actions, lifetimes
from clinics.models import Role, User
from tests.matrix.marks import Owner
from tests.matrix.world import Guest, House, World
from tests.people import PASSWORD, sign_in

COMMON = frozenset({"name", "public", "staff", "title", "person", "reference", "id"})
READS = {
    Role.FRONT_DESK: COMMON,
    Role.ADMIN: COMMON | {"settings", "question", "rule", "draft"},
    Role.CLINICIAN: COMMON | {"question", "rule", "answers", "notes", "message"},
}
"""Kinds of marks of their own clinic that a role may see on its pages."""

FOR_PATIENTS = frozenset({"name", "public", "question"})
OWN = frozenset({"answers", "reference", "message"})

SIGNED_OUT, HALF_IN, NO_CLINIC, AT_WORK = "signed out", "half in", "no clinic", "at work"

IN_AN_HOUR = 60 * 60  # no page asks to confirm, however long the matrix takes


def nothing(owner: Owner) -> bool:
    return False


@dataclass(frozen=True)
class Actor:
    """`house` is where they work or are treated, `guest` the patient whose living session it is.

    `also` are the clinics they may choose from, `was_at` the one that a session of theirs was at,
    of which a page can be kept still where it only stood `is_idle`. `just_left`: whose link was
    taken back while they were inside, so that one more page of theirs is kept.
    """

    name: str
    state: str = SIGNED_OUT
    cookies: dict[str, str] = field(default_factory=dict)
    house: House | None = None
    roles: frozenset[Role] = frozenset()
    guest: Guest | None = None
    reads: Callable[[Owner], bool] = nothing
    also: tuple[House, ...] = ()
    was_at: str = ""
    is_idle: bool = False
    just_left: Guest | None = None


def everybody(world: World) -> list[Actor]:
    return [
        Actor("anonymous"),
        *patients(world),
        *staff(world.here, "here"),
        *staff(world.there, "there"),
        *half_in(world),
    ]


def patients(world: World) -> Iterator[Actor]:
    """By what has become of their invitation. Those without a living session are nobody."""
    here = world.here.guests
    yield patient("patient at it", world.here, here["ravi"])
    yield patient("patient who sent", world.here, here["maria"])
    yield patient("patient of the other clinic", world.there, world.there.guests["ravi"])
    for name, who in (
        ("patient long idle", "lena"),
        ("patient with a revoked invitation", "omar"),
        ("patient who withdrew", "wanda"),
        ("patient who was erased", "eli"),
    ):
        cookies = {settings.INTAKE_COOKIE_NAME: here[who].session}
        yield Actor(
            name,
            cookies=cookies,
            was_at=world.here.name,
            is_idle=who == "lena",
            just_left=here[who] if who == "omar" else None,
        )
    for name, who in (
        ("patient with a locked invitation", "tess"),
        ("patient with an expired invitation", "nora"),
    ):
        # Nothing was ever opened, so all they could bring is the link's own token.
        yield Actor(name, cookies={settings.INTAKE_COOKIE_NAME: here[who].token})


def patient(name: str, house: House, guest: Guest) -> Actor:
    clinic = house.name
    who = next(key for key, value in house.guests.items() if value is guest)
    return Actor(
        name,
        cookies={settings.INTAKE_COOKIE_NAME: guest.session},
        house=house,
        guest=guest,
        reads=lambda owner: (
            owner.clinic == clinic
            and (owner.kind in FOR_PATIENTS or (owner.kind in OWN and owner.patient == who))
        ),
    )


def staff(house: House, where: str) -> Iterator[Actor]:
    for role, user in house.staff.items():
        yield at_work(f"{role.label.lower()} {where}", user, house, {role})


def at_work(
    name: str, user: User, house: House, roles: set[Role], *, at: float = 0, **more: object
) -> Actor:
    clinic, kinds = house.name, frozenset().union(*(READS[role] for role in roles))
    return Actor(
        name,
        AT_WORK,
        cookies=signed_in(user, house, at=at),
        house=house,
        roles=frozenset(roles),
        reads=lambda owner: owner.clinic == clinic and owner.kind in kinds,
        **more,
    )


def half_in(world: World) -> Iterator[Actor]:
    here, there = world.here, world.there
    both = (here, there)
    yield at_work("member of both, at there", world.both, there, set(Role), also=both)
    yield Actor("member of both, undecided", NO_CLINIC, signed_in(world.both), also=both)
    yield Actor("operator with a role", NO_CLINIC, signed_in(world.operator, here))
    yield Actor("clinician before the second factor", HALF_IN, half_signed_in(here, "password", ""))
    yield Actor("administrator with codes only", HALF_IN, half_signed_in(here, "codes", "totp"))
    yield Actor("clinician deactivated since", cookies=deactivated(here))
    yield Actor("clinician with an old session", cookies=idle(here))


def deactivated(house: House) -> dict[str, str]:
    user = temporary(house, "gone")
    cookies = signed_in(user, house)
    actions.deactivate_staff(user=user)
    return cookies


def idle(house: House) -> dict[str, str]:
    """Longer than the server lets somebody be idle, though the session row is there still."""
    client = sign_in(temporary(house, "idle"), at=time.time() + IN_AN_HOUR)
    session = client.session
    session[lifetimes.SEEN_AT] -= lifetimes.IDLE.total_seconds()
    session.save()
    return {settings.SESSION_COOKIE_NAME: session.session_key}


def half_signed_in(house: House, name: str, factor: str) -> dict[str, str]:
    user = temporary(house, name)
    actions.grant_role(user=user, clinic=house.clinic, role=Role.ADMIN)
    client = sign_in(user, factor=factor, at=time.time() + IN_AN_HOUR)
    return {settings.SESSION_COOKIE_NAME: client.session.session_key}


def temporary(house: House, name: str) -> User:
    user = actions.create_staff(email=f"{name}@example.org", name=name, password=PASSWORD)
    actions.grant_role(user=user, clinic=house.clinic, role=Role.CLINICIAN)
    return user


def signed_in(user: User, house: House | None = None, *, at: float = 0) -> dict[str, str]:
    """`at`: when they showed their factors, in seconds; in an hour when nothing is said."""
    client = sign_in(user, at=at or time.time() + IN_AN_HOUR)
    session = client.session
    session[lifetimes.SEEN_AT] += IN_AN_HOUR  # what a request notes is rolled back with it
    if house:
        session["clinic"] = house.clinic.pk
    session.save()
    return {name: morsel.value for name, morsel in client.cookies.items()}
