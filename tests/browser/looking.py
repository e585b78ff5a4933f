"""Everything that is looked at on every page, at every width; the answer is what is wrong."""

import base64
import re
from collections.abc import Iterator
from functools import cache
from math import ceil, floor
from pathlib import Path
from typing import Any

from playwright.sync_api import FloatRect, Page

from tests.browser.axes import violations

SCRIPTS = Path(__file__).parent / "scripts"
PHONE, DESKTOP, NARROWEST = 390, 1280, 320
HEIGHT = 844
LEAST_TARGET = 44
CARELESS = re.compile(r".*(?:This field is required|[^.]\.\.(?!\.)).*")
"""Words of the framework's own, and a full stop after an abbreviation's."""

Place = dict[str, Any]
"""A box on the page, in pixels."""

LEAST_TICK = 0.05
"""The share of a tick box that a tick must turn visibly."""


@cache
def script(name: str) -> str:
    return (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")


def problems_of(page: Page, *, is_patients: bool = False) -> list[str]:
    """By axe at both widths, and by the eye of somebody with a small screen or large letters.

    The width that the page is made for comes last: to change it is to draw it all again.
    """
    other, own = (DESKTOP, PHONE) if is_patients else (PHONE, DESKTOP)
    found = sideways(page, NARROWEST)
    found += by_axe(page, other)
    found += sideways(page, other)
    found += by_axe(page, own, is_again=True)
    found += sideways(page, own)
    found += at_double_size(page, own)
    if is_patients:
        targets = page.evaluate(script("small_targets"), LEAST_TARGET)
        found += [f"small target: {one}" for one in targets]
    words = page.evaluate("() => document.body.innerText")
    found += [f"careless words: {one}" for one in CARELESS.findall(words)]
    if page.locator(".error-summary").count():
        found += wrong_summary(page)
    return [*found, *invisible_ticks(page)]


def resize(page: Page, width: int) -> None:
    if (page.viewport_size or {}).get("width") != width:
        page.set_viewport_size({"width": width, "height": HEIGHT})


def by_axe(page: Page, width: int, *, is_again: bool = False) -> list[str]:
    resize(page, width)
    return [f"{width} px: {one}" for one in violations(page, is_again=is_again)]


def sideways(page: Page, width: int) -> list[str]:
    """What is to be reached sideways; on a desk not even by what scrolls by itself."""
    resize(page, width)
    found = page.evaluate(script("sticking_out"))
    found += page.evaluate(script("cut_off")) if width == DESKTOP else []
    return [f"{width} px: {one}" for one in found]


def at_double_size(page: Page, width: int) -> list[str]:
    resize(page, width)
    found = page.evaluate(
        f"""() => {{
            const {{ style }} = document.documentElement;
            style.fontSize = "200%";
            const found = ({script("sticking_out")})();
            style.fontSize = "";
            return found;
        }}"""
    )
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
    area = around(places)
    before = picture(page, area)
    page.evaluate(script("set_ticks"), True)
    after = picture(page, area)
    within = [one | {"x": one["x"] - area["x"], "y": one["y"] - area["y"]} for one in places]
    shares = compared(page, before, after, within)
    return [
        f"tick cannot be seen: {place['name']} ({share:.0%})"
        for place, share in zip(places, shares, strict=True)
        if share < LEAST_TICK
    ]


def around(places: list[Place]) -> FloatRect:
    """The least in whole pixels that holds them all; a box may be empty, a picture may not."""
    x, y = (max(0, floor(min(one[start] for one in places))) for start in ("x", "y"))
    right = ceil(max(one["x"] + one["width"] for one in places))
    bottom = ceil(max(one["y"] + one["height"] for one in places))
    return {"x": x, "y": y, "width": max(1, right - x), "height": max(1, bottom - y)}


def picture(page: Page, area: FloatRect | None = None) -> bytes:
    return page.screenshot(full_page=True, animations="disabled", clip=area)


def compared(page: Page, before: bytes, after: bytes, places: list[Place]) -> list[float]:
    pictures = {
        "before": base64.b64encode(before).decode(),
        "after": base64.b64encode(after).decode(),
    }
    return page.evaluate(script("contrast"), {**pictures, "places": places})
