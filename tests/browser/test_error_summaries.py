"""After a mistake the summary has the focus, says so in the title and leads to the mistake.

Where each of its links leads is looked at on every wrong page, in the tests of the pages.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import script
from tests.browser.pressing import press


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def wrong(request, patient_tab) -> Page:
    """A blood pressure with three mistakes in it."""
    page = patient_tab(java_script_enabled=request.param)
    page.goto("/intake/question/blood_pressure/")
    page.get_by_label("Top number").fill("118/78")
    page.get_by_label("Month").fill("Febtember")
    page.get_by_label("Day").fill("31")
    page.get_by_label("Year").fill("2026")
    press(page.get_by_role("button", name="Continue"))
    return page


def test_summary_has_the_focus_and_the_title_says_error(wrong):
    expect(wrong.locator(".error-summary")).to_be_focused()
    expect(wrong.locator(".error-summary")).to_be_in_viewport()
    assert wrong.title().startswith("Error: What was your last blood pressure reading?")


def test_each_link_moves_the_keyboard_to_its_mistake(wrong):
    names = []

    for link in wrong.locator(".error-summary a").all():
        link.focus()
        wrong.keyboard.press("Enter")
        names.append(wrong.evaluate("() => document.activeElement.name"))
        assert wrong.evaluate(script("described"))["isVisible"]

    assert names == ["systolic", "diastolic", "measured_on_month", "method"]


def test_typed_text_is_still_there(wrong):
    expect(wrong.get_by_label("Top number")).to_have_value("118/78")
    expect(wrong.get_by_label("Month")).to_have_value("Febtember")


def test_mistake_put_right_goes_on(wrong):
    wrong.get_by_label("Top number").fill("118")
    wrong.get_by_label("Bottom number").fill("78")
    wrong.get_by_label("Month").fill("1")
    wrong.get_by_label("Arm cuff").check()
    wrong.get_by_role("button", name="Continue").click()

    expect(wrong).not_to_have_url(re.compile("blood_pressure"))
