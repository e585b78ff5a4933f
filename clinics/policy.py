"""Who may do what to which object: the one place that decides. What is not allowed here is refused.

`object` is a clinic, or any row that carries `clinic_id`. Whoever asks has loaded it already; that
a query was scoped to the right clinic is checked here once more, and not relied on.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from django.db import models

from clinics.models import Clinic, Role, User


class Action(StrEnum):
    SEE_QUEUE = "see_queue"
    MANAGE_PATIENTS = "manage_patients"
    INVITE = "invite"
    SEE_INTAKES = "see_intakes"
    CLAIM_INTAKES = "claim_intakes"
    RECORD_VITAL_SIGNS = "record_vital_signs"
    ASSESS_FLAGS = "assess_flags"
    DECIDE = "decide"
    MAKE_CASES = "make_cases"
    MANAGE_QUESTION_SETS = "manage_question_sets"
    MANAGE_CLINIC = "manage_clinic"
    SEE_AUDIT = "see_audit"
    MANAGE_PEOPLE = "manage_people"
    SEE_FLAG_RATES = "see_flag_rates"
    SEE_DASHBOARD = "see_dashboard"
    FILL_IN = "fill_in"


EVERYBODY = frozenset(Role)
CLINICAL = frozenset({Role.CLINICIAN})
ADMINS = frozenset({Role.ADMIN})

# What staff may do at their clinic. An action that is not here is for none of them.
POLICY: dict[Action, frozenset[Role]] = {
    Action.SEE_QUEUE: frozenset({Role.FRONT_DESK, Role.CLINICIAN}),
    Action.MANAGE_PATIENTS: EVERYBODY,
    Action.INVITE: EVERYBODY,
    Action.SEE_INTAKES: CLINICAL,
    Action.CLAIM_INTAKES: CLINICAL,
    Action.RECORD_VITAL_SIGNS: CLINICAL,
    Action.ASSESS_FLAGS: CLINICAL,
    Action.DECIDE: CLINICAL,
    Action.MAKE_CASES: CLINICAL,
    Action.MANAGE_QUESTION_SETS: ADMINS,
    Action.MANAGE_CLINIC: ADMINS,
    Action.SEE_AUDIT: ADMINS,
    Action.MANAGE_PEOPLE: ADMINS,
    Action.SEE_FLAG_RATES: ADMINS,
    Action.SEE_DASHBOARD: frozenset({Role.CLINICIAN, Role.ADMIN}),
}

# What patients may do, each to their own intake and to no other.
OWN_INTAKE = frozenset({Action.FILL_IN})
INTAKE = "screening.intake"


@dataclass(frozen=True)
class Anonymous:
    """Nobody is signed in, or somebody who has no clinic to work at."""


@dataclass(frozen=True)
class Staff:
    """Somebody at work at one clinic, with the roles they have there.

    `is_verified`: whoever this is has shown all the factors that their clinic asks for.
    """

    user: User
    clinic: Clinic
    roles: frozenset[Role]
    is_verified: bool


@dataclass(frozen=True)
class PatientSession:
    """A patient in front of the intake that their link and date of birth opened; known by the
    digest of the token that their browser holds."""

    digest: str


@dataclass(frozen=True)
class Operator:
    """Runs the installation, and sees no clinic from the inside, whatever roles they have there."""

    user: User


Actor: TypeAlias = Anonymous | Staff | PatientSession | Operator


def may(actor: Actor, action: Action, obj: models.Model | None) -> bool:
    """Never raises: an actor, action or object that is not known is refused."""
    if isinstance(actor, Staff):
        return staff_may(actor, action, obj)
    if isinstance(actor, PatientSession):
        return action in OWN_INTAKE and same(actor.digest, session_of(obj))
    return False


def staff_may(actor: Staff, action: Action, obj: models.Model | None) -> bool:
    if not actor.is_verified or not same(actor.clinic.pk, clinic_of(obj)):
        return False
    return not POLICY.get(action, frozenset()).isdisjoint(actor.roles)


def same(mine: int | str | None, its: int | str | None) -> bool:
    """Two that are missing are not the same one."""
    return mine is not None and mine == its


def clinic_of(obj: models.Model | None) -> int | None:
    if isinstance(obj, Clinic):
        return obj.pk
    return getattr(obj, "clinic_id", None)


def session_of(obj: models.Model | None) -> str | None:
    """By the row's name, for the intake is the screening app's, which this one does not know."""
    if isinstance(obj, models.Model) and obj._meta.label_lower == INTAKE:
        return getattr(obj, "session_digest", None)
    return None
