"""What the albums show, by the names of addresses and templates.

An album declares it with `@shows(...)`. What it declares must really have been shown, and what a
page is made by must be declared by some album (`test_albums.py`): no page is forgotten.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.test.signals import template_rendered

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
USED = re.compile(r'\{% (?:extends|include) "([^"]+)"')
FORMS = "forescreen/"

shows = pytest.mark.shows


def page_templates() -> set[str]:
    """Those of whole pages: no other is made of them, and they are no part of one. Previews stand
    around pages of patients, which stay whole pages."""
    files = {path.relative_to(TEMPLATES): path for path in TEMPLATES.rglob("*.html")}
    around = [path for name, path in files.items() if name.parts[0] != "preview"]
    used = {name for path in around for name in USED.findall(path.read_text("utf-8"))}
    whole = {str(name) for name in files if not any(part.startswith("_") for part in name.parts)}
    return {name for name in whole - used if not name.startswith(FORMS)}


@contextmanager
def shown() -> Iterator[set[str]]:
    """Meanwhile: every template that is rendered, and every address that answers with a page."""
    names: set[str] = set()
    pages = page_templates()

    def note(sender: Any, template: Any, context: Any, **_: Any) -> None:
        if template.name is None:
            return
        names.add(template.name)
        match = getattr(context.get("request"), "resolver_match", None)
        if match and template.name in pages and not template.name.startswith(("4", "5")):
            names.add(match.view_name)

    template_rendered.connect(note, weak=False)
    try:
        yield names
    finally:
        template_rendered.disconnect(note)
