"""What staff read on a page."""

from typing import Any

from django.http import HttpResponse

from tests.journeys.documents import Page


def read(response: HttpResponse) -> str:
    """All words of the page, on one line."""
    return Page(response.content.decode()).text


def between(response: HttpResponse, start: str, end: str) -> str:
    said = read(response)
    assert start in said, said
    return said.partition(start)[2].partition(end)[0].strip()


def problems(response: HttpResponse) -> list[str]:
    """What the summary at the top lists; each page that has one says so in its title too."""
    page = Page(response.content.decode())
    assert page.title.startswith("Error: ")
    assert "There is a problem" in page.text
    form = response.context["form"]
    return [str(message) for messages in form.errors.values() for message in messages]


def sent(response: HttpResponse, button: str, typed: dict[str, Any]) -> dict[str, Any]:
    """What a browser sends from the form with this button, once it is filled in."""
    form, pressed = Page(response.content.decode()).button(button)
    chosen = {pressed.name: pressed.value} if pressed.name else {}
    return form.filled(typed) | chosen
