"""The policy by itself: what each actor may do to which object."""

import pytest

from clinics.models import Clinic, Patient, Role, User
from clinics.policy import (
    POLICY,
    Action,
    Anonymous,
    Operator,
    PatientSession,
    Staff,
    clinic_of,
    may,
    session_of,
)
from screening.models import Flag, Intake

FRONT_DESK, CLINICIAN, ADMIN = Role
HERE, THERE = Clinic(pk=1), Clinic(pk=2)
OURS, THEIRS = Patient(pk=7, clinic_id=1), Patient(pk=8, clinic_id=2)
MINE = Intake(pk=5, clinic_id=1, session_digest="a1")
ANOTHERS = Intake(pk=6, clinic_id=1, session_digest="b2")
PATIENT = PatientSession("a1")
ALLOWED = {
    Action.SEE_QUEUE: {FRONT_DESK, CLINICIAN},
    Action.MANAGE_PATIENTS: {FRONT_DESK, CLINICIAN, ADMIN},
    Action.INVITE: {FRONT_DESK, CLINICIAN, ADMIN},
    Action.SEE_INTAKES: {CLINICIAN},
    Action.CLAIM_INTAKES: {CLINICIAN},
    Action.RECORD_VITAL_SIGNS: {CLINICIAN},
    Action.ASSESS_FLAGS: {CLINICIAN},
    Action.DECIDE: {CLINICIAN},
    Action.MAKE_CASES: {CLINICIAN},
    Action.MANAGE_QUESTION_SETS: {ADMIN},
    Action.MANAGE_CLINIC: {ADMIN},
    Action.SEE_AUDIT: {ADMIN},
    Action.MANAGE_PEOPLE: {ADMIN},
    Action.SEE_FLAG_RATES: {ADMIN},
    Action.SEE_DASHBOARD: {CLINICIAN, ADMIN},
    Action.FILL_IN: set(),
}


def staff(*roles: Role, clinic: Clinic = HERE, is_verified: bool = True) -> Staff:
    return Staff(User(pk=1), clinic, frozenset(roles), is_verified)


def test_every_action_is_declared_here_and_for_somebody():
    assert set(ALLOWED) == set(Action)
    assert set(POLICY) == set(Action) - {Action.FILL_IN}


def test_actions_are_known_by_their_names_in_the_audit_trail():
    assert [action.value for action in Action] == [action.name.lower() for action in Action]


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("obj", [HERE, OURS, MINE], ids=["clinic", "patient", "intake"])
def test_each_action_is_for_exactly_these_roles_at_the_clinic_itself(action, obj):
    assert {role for role in Role if may(staff(role), action, obj)} == ALLOWED[action]
    assert not may(staff(), action, obj)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("obj", [THERE, THEIRS, None, User(pk=1), Clinic(), Patient()])
def test_staff_may_do_nothing_to_what_is_not_their_clinics(action, obj):
    assert not may(staff(*Role), action, obj)
    assert not may(staff(*Role, clinic=Clinic()), action, obj)


@pytest.mark.parametrize("action", Action)
def test_staff_may_do_nothing_before_all_factors_are_shown(action):
    assert not may(staff(*Role, is_verified=False), action, HERE)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("actor", [Anonymous(), Operator(User(pk=1, is_superuser=True)), None])
def test_nobody_else_may_do_anything(actor, action):
    assert not any(may(actor, action, obj) for obj in (HERE, OURS, MINE, None))


def test_patient_reaches_the_intake_of_their_session_alone():
    assert may(PATIENT, Action.FILL_IN, MINE)
    assert not may(PATIENT, Action.FILL_IN, ANOTHERS)
    assert not may(PATIENT, Action.FILL_IN, OURS)
    assert not may(PATIENT, Action.FILL_IN, HERE)
    assert not may(PATIENT, Action.FILL_IN, None)


@pytest.mark.parametrize("action", [one for one in Action if one is not Action.FILL_IN])
def test_patient_does_nothing_that_staff_do(action):
    assert not may(PATIENT, action, MINE)
    assert not may(PATIENT, action, HERE)


def test_intake_without_a_session_is_nobodys():
    assert not may(PatientSession(None), Action.FILL_IN, Intake(pk=5, clinic_id=1))


def test_action_that_is_not_known_is_for_nobody(monkeypatch):
    monkeypatch.delitem(POLICY, Action.DECIDE)

    assert not may(staff(*Role), Action.DECIDE, HERE)
    assert not may(staff(*Role), "decide_everything", HERE)


def test_answer_is_a_plain_yes_or_no():
    assert may(staff(CLINICIAN), Action.DECIDE, MINE) is True
    assert may(staff(ADMIN), Action.DECIDE, MINE) is False
    assert may(staff(CLINICIAN), Action.DECIDE, THEIRS) is False
    assert may(Anonymous(), Action.DECIDE, MINE) is False
    assert may(PATIENT, Action.FILL_IN, ANOTHERS) is False


def test_one_of_several_roles_is_enough():
    assert may(staff(FRONT_DESK, CLINICIAN), Action.DECIDE, MINE)


def test_owner_of_a_row_is_read_from_the_row():
    assert [clinic_of(obj) for obj in (HERE, OURS, Flag(clinic_id=3), None)] == [1, 1, 3, None]
    assert [session_of(obj) for obj in (MINE, Intake(), OURS, None)] == ["a1", None, None, None]
