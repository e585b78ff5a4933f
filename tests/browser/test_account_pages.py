"""Every page of one's own account, from the invitation to the last recovery code."""

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from playwright.sync_api import Page

from clinics.actions import grant_role, invite_staff, revoke_staff_invitation
from clinics.limits import TOKEN_BY_NETWORK
from clinics.models import Clinic, Role, User
from clinics.throttling import spend
from tests.browser.albums import Album
from tests.browser.contents import shows
from tests.browser.pressing import press
from tests.people import PASSWORD
from tests.signing_in import Device

CODE = "Code that the app shows now"


@pytest.fixture
def phone(alice) -> Device:
    """Alice's, with which she set up codes and is signed in."""
    phone = Device()
    phone.password(alice)
    phone.set_up_codes()
    return phone


@pytest.fixture
def key(dana) -> Device:
    """Dana's two, with which she is signed in."""
    key = Device()
    key.password(dana)
    key.set_up_passkey()
    key.set_up_passkey("The key in the safe of Lakeside")
    return key


def type_password(page: Page, user: User, password: str = PASSWORD) -> None:
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(password)


@shows("sign-in", "account/sign_in.html", "mfa_login_webauthn", "account/sign_in_passkey.html")
def test_signing_in(new_tab, alice):
    album, address = Album(new_tab()), "/account/sign-in/"

    album.look("sign in", address)
    album.send("sign in left blank", address, button="Sign in")
    wrong = lambda page: type_password(page, alice, PASSWORD + "!")  # noqa: E731
    album.send("sign in refused", address, wrong, button="Sign in")
    album.look("sign in with a passkey", "/account/sign-in/passkey/")

    assert not album.problems, album.report


@shows("second-factor", "account/second_factor.html")
@pytest.mark.parametrize("name", ["alice", "dana"])
def test_setting_up_a_second_step(new_tab, name, request):
    user = request.getfixturevalue(name)
    album = Album(new_tab())

    in_ = lambda page: type_password(page, user)  # noqa: E731
    album.send(
        f"second factor of {name}", "/account/sign-in/", in_, button="Sign in", is_wrong=False
    )

    assert album.page.url.endswith("/account/second-factor/")
    assert not album.problems, album.report


@shows("mfa_authenticate", "account/second_step.html")
def test_second_step(new_tab, phone, key, alice, dana):
    album = Album(new_tab())
    for user in (alice, dana):
        album.page.goto("/account/sign-in/")
        type_password(album.page, user)
        press(album.page.get_by_role("button", name="Sign in"))
        album.keep(f"second step of {user.name}")
        if user is dana:
            continue
        album.send("second step left blank", album.page.url)
        press(album.page.get_by_role("button", name="Start again as somebody else"))

    assert not album.problems, album.report


@shows(
    "account",
    "account/account.html",
    "mfa_view_recovery_codes",
    "account/recovery_codes.html",
    "mfa_generate_recovery_codes",
    "account/recovery_codes_new.html",
    "mfa_deactivate_totp",
    "account/factor_remove.html",
    "mfa_reauthenticate",
    "account/confirm.html",
)
def test_account_with_codes(tab_of, phone):
    album = Album(tab_of(phone.client))

    album.look("account with codes", "/account/")
    album.look("recovery codes", "/account/recovery-codes/")
    album.look("new recovery codes", "/account/recovery-codes/new/")
    album.look("the last second step stays", "/account/codes/remove/")
    album.look("confirm with a code", "/account/confirm/code/")
    album.send("confirm with a wrong code", "/account/confirm/code/", wrong_code)

    assert not album.problems, album.report


def wrong_code(page: Page) -> None:
    page.get_by_label("Code").fill("000000")


@shows(
    "mfa_remove_webauthn",
    "account/factor_remove.html",
    "mfa_reauthenticate_webauthn",
    "account/confirm_passkey.html",
)
def test_account_with_passkeys(tab_of, key, dana):
    album = Album(tab_of(key.client))
    passkey = Authenticator.objects.filter(user=dana, type="webauthn").first()

    album.look("account with passkeys", "/account/")
    album.look("remove a passkey", f"/account/passkeys/{passkey.pk}/remove/")
    album.look("confirm with a passkey", "/account/confirm/passkey/")

    assert not album.problems, album.report


@shows(
    "mfa_activate_totp",
    "account/codes_set_up.html",
    "mfa_add_webauthn",
    "account/passkey_add.html",
    "account_change_password",
    "account/password_change.html",
    "account_reauthenticate",
    "account/confirm.html",
    "own-sessions",
    "account/sessions.html",
)
def test_ones_own_account(staff_tab, alice):
    album, elsewhere = Album(staff_tab(alice)), Device()
    elsewhere.password(alice)

    album.look("account", "/account/")
    album.look("codes from an app", "/account/codes/")
    album.send(
        "wrong code",
        "/account/codes/",
        lambda page: page.get_by_label(CODE).fill("000000"),
        button="Set up",
    )
    album.look("passkey", "/account/passkeys/add/")
    album.look("change of password", "/account/password/")
    album.send("change of password left blank", "/account/password/", button="Change password")
    album.look("confirm", "/account/confirm/")
    album.look("sessions", "/account/sessions/")

    assert not album.problems, album.report


@shows(
    "account_reset_password",
    "account/password_forgotten.html",
    "account_reset_password_done",
    "account/password_sent.html",
    "account_reset_password_from_key",
    "account/password_new.html",
)
def test_forgotten_password(new_tab, alice):
    album, address = Album(new_tab()), "/account/password/forgotten/"
    link = f"/account/password/new/{user_pk_to_url_str(alice)}-"
    fill = lambda page: page.get_by_label("E-mail address").fill(alice.email)  # noqa: E731

    album.look("forgotten password", address)
    album.send("forgotten password left blank", address, button="Send me the link")
    album.send("link was sent", address, fill, button="Send me the link", is_wrong=False)
    album.look("link does not work", f"{link}never-given/")
    album.look("new password", f"{link}{default_token_generator.make_token(alice)}/")
    album.send("new password left blank", album.page.url, button="Save password")

    assert not album.problems, album.report


def invite(clinic: Clinic, email: str) -> tuple:
    return invite_staff(clinic=clinic, email=email, role=Role.CLINICIAN)


@shows(
    "staff-invitation",
    "account/invitation.html",
    "account/invitation_accept.html",
    "account/invitation_closed.html",
    "account/too_many.html",
)
def test_invitation(new_tab, staff_tab, lakeside, alice, charlie, dana):
    album = Album(new_tab())
    _, token = invite(lakeside, "erin@lakeside.example")
    address = f"/account/invited/{token}/"

    album.look("invitation", address)
    album.send("invitation left blank", address, button="Make my account")
    _, token = invite(lakeside, charlie.email)
    album.look("invitation of somebody with an account", f"/account/invited/{token}/")
    theirs = Album(staff_tab(charlie))
    theirs.look("invitation to accept", f"/account/invited/{token}/")
    others = Album(staff_tab(alice))
    others.look("invitation of somebody else", f"/account/invited/{token}/")
    taken, token = invite(lakeside, "fay@lakeside.example")
    revoke_staff_invitation(invitation=taken, by=dana)
    album.look("invitation is over", f"/account/invited/{token}/", status=410)
    for network in ("127.0.0.1/32", "unknown"):
        while spend(TOKEN_BY_NETWORK, network):
            pass
    album.look("too many tries", f"/account/invited/{'x' * 43}/", status=429)

    found = [*album.problems, *theirs.problems, *others.problems]
    assert not found, "\n".join(found)


@shows("choose-clinic", "clinics/choose.html", "403.html")
def test_choosing_a_clinic(staff_tab, alice, harbor):
    grant_role(user=alice, clinic=harbor, role=Role.FRONT_DESK)
    album = Album(staff_tab(alice))

    album.look("choose a clinic", "/clinics/choose/")
    album.send("no clinic chosen", "/clinics/choose/")
    album.look("no clinic yet", "/question-sets/")
    alice.memberships.filter(clinic=harbor).delete()
    album.look("forbidden", "/question-sets/", status=403)
    alice.memberships.all().delete()
    album.look("no role", "/clinics/choose/")

    assert not album.problems, album.report
