"""What axe finds wrong, without being asked twice about the same.

Contrast takes most of its time, and words that look alike have the same: one of each look is
judged (`scripts/looks.js`). At another width, where no word looks otherwise, only sizes change.
"""

from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import BrowserContext, Page

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
SCRIPTS = Path(__file__).parent / "scripts"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = "color-contrast"
BY_SIZE = ["target-size", "scrollable-region-focusable", "link-in-text-block"]
ONE_OF_EACH_LOOK = {"include": [["[data-look]"]]}


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def bring_axe(context: BrowserContext) -> None:
    """Into every page of this browser, to begin when it is asked: half a megabyte is sent and
    read once, not with each page."""
    context.add_init_script(f"globalThis.beginAxe = () => {{ {text(AXE)} }};")


def violations(page: Page, *, is_again: bool = False) -> list[str]:
    """Of the page as it is now; again after it changed, without what is known of it."""
    looks_otherwise = page.evaluate(text(SCRIPTS / "looks.js"), is_again) > 0
    if is_again and not looks_otherwise:
        return run(page, {"type": "rule", "values": BY_SIZE})
    found = low_contrast(page) if looks_otherwise else []
    without_contrast = {CONTRAST: {"enabled": False}}
    return found + run(page, {"type": "tag", "values": RULES}, rules=without_contrast)


def low_contrast(page: Page) -> list[str]:
    return run(page, {"type": "rule", "values": [CONTRAST]}, where=ONE_OF_EACH_LOOK)


def run(page: Page, only: dict[str, Any], where: Any = None, **more: Any) -> list[str]:
    options = {"runOnly": only, "resultTypes": ["violations"], "preload": False, **more}
    return page.evaluate(text(SCRIPTS / "axe.js"), [where, options])
