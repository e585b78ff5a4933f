"""Every form and every parameter that a signed-in visitor can reach, each kind once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.urls import Resolver404, resolve

from tests.deployed.visits import Answer, Visitor
from tests.intakes import shipped

TOKEN = "csrfmiddlewaretoken"
TYPES = {
    question["link_id"]: question["type"]
    for section in shipped()["sections"]
    for question in section["questions"]
}
MOST_PAGES = 400
CARRIED = {"seen_revision", "revision", "sha256", "stamp"}
"""What forms of one kind carry along unseen, and one function reads."""
NUMBER = re.compile(r"\d+|(?<=^parameter-).+")


def place(url: str) -> str:
    """The name of the route, and what picks another form at the same one."""
    try:
        match = resolve(urlsplit(url).path)
    except Resolver404:
        return "nowhere"
    picked = [match.kwargs[key] for key in ("kind", "name") if key in match.kwargs]
    if "link_id" in match.kwargs:
        picked.append(TYPES.get(match.kwargs["link_id"], "unknown"))
    return " ".join([match.view_name, *picked])


@dataclass(frozen=True)
class Target:
    """A request with fields to try. `page` is where the form stands."""

    method: str
    url: str
    fields: tuple[tuple[str, str], ...]
    page: str

    def __str__(self) -> str:
        return f"{self.method} {place(self.url)} {' '.join(self.names)}"

    @property
    def kind(self) -> tuple[str, str, tuple[str, ...]]:
        """What makes two targets the same: whose row it is does not."""
        return self.method, place(self.url), tuple(self.names)

    @property
    def names(self) -> list[str]:
        return sorted({name for name, _ in self.fields} - {TOKEN})


def repeats(targets: list[Target]) -> dict[Target, set[str]]:
    """Of each target the fields that need no trial of their own: rows after the first, and what is
    carried along by every form of a view."""
    seen, found = set[tuple[str, str, str]](), dict[Target, set[str]]()
    for target in targets:
        found[target] = set()
        for name in target.names:
            where = place(target.url).split()[0] if name in CARRIED else place(target.url)
            kind = target.method, where, NUMBER.sub("#", name)
            if kind in seen:
                found[target].add(name)
            seen.add(kind)
    return found


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


def targets_of(pages: list[Page], *, avoid: re.Pattern[str]) -> list[Target]:
    """What stands on these pages and has a field; addresses that match `avoid` are left out."""
    found: dict[tuple[str, str, tuple[str, ...]], Target] = {}
    for page in pages:
        query = tuple(parse_qsl(urlsplit(page.address).query, keep_blank_values=True))
        here = Target("GET", page.address.partition("?")[0], query, page.address)
        for target in (here, *page.targets):
            if target.names and not avoid.search(urlsplit(target.url).path):
                found.setdefault(target.kind, target)
    return list(found.values())


def by_page(pages: list[Page], targets: list[Target]) -> Iterator[tuple[str, list[str]]]:
    """Each page on which something is to be tried, and the paths that belong to others."""
    seen = {urlsplit(link).path for page in pages for link in page.links}
    seen |= {urlsplit(target.url).path for page in pages for target in page.targets}
    seen |= {urlsplit(page.address).path for page in pages}
    for address in dict.fromkeys(target.page for target in targets):
        own = {urlsplit(target.url).path for target in targets if target.page == address}
        yield address, sorted(seen - own - {urlsplit(address).path, "/"})


def walk(visitor: Visitor, start: list[str], *, avoid: re.Pattern[str]) -> Iterator[Page]:
    """These pages, and one of each other kind that is found from them."""
    waiting = [visitor.absolute(path) for path in start]
    first = set(waiting)
    known: set[tuple[str, str, tuple[str, ...]]] = set()
    while waiting and len(known) < MOST_PAGES:
        address = waiting.pop(0)
        query = tuple(parse_qsl(urlsplit(address).query, keep_blank_values=True))
        kind = Target("GET", address, query, address).kind
        is_left_out = avoid.search(urlsplit(address).path) or not address.startswith(visitor.url)
        if (kind in known and address not in first) or is_left_out:
            continue
        known.add(kind)
        first.discard(address)
        answer = visitor.get(address)
        if answer.status == 200:
            page = read(answer)
            waiting += page.links
            yield page


def read(answer: Answer) -> Page:
    page = Page(answer.url)
    page.feed(answer.text)
    return page
