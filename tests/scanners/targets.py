"""Every form and every parameter that a signed-in visitor can reach, each kind once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

from tests.deployed.visits import Answer, Visitor

TOKEN = "csrfmiddlewaretoken"
# Row ids, numbers, tokens, questions: what differs between two addresses of one view.
IDENTIFIER = re.compile(
    r"(?<=/)([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+|[\w-]{43}|(?<=question/)\w+)(?=/)"
)
MOST_PAGES = 400


@dataclass(frozen=True)
class Target:
    """A request with fields to try. `page` is where the form stands."""

    method: str
    url: str
    fields: tuple[tuple[str, str], ...]
    page: str

    @property
    def kind(self) -> tuple[str, str, tuple[str, ...]]:
        """What makes two targets the same: identifiers in the path do not."""
        path = IDENTIFIER.sub("*", urlsplit(self.url).path)
        return self.method, path, tuple(sorted({name for name, _ in self.fields}))

    @property
    def names(self) -> list[str]:
        return sorted({name for name, _ in self.fields} - {TOKEN})


class Page(HTMLParser):
    """The links of a page and the forms with their fields, filled as far as the page fills them."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.links: list[str] = []
        self.targets: list[Target] = []
        self.form: dict[str, str | None] | None = None
        self.fields: list[tuple[str, str]] = []
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "a":
            self.links.append(urljoin(self.address, given.get("href") or ""))
        elif tag == "form":
            self.form, self.fields = given, []
        elif tag == "select":
            self.select = name
            self.fields.append((name, ""))
        elif tag == "option" and self.select and given.get("value"):
            self.fields = [f for f in self.fields if f[0] != self.select]
            self.fields.append((self.select, given["value"] or ""))
        elif name and tag in ("input", "textarea", "button"):
            self.field(tag, name, given)

    def field(self, tag: str, name: str, given: dict[str, str | None]) -> None:
        """Of several choices of one name the first stands for all."""
        if name not in {known for known, _ in self.fields}:
            self.fields.append((name, given.get("value") or ("1" if tag != "button" else "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "form" and self.form is not None:
            method = (self.form.get("method") or "get").upper()
            url = urljoin(self.address, self.form.get("action") or "")
            self.targets.append(Target(method, url, tuple(self.fields), self.address))
            self.form = None


def targets_of(visitor: Visitor, start: list[str], *, avoid: re.Pattern[str]) -> Iterator[Target]:
    """Walks the site from these paths; addresses that match `avoid` are not looked at."""
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    for page in pages(visitor, start, avoid):
        query = tuple(parse_qsl(urlsplit(page.address).query, keep_blank_values=True))
        here = Target("GET", page.address.partition("?")[0], query, page.address)
        for target in (here, *page.targets):
            if target.names and target.kind not in seen and not avoid.search(target.url):
                seen.add(target.kind)
                yield target


def pages(visitor: Visitor, start: list[str], avoid: re.Pattern[str]) -> Iterator[Page]:
    waiting = [visitor.absolute(path) for path in start]
    known: set[tuple[str, str, tuple[str, ...]]] = set()
    while waiting and len(known) < MOST_PAGES:
        address = waiting.pop(0)
        query = tuple(parse_qsl(urlsplit(address).query, keep_blank_values=True))
        kind = Target("GET", address, query, address).kind
        if "/question/" in address:  # each has fields of its own
            kind = ("GET", address, ())
        if kind in known or avoid.search(address) or not address.startswith(visitor.url):
            continue
        known.add(kind)
        page = read(visitor.get(address))
        waiting += page.links
        yield page


def read(answer: Answer) -> Page:
    page = Page(answer.url)
    page.feed(answer.text)
    return page
