"""A passkey in a real browser, with a device that Chromium plays."""

from playwright.sync_api import Page, expect

from clinics.models import User
from tests.people import PASSWORD


def give_device(page: Page) -> None:
    """One that lives in the browser's computer and knows its owner."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in(page: Page, user: User) -> None:
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_administrator_sets_a_passkey_up_and_signs_in_with_it(new_tab, dana):
    page = new_tab()
    give_device(page)
    sign_in(page, dana)
    page.get_by_role("link", name="Set up a passkey").click()
    page.get_by_label("Name of this passkey").fill("My phone")
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect(page.locator(".codes li")).to_have_count(10)

    page.get_by_role("button", name="Sign out").click()
    sign_in(page, dana)
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("heading", name="Question sets")).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in with a passkey").click()
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("heading", name="Question sets")).to_be_visible()


def test_browser_without_a_passkey_says_so(new_tab, db):
    page = new_tab()
    give_device(page)
    page.goto("/account/sign-in/passkey/")
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_text("The browser gave no passkey.")).to_be_visible()
