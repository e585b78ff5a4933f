"""Somebody at a browser without JavaScript: clicks what a page shows, fills in what it asks.

A link or a button that is not there, a box that the form does not have and an option that it
does not offer fail the story. Forms are sent with all their hidden fields, the CSRF token too.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client

from tests.journeys.documents import Control, Form, Page


class Visitor:
    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.response = HttpResponse()
        self.forms_sent = 0

    def open(self, address: str) -> "Visitor":
        return self._arrive(self.client.get(address, follow=True))

    def click(self, text: str) -> "Visitor":
        found = self.page.links_named(text)
        assert len(found) == 1, f"{len(found)} links {text!r} among {self.page.links}"
        return self.open(urljoin(self.address, found.pop()))

    def press(self, button: str, typed: Mapping[str, Any] | None = None) -> "Visitor":
        """The button with these words, once its form is filled in."""
        form, pressed = self.page.button(button)
        filled = form.filled(typed or {}) | ({pressed.name: pressed.value} if pressed.name else {})
        address = urljoin(self.address, form.action) if form.action else self.whole_address
        if form.method == "get":
            return self._arrive(self.client.get(address.partition("?")[0], filled, follow=True))
        self.forms_sent += 1
        return self._arrive(self.client.post(address, filled, follow=True))

    def force(self, address: str, data: Mapping[str, Any]) -> "Visitor":
        """Send what no page offers, as a broken browser or a tampered form would."""
        token = {"csrfmiddlewaretoken": self.page.token}
        return self._arrive(self.client.post(address, token | data, follow=True))

    def _arrive(self, response: HttpResponse) -> "Visitor":
        self.response = response
        assert response.status_code < 500, response.content.decode()
        return self

    @property
    def page(self) -> Page:
        return Page(self.response.content.decode())

    @property
    def address(self) -> str:
        return self.response.request["PATH_INFO"]

    @property
    def whole_address(self) -> str:
        query = self.response.request.get("QUERY_STRING", "")
        return f"{self.address}?{query}" if query else self.address

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        return self.page.text

    @property
    def title(self) -> str:
        return self.page.title

    def control(self, name: str) -> list[Control]:
        return [one for form in self.page.forms for one in form.controls if one.name == name]

    def form(self, button: str = "Continue") -> Form:
        return self.page.button(button)[0]


def path_of(link: str) -> str:
    """Of a link as it stands in a message: the part that this server answers."""
    return urlsplit(link).path
