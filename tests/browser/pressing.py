"""To press what leads to another page, and be there."""

from playwright.sync_api import Locator


def press(button: Locator) -> None:
    """A click alone may be over before the browser has left: the old page would be read."""
    with button.page.expect_navigation():
        button.click()
