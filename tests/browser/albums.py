"""Pages of one kind, each looked at under a name of its own.

With PICTURES=folder a picture of each page is left there too, as a phone and as a desk shows it.
"""

import os
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.looking import DESKTOP, PHONE, picture, problems_of, resize
from tests.browser.pressing import press

Fill = Callable[[Page], object]


def as_it_is(_page: Page) -> None:
    """Nothing is filled in."""


class Album:
    """Looking leaves ticks behind, so every look begins by opening the address."""

    def __init__(self, page: Page, *, is_patients: bool = False) -> None:
        self.page, self.is_patients = page, is_patients
        self.problems: list[str] = []

    def look(self, name: str, address: str, *, status: int = 200) -> None:
        response = self.page.goto(address)
        assert response is not None
        assert response.status == status, (name, response.status)
        self.keep(name)

    def send(
        self,
        name: str,
        address: str,
        fill: Fill = as_it_is,
        *,
        button: str = "Continue",
        is_wrong: bool = True,
    ) -> None:
        """What comes after the form was filled in: the same page with errors, or another one."""
        self.page.goto(address)
        fill(self.page)
        press(self.page.get_by_role("button", name=button, exact=True))
        assert self.page.title().startswith("Error: ") is is_wrong, (name, self.page.title())
        self.keep(name)

    def keep(self, name: str) -> None:
        if folder := os.environ.get("PICTURES"):
            draw(self.page, Path(folder) / name.replace(" ", "-"))
        found = problems_of(self.page, is_patients=self.is_patients)
        self.problems += [f"{name}: {one}" for one in found]

    @property
    def report(self) -> str:
        """A problem a line; empty when all is well."""
        return "\n".join(self.problems)


def draw(page: Page, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    for width in (PHONE, DESKTOP):
        resize(page, width)
        path.with_name(f"{path.name}-{width}.png").write_bytes(picture(page))
