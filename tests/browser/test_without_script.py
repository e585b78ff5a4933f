"""An account from the invitation to a changed password, in a browser that runs no script."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from clinics.actions import invite_staff
from clinics.models import Role
from tests.browser import pressing
from tests.people import PASSWORD

EMAIL = "erin@lakeside.example"
NEW = "seven ships left the harbor"


def press(page: Page, button: str, **typed: str) -> None:
    for label, text in typed.items():
        page.get_by_label(label.replace("_", " ")).fill(text)
    pressing.press(page.get_by_role("button", name=button, exact=True))


def code(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def test_invited_clinician_gets_in_and_stays_in_charge(new_tab, lakeside):
    _, token = invite_staff(clinic=lakeside, email=EMAIL, role=Role.CLINICIAN)
    page = new_tab(java_script_enabled=False)
    page.goto(f"/account/invited/{token}/")
    page.get_by_label("Your name").fill("Erin")
    page.get_by_label("Choose a password").fill(PASSWORD)
    press(page, "Make my account")
    sign_in(page, PASSWORD)

    page.get_by_role("link", name="Set up codes").click()
    secret = page.locator("code").inner_text()
    press(page, "Set up", Code_that_the_app_shows_now=code(secret))
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Queue")

    page.get_by_role("link", name="Erin").click()
    page.get_by_role("link", name="Change your password").click()
    page.get_by_label("Your password now").fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill(NEW)
    press(page, "Change password", The_same_password_again=NEW)
    expect(page.get_by_role("status")).to_contain_text("Your password is changed.")
    page.get_by_role("link", name="See where you are signed in").click()
    expect(page.get_by_text("Here, now")).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    sign_in(page, NEW)
    press(page, "Continue", Code=code(secret, 1))
    expect(page.get_by_role("heading", level=1)).to_have_text("Queue")


def sign_in(page: Page, password: str) -> None:
    page.get_by_label("E-mail address").fill(EMAIL)
    press(page, "Sign in", Password=password)
