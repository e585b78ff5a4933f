"""Everything that is looked at on every page, at every width; the answer is what is wrong."""

import base64
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.axes import violations

SCRIPTS = Path(__file__).parent / "scripts"
PHONE, DESKTOP, NARROWEST = 390, 1280, 320
HEIGHT = 844
LEAST_TARGET = 44
CARELESS = re.compile(r".*(?:This field is required|[^.]\.\.(?!\.)).*")
"""Words of the framework's own, and a full stop after an abbreviation's."""

LEAST_TICK = 0.05
"""The share of a tick box that a tick must turn visibly."""


@cache
def script(name: str) -> str:
    return (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")


def problems_of(page: Page, *, is_patients: bool = False) -> list[str]:
    """By axe at both widths, and by the eye of somebody with a small screen or large letters."""
    found: list[str] = []
    known: list[str] = []
    for width in (PHONE, DESKTOP):
        resize(page, width)
        found += [f"{width} px: {one}" for one in violations(page, known)]
        found += sideways(page, width)
    found += [f"{DESKTOP} px: {one}" for one in page.evaluate(script("cut_off"))]
    resize(page, NARROWEST)
    found += sideways(page, NARROWEST)
    found += at_double_size(page, PHONE if is_patients else DESKTOP)
    if is_patients:
        resize(page, PHONE)
        targets = page.evaluate(script("small_targets"), LEAST_TARGET)
        found += [f"small target: {one}" for one in targets]
    found += [f"careless words: {one}" for one in CARELESS.findall(page.inner_text("body"))]
    if page.locator(".error-summary").count():
        found += wrong_summary(page)
    return [*found, *invisible_ticks(page)]


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHT})


def sideways(page: Page, width: int) -> list[str]:
    return [f"{width} px: {one}" for one in page.evaluate(script("sticking_out"))]


def at_double_size(page: Page, width: int) -> list[str]:
    resize(page, width)
    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    found = page.evaluate(script("sticking_out"))
    page.evaluate("() => { document.documentElement.style.fontSize = '' }")
    return [f"{width} px, letters twice as large: {one}" for one in found]


def wrong_summary(page: Page) -> Iterator[str]:
    """Each link of the summary must lead to a control that is there, and that says the same."""
    if not page.title().startswith("Error: "):
        yield f"title without an error: {page.title()}"
    links = page.locator(".error-summary a[href^='#']")
    for link in links.all():
        message = link.inner_text()
        link.click()
        control = page.evaluate(script("described"))
        if not (control["isControl"] and control["isVisible"]):
            yield f"the summary's link leads to no control: {message}"
        elif message not in control["description"]:
            yield f"the control is not described by: {message}"


def invisible_ticks(page: Page) -> list[str]:
    """Ticked and not ticked must look different, by a contrast of 3 to 1."""
    places = page.evaluate(script("set_ticks"), False)
    if not places:
        return []
    before = picture(page)
    page.evaluate(script("set_ticks"), True)
    after = picture(page)
    shares = compared(page, before, after, places)
    return [
        f"tick cannot be seen: {place['name']} ({share:.0%})"
        for place, share in zip(places, shares, strict=True)
        if share < LEAST_TICK
    ]


def picture(page: Page) -> bytes:
    return page.screenshot(full_page=True, animations="disabled")


def compared(page: Page, before: bytes, after: bytes, places: list[dict[str, Any]]) -> list[float]:
    """On an empty page: the policy of ours lets no picture be read."""
    loupe = page.context.new_page()
    pictures = {
        "before": base64.b64encode(before).decode(),
        "after": base64.b64encode(after).decode(),
    }
    shares = loupe.evaluate(script("contrast"), {**pictures, "places": places})
    loupe.close()
    return shares
