"""The control: a small site with holes, which a scanner that finds nothing anywhere would miss.

`python -m tests.scanners.broken PORT` serves it on loopback. It holds no data worth having.
"""

import re
import sqlite3
import sys
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs
from urllib.request import urlopen
from wsgiref.simple_server import WSGIRequestHandler, make_server

Start = Callable[[str, list[tuple[str, str]]], Any]
NOTES: list[str] = []
COMMAND = re.compile(r"[;&|]\s*env\b")
INDEX = """<h1>A broken site</h1>
<a href="/greet/?name=Ann">greet</a> <a href="/find/?id=1">find</a>
<a href="/go/?to=/">go</a> <a href="/notes/">notes</a> <a href="/wall/">wall</a>
<a href="/ping/?host=here">ping</a> <a href="/read/?page=one.txt">read</a>
<a href="/fetch/?from=x">fetch</a>"""
NOTE_FORM = (
    '<form method="post" action="/notes/"><input name="note" value="x"><button>Keep</button></form>'
)


def database() -> sqlite3.Connection:
    made = sqlite3.connect(":memory:", check_same_thread=False)
    made.execute("CREATE TABLE patients (id integer, name text)")
    made.executemany("INSERT INTO patients VALUES (?, ?)", enumerate(["Ann", "Ben", "Cy"], 1))
    return made


DATABASE = database()


def greet(values: dict[str, str]) -> str:
    """Reflected script."""
    return f"<h1>Hello {values.get('name', '')}</h1>"


def find(values: dict[str, str]) -> str:
    """SQL from a parameter."""
    query = f"SELECT name FROM patients WHERE id = {values.get('id', '1')}"  # noqa: S608
    return "".join(f"<p>{name}</p>" for (name,) in DATABASE.execute(query))


def notes(values: dict[str, str]) -> str:
    if "note" in values:
        NOTES.append(values["note"])
    return NOTE_FORM


def wall(values: dict[str, str]) -> str:
    """Stored script: what others kept."""
    return "".join(f"<p>{note}</p>" for note in NOTES)


def ping(values: dict[str, str]) -> str:
    """A command. It only looks as if: a real one would be open to everybody on this machine."""
    return "<pre>PATH=/usr/bin\nPWD=/</pre>" if COMMAND.search(values.get("host", "")) else "Sent."


def read(values: dict[str, str]) -> str:
    """A file that was not meant to be read; it, too, only looks as if."""
    return (
        "<pre>root:x:0:0:root:/root:/bin/sh</pre>"
        if "/etc/passwd" in values.get("page", "")
        else ""
    )


def fetch(values: dict[str, str]) -> str:
    """Asks whatever server it is told to, on this machine."""
    wanted = values.get("from", "")
    if not wanted.startswith("http://127.0.0.1:"):
        return "Not found."
    with urlopen(wanted, timeout=5) as answer:  # noqa: S310 - loopback only
        return f"{len(answer.read())} bytes."


PAGES = {
    "/": lambda values: INDEX,
    "/greet/": greet,
    "/find/": find,
    "/notes/": notes,
    "/wall/": wall,
    "/ping/": ping,
    "/read/": read,
    "/fetch/": fetch,
}


def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    values = values_of(environ)
    if environ["PATH_INFO"] == "/go/":
        start("302 Found", [("Location", values.get("to", "/"))])  # wherever it says
        return [b""]
    page = PAGES.get(environ["PATH_INFO"])
    if page is None:
        start("404 Not Found", [("Content-Type", "text/plain")])
        return [b"Nothing here."]
    try:
        text = page(values)
    except sqlite3.Error as error:
        start("500 Internal Server Error", [("Content-Type", "text/html")])
        return [f"sqlite3.OperationalError: {error}".encode()]
    start("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    return [f"<!doctype html><title>Broken</title>{text}".encode()]


def values_of(environ: dict[str, Any]) -> dict[str, str]:
    sent = environ.get("QUERY_STRING", "")
    if environ["REQUEST_METHOD"] == "POST":
        length = int(environ.get("CONTENT_LENGTH") or 0)
        sent = environ["wsgi.input"].read(length).decode(errors="replace")
    return {name: found[-1] for name, found in parse_qs(sent, keep_blank_values=True).items()}


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is its own
        pass


if __name__ == "__main__":
    with make_server("127.0.0.1", int(sys.argv[1]), application, handler_class=Quiet) as server:
        server.serve_forever()
