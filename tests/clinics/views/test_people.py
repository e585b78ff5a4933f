import re
from urllib.parse import quote

import pytest
from django.core import mail

from clinics import actions
from clinics.models import Role, StaffInvitation, User
from tests.mailboxes import BrokenMailbox
from tests.people import PASSWORD, sign_in
from tests.signing_in import Device

PEOPLE, INVITE = "/people/", "/people/invite/"


@pytest.fixture
def admin(dana):
    return sign_in(dana)


def body(response) -> str:
    return response.content.decode()


def invite(client, email="erin@lakeside.example", role="CLINICIAN"):
    return client.post(INVITE, {"email": email, "role": role})


def link_in_the_mail() -> str:
    return re.search(r"http://[^/]+(/account/invited/\S+/)", mail.outbox[-1].body)[1]


def test_list_shows_roles_and_second_factors(admin, alice, bob):
    desk = Device()
    desk.password(alice)
    desk.set_up_codes()
    page = " ".join(re.sub(r"<[^>]+>", " ", body(admin.get(PEOPLE))).split())
    assert "Alice alice@lakeside.example Clinician Codes from an app" in page
    assert "Bob bob@lakeside.example Front desk Nothing set up yet" in page
    assert "Dana dana@lakeside.example Administrator No passkey yet" in page


@pytest.mark.parametrize("person", ["alice", "bob"])
def test_only_administrators_come_here(request, signed_in, person, dana):
    client = signed_in(request.getfixturevalue(person))
    for address in (PEOPLE, INVITE, f"{PEOPLE}{dana.pk}/", f"{PEOPLE}{dana.pk}/remove/"):
        assert client.get(address).status_code == 403
    assert invite(client).status_code == 403
    assert not StaffInvitation.objects.exists()


def test_person_of_another_clinic_is_not_there(admin, charlie):
    for address in (f"{PEOPLE}{charlie.pk}/", f"{PEOPLE}{charlie.pk}/remove/"):
        foreign = admin.post(address, {"roles": ["ADMIN"]})
        missing = admin.post(address.replace(str(charlie.pk), "0"), {"roles": ["ADMIN"]})
        assert (foreign.status_code, foreign.content) == (404, missing.content)
    assert "Charlie" not in body(admin.get(PEOPLE))


def test_invited_person_makes_an_account_and_signs_in(admin):
    assert invite(admin)["Location"] == PEOPLE
    assert "erin@lakeside.example" in body(admin.get(PEOPLE))
    assert mail.outbox[0].to == ["erin@lakeside.example"]
    link, desk = link_in_the_mail(), Device()
    assert "Lakeside Ketamine Clinic invites you" in body(desk.get(link))

    assert desk.post(link, name="Erin", password=PASSWORD)["Location"] == "/account/sign-in/"
    desk.password(User.objects.get(email="erin@lakeside.example"))
    desk.set_up_passkey()
    assert desk.get("/queue/").status_code == 200
    assert desk.get(link).status_code == 410


def test_looking_at_the_link_changes_nothing(admin):
    invite(admin)
    before = StaffInvitation.objects.values().get()
    for _ in range(3):
        assert Device().get(link_in_the_mail()).status_code == 200
    assert StaffInvitation.objects.values().get() == before


def test_person_with_an_account_signs_in_to_accept(harbor, charlie, alice):
    invite(sign_in(charlie), alice.email, "FRONT_DESK")
    link = link_in_the_mail()
    assert f"/account/sign-in/?next={quote(link, safe='')}" in body(Device().get(link))

    client = sign_in(alice)
    assert client.post(link)["Location"] == "/clinics/choose/"
    assert alice.memberships.filter(clinic=harbor, role="FRONT_DESK").exists()


def test_person_with_an_account_needs_the_second_factor_to_accept(charlie, alice):
    invite(sign_in(charlie), alice.email)
    client = sign_in(alice, factor="")
    assert client.post(link_in_the_mail())["Location"] == "/account/second-factor/"
    assert alice.memberships.count() == 1


def test_somebody_else_cannot_accept(charlie, alice, bob):
    invite(sign_in(charlie), alice.email)
    page = sign_in(bob).post(link_in_the_mail())
    assert "It is for somebody else than you." in body(page)
    assert (alice.memberships.count(), bob.memberships.count()) == (1, 1)


def test_unknown_links_are_not_there_and_slowed_down(db):
    desk = Device()
    answers = [desk.get(f"/account/invited/{n}/").status_code for n in range(22)]
    assert answers[:20] == [404] * 20
    assert answers[-1] == 429


def test_weak_password_is_a_wrong_form(admin):
    invite(admin)
    page = Device().post(link_in_the_mail(), name="Erin", password="short")
    assert page.status_code == 422
    assert "too short" in body(page)
    assert not User.objects.filter(email="erin@lakeside.example").exists()


def test_link_is_shown_when_no_mail_can_bring_it(admin, settings):
    settings.EMAIL_BACKEND = f"{BrokenMailbox.__module__}.{BrokenMailbox.__qualname__}"
    page = invite(admin)
    link = re.search(r"http://[^/]+(/account/invited/\S+?/)<", body(page))[1]
    assert Device().get(link).status_code == 200


@pytest.mark.parametrize(
    ("email", "role"), [("", "ADMIN"), ("erin", "ADMIN"), ("e@b.example", "KING"), ("e@b.c", "")]
)
def test_wrong_invitation_invites_nobody(admin, email, role):
    assert invite(admin, email, role).status_code == 422
    assert (StaffInvitation.objects.count(), mail.outbox) == (0, [])


def test_invitation_is_taken_back(admin):
    invite(admin)
    invitation = StaffInvitation.objects.get()
    admin.post(f"/people/invitations/{invitation.public_id}/revoke/")
    assert Device().get(link_in_the_mail()).status_code == 410


def test_roles_are_changed_and_act_at_once(admin, alice):
    client, page = sign_in(alice), f"{PEOPLE}{alice.pk}/"
    stamp = re.search(r'name="stamp" value="(\w+)"', body(admin.get(page)))[1]
    assert client.get("/queue/").status_code == 200
    assert admin.post(page, {"roles": ["ADMIN"], "stamp": stamp})["Location"] == PEOPLE
    assert client.get("/queue/").status_code == 403


def test_roles_that_somebody_changed_meanwhile_are_left(admin, alice, lakeside, dana):
    page = f"{PEOPLE}{alice.pk}/"
    stamp = re.search(r'name="stamp" value="(\w+)"', body(admin.get(page)))[1]
    actions.grant_role(user=alice, clinic=lakeside, role=Role.FRONT_DESK, by=dana)
    response = admin.post(page, {"roles": ["ADMIN"], "stamp": stamp})
    assert response.status_code == 422
    assert {each.role for each in alice.memberships.all()} == {"CLINICIAN", "FRONT_DESK"}


def test_last_administrator_is_told_so(admin, dana):
    page = f"{PEOPLE}{dana.pk}/"
    stamp = re.search(r'name="stamp" value="(\w+)"', body(admin.get(page)))[1]
    for response in (
        admin.post(page, {"roles": ["CLINICIAN"], "stamp": stamp}),
        admin.post(f"{page}remove/"),
    ):
        assert response.status_code == 422
        assert "Dana is the last administrator" in body(response)


def test_person_is_removed(admin, alice):
    address = f"{PEOPLE}{alice.pk}/remove/"
    assert admin.get(address).status_code == 200
    assert admin.post(address)["Location"] == PEOPLE
    alice.refresh_from_db()
    assert not alice.is_active


def test_what_changes_people_is_confirmed_after_some_minutes(dana, alice):
    client = sign_in(dana, at=1.0)
    for address in (INVITE, f"{PEOPLE}{alice.pk}/", f"{PEOPLE}{alice.pk}/remove/"):
        for answer in (client.get(address), client.post(address)):
            assert answer["Location"].startswith("/account/confirm/?next=%2Fpeople%2F")
    alice.refresh_from_db()
    assert alice.is_active
    assert client.get(PEOPLE).status_code == 200
