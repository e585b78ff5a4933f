import pytest

from clinics import actions
from clinics.actions import LastAdministrator
from clinics.models import Role
from tests.people import employ
from tests.signing_in import Device


def roles(user, clinic) -> set[str]:
    return {each.role for each in user.memberships.filter(clinic=clinic)}


def test_roles_are_exactly_those_that_are_set(lakeside, alice, dana):
    actions.set_roles(user=alice, clinic=lakeside, roles=[Role.FRONT_DESK, Role.CLINICIAN], by=dana)
    assert roles(alice, lakeside) == {"FRONT_DESK", "CLINICIAN"}
    actions.set_roles(user=alice, clinic=lakeside, roles=[Role.FRONT_DESK], by=dana)
    assert roles(alice, lakeside) == {"FRONT_DESK"}
    changes = lakeside.audit_events.filter(actor=dana, action__startswith="role.")
    assert list(changes.order_by("sequence").values_list("action", flat=True)) == [
        "role.granted",
        "role.revoked",
    ]


def test_last_administrator_stays(lakeside, dana):
    with pytest.raises(LastAdministrator, match="Dana is the last administrator of Lakeside"):
        actions.set_roles(user=dana, clinic=lakeside, roles=[Role.CLINICIAN], by=dana)
    with pytest.raises(LastAdministrator):
        actions.remove_from_clinic(user=dana, clinic=lakeside, by=dana)
    with pytest.raises(LastAdministrator):
        actions.deactivate_staff(user=dana)
    dana.refresh_from_db()
    assert (dana.is_active, roles(dana, lakeside)) == (True, {"ADMIN"})


def test_closed_account_is_no_other_administrator(lakeside, dana):
    erin = employ("Erin", lakeside, Role.ADMIN)
    actions.deactivate_staff(user=erin)
    with pytest.raises(LastAdministrator):
        actions.revoke_role(user=dana, clinic=lakeside, role=Role.ADMIN)


def test_one_of_two_administrators_may_go(lakeside, dana):
    erin = employ("Erin", lakeside, Role.ADMIN)
    actions.remove_from_clinic(user=dana, clinic=lakeside, by=erin)
    dana.refresh_from_db()
    assert (dana.is_active, roles(dana, lakeside)) == (False, set())


def test_operator_may_mean_the_last_one(lakeside, dana):
    actions.revoke_role(user=dana, clinic=lakeside, role=Role.ADMIN, even_the_last=True)
    assert roles(dana, lakeside) == set()


def test_who_works_elsewhere_keeps_the_account(lakeside, harbor, alice, dana):
    actions.grant_role(user=alice, clinic=harbor, role=Role.CLINICIAN)
    actions.remove_from_clinic(user=alice, clinic=lakeside, by=dana)
    alice.refresh_from_db()
    assert (alice.is_active, roles(alice, harbor)) == (True, {"CLINICIAN"})


def test_person_removed_is_out_of_every_session(lakeside, alice, dana):
    desk, elsewhere = Device(), Device()
    desk.password(alice)
    desk.set_up_passkey()
    elsewhere.passkey = desk.passkey
    elsewhere.show_passkey("/account/sign-in/passkey/")
    keys = [one.client.session.session_key for one in (desk, elsewhere)]

    actions.remove_from_clinic(user=alice, clinic=lakeside, by=dana)

    for device, key in zip((desk, elsewhere), keys, strict=True):
        assert device.get("/queue/")["Location"].startswith("/account/sign-in/")
        assert not device.client.session.exists(key)
