"""Every page there is stands in an album."""

import importlib
import inspect
from pathlib import Path

import pytest
from django.urls import get_resolver

from tests.browser.contents import page_templates, shown
from tests.matrix.routes import routes
from tests.matrix.table import ROUTES

NO_PAGES = {
    "health": "a word for a machine",
    "audit-export": "a file",
    "codebook": "a file",
    "export-json": "a file",
    "export-traceability": "a file",
    "export-yaml": "a file",
    "account_login": "another name of the page to sign in",
    "move-part": "leads back to the outline",
    "patient:next": "leads to the next page",
}


@pytest.fixture(scope="module")
def declared() -> set[str]:
    modules = [f"tests.browser.{path.stem}" for path in Path(__file__).parent.glob("test_*.py")]
    tests = [
        test
        for module in modules
        for _, test in inspect.getmembers(importlib.import_module(module), inspect.isfunction)
    ]
    marks = [mark for test in tests for mark in getattr(test, "pytestmark", ())]
    return {name for mark in marks if mark.name == "shows" for name in mark.args}


def test_every_page_is_in_an_album(declared):
    assert sorted(page_templates() - declared) == []


def test_every_address_that_answers_with_a_page_is_in_an_album(declared):
    known = {name for name, _ in routes(get_resolver().url_patterns)}
    pages = {name for name in known if "GET" in ROUTES[name].methods}
    assert sorted(pages - NO_PAGES.keys() - declared) == []


def test_no_album_declares_what_is_not_there(declared):
    assert sorted(declared - page_templates() - ROUTES.keys()) == []


def test_page_that_is_shown_is_noted(client, db):
    with shown() as names:
        client.get("/")
        client.get("/i/never-given-out/")

    assert names == {"home", "home.html", "base.html", "404.html"}
