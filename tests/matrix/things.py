"""What an address can name, from one's own to what never was."""

import uuid
from collections.abc import Callable
from typing import Any

from clinics.models import Role
from tests.matrix.world import Guest, House, World

Kwargs = dict[str, Any]

OWN, FOREIGN, MISSING = "own", "foreign", "missing"
ERASED = "erased"
CROSSED = "crossed"  # a part of a foreign thing, asked for inside one's own
NOT_THERE = frozenset({FOREIGN, MISSING, CROSSED})

TOKENS = {
    "open": "ivo",
    "begun": "ravi",
    "sent": "maria",
    "revoked": "omar",
    "locked": "tess",
    "expired": "nora",
    "withdrawn": "wanda",
    ERASED: "eli",
}
NO_TOKEN = "x" * 43


def things(world: World, house: House, names: str) -> dict[str, Kwargs]:
    """By relation to who works at `house`, or is treated there."""
    mine, theirs = OBJECTS[names](house), OBJECTS[names](world.other(house))
    found = {**mine, FOREIGN: theirs.get(OWN, theirs.get("open"))}
    if names in MISSED:
        found[MISSING] = MISSED[names]
    if names == "flag":
        found[CROSSED] = {**mine[OWN], "number": theirs[OWN]["number"]}
    if not found[FOREIGN] or found[FOREIGN] == found.get(OWN):
        del found[FOREIGN]
    return found


def intakes(house: House) -> dict[str, Kwargs]:
    return {
        OWN: {"public_id": intake(house.guests["maria"]).public_id},
        "in progress": {"public_id": intake(house.guests["ravi"]).public_id},
        "withdrawn": {"public_id": intake(house.guests["wanda"]).public_id},
        ERASED: {"public_id": intake(house.guests["eli"]).public_id},
    }


def flags(house: House) -> dict[str, Kwargs]:
    return {
        relation: {
            "public_id": intake(house.guests[who]).public_id,
            "number": intake(house.guests[who]).flags.order_by("pk")[0].pk,
        }
        for relation, who in ((OWN, "maria"), ("withdrawn", "wanda"), (ERASED, "eli"))
    }


def requests(house: House) -> dict[str, Kwargs]:
    asked = intake(house.guests["rosa"]).information_requests.get()
    return {OWN: {"public_id": asked.intake.public_id, "number": asked.number}}


def patients(house: House) -> dict[str, Kwargs]:
    return {
        OWN: {"public_id": house.guests["maria"].patient.public_id},
        "withdrawn": {"public_id": house.guests["wanda"].patient.public_id},
        ERASED: {"public_id": house.guests["eli"].patient.public_id},
    }


def invitations(house: House) -> dict[str, Kwargs]:
    return {
        OWN: {"public_id": house.guests["ivo"].invitation.public_id},
        "revoked": {"public_id": house.guests["omar"].invitation.public_id},
        ERASED: {"public_id": house.guests["eli"].invitation.public_id},
    }


def versions(house: House) -> dict[str, Kwargs]:
    slug = house.versions["published"].question_set.slug
    states = {OWN: "published", "draft": "draft", "retired": "retired"}
    return {
        relation: {"slug": slug, "number": house.versions[state].number}
        for relation, state in states.items()
    }


def in_draft(**more: str) -> Callable[[House], dict[str, Kwargs]]:
    """Something in the draft, and the same in a version that is none any more."""

    def named(house: House) -> dict[str, Kwargs]:
        of = versions(house)
        return {OWN: {**of["draft"], **more}, "published": {**of[OWN], **more}}

    return named


def pairs(house: House) -> dict[str, Kwargs]:
    """A version beside the retired one."""
    retired = house.versions["retired"].number
    return {relation: {**named, "other": retired} for relation, named in versions(house).items()}


def replays(house: House) -> dict[str, Kwargs]:
    return {OWN: {"public_id": house.versions["draft"].replays.get().public_id}}


def people(house: House) -> dict[str, Kwargs]:
    return {OWN: {"number": house.staff[Role.CLINICIAN].pk}}


def tokens(house: House) -> dict[str, Kwargs]:
    return {state: {"token": house.guests[who].token} for state, who in TOKENS.items()}


def questions(house: House) -> dict[str, Kwargs]:
    return {OWN: {"link_id": "allergies"}, "list": {"link_id": "medicines"}}


def intake(guest: Guest) -> Any:
    assert guest.intake
    return guest.intake


OBJECTS = {
    "": lambda house: {OWN: {}},
    "intake": intakes,
    "flag": flags,
    "request": requests,
    "patient": patients,
    "invitation": invitations,
    "version": versions,
    "pair": pairs,
    "new part": in_draft(kind="rules"),
    "new question": in_draft(kind="questions", section="all"),
    "part": in_draft(kind="questions", key="artery"),
    "case": in_draft(key="c-1"),
    "draft": in_draft(),
    "preview page": in_draft(link_id="artery"),
    "rule": in_draft(key="artery"),
    "condition": in_draft(kind="rules", key="artery", name="when"),
    "replay": replays,
    "token": tokens,
    "question": questions,
    "person": people,
    "staff invitation": lambda house: {OWN: {"public_id": house.staff_invitation.public_id}},
    "staff link": lambda house: {OWN: {"token": house.staff_token}},
    "reset": lambda house: {OWN: {"uidb36": "1", "key": "never-given"}},
    "codes": lambda house: {MISSING: {}},
    "passkey": lambda house: {MISSING: {"pk": 1}},
    "session": lambda house: {MISSING: {"number": 1}},
}
MISSED: dict[str, Kwargs] = {
    "person": {"number": 0},
    "staff invitation": {"public_id": uuid.UUID(int=1)},
    "intake": {"public_id": uuid.UUID(int=1)},
    "flag": {"public_id": uuid.UUID(int=1), "number": 1},
    "request": {"public_id": uuid.UUID(int=1), "number": 1},
    "patient": {"public_id": uuid.UUID(int=1)},
    "invitation": {"public_id": uuid.UUID(int=1)},
    "version": {"slug": "zqbcdfghjkmnpr", "number": 1},
    "new part": {"slug": "zqbcdfghjkmnpr", "number": 1, "kind": "rules"},
    "new question": {"slug": "zqbcdfghjkmnpr", "number": 1, "kind": "questions", "section": "all"},
    "part": {"slug": "zqbcdfghjkmnpr", "number": 1, "kind": "questions", "key": "artery"},
    "draft": {"slug": "zqbcdfghjkmnpr", "number": 1},
    "rule": {"slug": "zqbcdfghjkmnpr", "number": 1, "key": "artery"},
    "case": {"slug": "zqbcdfghjkmnpr", "number": 1, "key": "c-1"},
    "preview page": {"slug": "zqbcdfghjkmnpr", "number": 1, "link_id": "artery"},
    "condition": {
        "slug": "zqbcdfghjkmnpr",
        "number": 1,
        "kind": "rules",
        "key": "artery",
        "name": "when",
    },
    "pair": {"slug": "zqbcdfghjkmnpr", "number": 1, "other": 1},
    "replay": {"public_id": uuid.UUID(int=1)},
    "token": {"token": NO_TOKEN},
    "question": {"link_id": "surgeries"},
}
