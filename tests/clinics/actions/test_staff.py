import pytest
from django.core.exceptions import ValidationError

from clinics import actions
from clinics.models import ActorKind, AuditEvent, Role, User
from tests.people import PASSWORD


def test_new_account_has_no_role(db):
    user = actions.create_staff(email="Erin@lakeside.example", name="Erin", password=PASSWORD)
    assert user.check_password(PASSWORD)
    assert not user.memberships.exists()
    assert AuditEvent.objects.get(action="staff.created").object_id == str(user.pk)


@pytest.mark.parametrize("password", ["", "short", "q1w2e3r4t5y6", "erin@lakeside.example"])
def test_weak_password_makes_no_account(db, password):
    with pytest.raises(ValidationError):
        actions.create_staff(email="erin@lakeside.example", name="Erin", password=password)
    assert not User.objects.exists()


def test_address_that_is_taken_makes_no_account(alice):
    with pytest.raises(ValidationError):
        actions.create_staff(email=alice.email.upper(), name="Alice", password=PASSWORD)


def test_role_is_given_once_and_recorded_at_the_clinic(lakeside, alice, dana):
    for _ in range(2):
        actions.grant_role(user=alice, clinic=lakeside, role=Role.FRONT_DESK, by=dana)

    assert {each.role for each in alice.memberships.all()} == {Role.CLINICIAN, Role.FRONT_DESK}
    event = lakeside.audit_events.get(action="role.granted", actor=dana)
    assert (event.object_id, event.details) == (str(alice.pk), {"role": "FRONT_DESK"})


def test_role_is_taken_away_and_recorded(lakeside, alice, dana):
    for _ in range(2):
        actions.revoke_role(user=alice, clinic=lakeside, role=Role.CLINICIAN, by=dana)

    assert not alice.memberships.exists()
    assert lakeside.audit_events.get(action="role.revoked").actor_kind == ActorKind.STAFF


def test_account_is_closed_and_opened_again(alice, dana):
    actions.deactivate_staff(user=alice, by=dana)
    alice.refresh_from_db()
    assert not alice.is_active

    actions.activate_staff(user=alice, by=dana)
    alice.refresh_from_db()
    assert alice.is_active
    assert AuditEvent.objects.filter(clinic=None, object_id=str(alice.pk)).count() == 3
