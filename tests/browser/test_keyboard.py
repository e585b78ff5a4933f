"""Everything can be reached with the keyboard, and one always sees where one is."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import PHONE, resize, script
from tests.browser.pressing import press

MOST_STOPS = 250


def stops(page: Page) -> list[dict]:
    """Each place that Tab leads to, once around the page."""
    found = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        place = page.evaluate(script("focused"))
        if place is None:
            return found
        found.append(place)
    raise AssertionError(f"Tab leads nowhere out: {found[-5:]}")


def lost(page: Page) -> list[str]:
    """Stops without a ring, or under something else."""
    found = stops(page)
    assert len(found) > 3
    return [one["name"] for one in found if not one["hasRing"] or one["isCovered"]]


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_patient_sees_where_the_keyboard_is(patient_tab, width):
    page = patient_tab()
    resize(page, width)

    for address in (
        "/intake/question/completed_by/",
        "/intake/question/heart_history/",
        "/intake/question/blood_pressure/",
        "/intake/question/medicines/",
        "/intake/crisis/",
    ):
        page.goto(address)
        assert lost(page) == [], address


def test_clinician_sees_where_the_keyboard_is(staff_tab, alice, rich):
    page = staff_tab(alice)

    for address in ("/queue/", rich.get_absolute_url(), f"{rich.get_absolute_url()}decide/"):
        page.goto(address)
        assert lost(page) == [], address


def test_skip_link_leads_past_the_header(patient_tab):
    page = patient_tab()
    page.goto("/intake/question/completed_by/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("() => document.activeElement.closest('main') !== null")


def test_question_is_answered_with_the_keyboard_alone(patient_tab):
    page = patient_tab()
    page.goto("/intake/question/completed_by/")

    page.get_by_label("Me", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("treatment_reasons"))


def test_enter_in_a_medicine_sends_the_list_and_removes_nothing(patient_tab):
    page = patient_tab()
    page.goto("/intake/question/medicines/")
    page.get_by_label("Name").first.fill("sertraline")
    press(page.get_by_role("button", name="Add another medicine"))

    page.get_by_label("Name").first.press("Enter")

    expect(page).not_to_have_url(re.compile("question/medicines"))


def test_row_that_was_added_is_ready_to_be_filled(patient_tab):
    page = patient_tab()
    page.goto("/intake/question/medicines/")
    page.get_by_label("Name").first.fill("sertraline")

    press(page.get_by_role("button", name="Add another medicine"))

    expect(page.get_by_label("Name").nth(1)).to_be_focused()
    expect(page.get_by_label("Name").first).to_have_value("sertraline")
