"""What axe finds wrong, without being asked twice about the same.

Contrast takes most of its time, and words that look alike have the same: one of each look is
judged (`scripts/looks.js`). At another width, where no word looks otherwise, only sizes change.
"""

from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
LOOKS = Path(__file__).parent / "scripts" / "looks.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = "color-contrast"
BY_SIZE = ["target-size", "scrollable-region-focusable", "link-in-text-block"]
ONE_OF_EACH_LOOK = {"include": [["[data-look]"]]}
RUN = "([where, options]) => axe.run(where ?? document, options)"


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def violations(page: Page, known: list[str] | None = None) -> list[str]:
    """Of the page as it is now. `known` are looks that were judged, and takes in the new ones."""
    if not page.evaluate("() => 'axe' in globalThis"):
        page.evaluate(f"() => {{ {text(AXE)} }}")
    is_first = not known
    known = [] if known is None else known
    known[:] = page.evaluate(text(LOOKS), known)
    looks_otherwise = page.locator("[data-look]").count() > 0
    if not looks_otherwise and not is_first:
        return run(page, {"type": "rule", "values": BY_SIZE})
    found = low_contrast(page) if looks_otherwise else []
    without_contrast = {CONTRAST: {"enabled": False}}
    return found + run(page, {"type": "tag", "values": RULES}, rules=without_contrast)


def low_contrast(page: Page) -> list[str]:
    return run(page, {"type": "rule", "values": [CONTRAST]}, where=ONE_OF_EACH_LOOK)


def run(page: Page, only: dict[str, Any], where: Any = None, **more: Any) -> list[str]:
    options = {"runOnly": only, "resultTypes": ["violations"], "preload": False, **more}
    return [
        f"{rule['id']} ({rule['impact']}) at {node['target']}: {node['failureSummary']}"
        for rule in page.evaluate(RUN, [where, options])["violations"]
        for node in rule["nodes"]
    ]
