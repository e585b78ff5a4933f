import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from clinics import actions
from clinics.actions import InvitationClosed
from clinics.models import Role, StaffInvitation, User
from tests.people import PASSWORD

ERIN = "erin@lakeside.example"


@pytest.fixture
def invited(lakeside, dana) -> tuple[StaffInvitation, str]:
    return actions.invite_staff(
        clinic=lakeside, email=" Erin@Lakeside.example ", role=Role.CLINICIAN, by=dana
    )


def accept(invitation, name="Erin", password=PASSWORD) -> User:
    return actions.accept_with_new_account(invitation=invitation, name=name, password=password)


def test_token_is_kept_as_a_digest_only(invited):
    invitation, token = invited
    assert len(token) == 43
    assert token not in str(StaffInvitation.objects.values().get())
    assert actions.find_staff_invitation(token) == invitation
    assert actions.find_staff_invitation(token + "x") is None


def test_new_account_has_the_role_and_all_is_on_record(invited, lakeside, dana):
    erin = accept(invited[0])
    assert (erin.email, erin.name, erin.check_password(PASSWORD)) == (ERIN, "Erin", True)
    assert [each.role for each in erin.memberships.all()] == ["CLINICIAN"]
    trail = lakeside.audit_events.filter(action__startswith="staff.").order_by("sequence")
    assert [(event.action, event.actor) for event in trail] == [
        ("staff.invited", dana),
        ("staff.invitation_accepted", erin),
    ]


def test_invitation_works_once(invited):
    accept(invited[0])
    with pytest.raises(InvitationClosed):
        accept(invited[0], name="Somebody else")
    assert User.objects.get(email=ERIN).name == "Erin"


def test_invitation_ends_after_three_days(invited, monkeypatch):
    later = timezone.now() + datetime.timedelta(days=3)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with pytest.raises(InvitationClosed):
        accept(invited[0])
    assert not User.objects.filter(email=ERIN).exists()


def test_invitation_taken_back_opens_nothing(invited, lakeside, dana):
    for _ in range(2):
        actions.revoke_staff_invitation(invitation=invited[0], by=dana)
    with pytest.raises(InvitationClosed):
        accept(invited[0])
    assert lakeside.audit_events.filter(action="staff.invitation_revoked").count() == 1


def test_new_invitation_ends_the_one_before(invited, lakeside, dana):
    second, _ = actions.invite_staff(clinic=lakeside, email=ERIN, role=Role.ADMIN, by=dana)
    with pytest.raises(InvitationClosed):
        accept(invited[0])
    assert [each.role for each in accept(second).memberships.all()] == ["ADMIN"]


def test_weak_password_uses_nothing_up(invited):
    with pytest.raises(ValidationError):
        accept(invited[0], password="short")
    invited[0].refresh_from_db()
    assert invited[0].is_open


def test_account_that_is_open_is_not_taken_over(invited):
    actions.create_staff(email=ERIN, name="Erin", password=PASSWORD)
    with pytest.raises(InvitationClosed):
        accept(invited[0], name="Mallory", password="another long password")
    assert User.objects.get(email=ERIN).check_password(PASSWORD)


def test_closed_account_is_opened_again_with_another_password(lakeside, alice, dana):
    actions.remove_from_clinic(user=alice, clinic=lakeside, by=dana)
    again, _ = actions.invite_staff(
        clinic=lakeside, email=alice.email, role=Role.FRONT_DESK, by=dana
    )
    accept(again, name="Alice", password="seven ships left the harbor")
    alice.refresh_from_db()
    assert alice.is_active
    assert alice.check_password("seven ships left the harbor")
    assert [each.role for each in alice.memberships.all()] == ["FRONT_DESK"]


def test_somebody_with_an_account_gets_the_role_there_too(harbor, charlie, alice):
    invitation, _ = actions.invite_staff(
        clinic=harbor, email=alice.email, role=Role.FRONT_DESK, by=charlie
    )
    actions.accept_with_account(invitation=invitation, user=alice)
    assert alice.memberships.filter(clinic=harbor, role=Role.FRONT_DESK).exists()


def test_invitation_of_somebody_else_gives_nothing(invited, bob):
    with pytest.raises(InvitationClosed):
        actions.accept_with_account(invitation=invited[0], user=bob)
    assert [each.role for each in bob.memberships.all()] == ["FRONT_DESK"]


@pytest.mark.parametrize(
    ("email", "reason"),
    [
        ("nobody", "Enter a valid email address."),
        ("alice@lakeside.example", "This person has that role already."),
        ("root@lakeside.example", "An operator works at no clinic."),
    ],
)
def test_needless_invitation_is_refused(lakeside, alice, dana, email, reason):
    User.objects.create_superuser("root@lakeside.example", "Root", PASSWORD)
    with pytest.raises(ValidationError) as refusal:
        actions.invite_staff(clinic=lakeside, email=email, role=Role.CLINICIAN, by=dana)
    assert refusal.value.message_dict == {"email": [reason]}
    assert not StaffInvitation.objects.exists()
