"""One value in one field of one form, sent and rolled back, and what is wrong with the answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import Resolver404, resolve, reverse

from tests.hostile.strings import Value
from tests.journeys.documents import Control, Form, Page
from tests.matrix.actors import Actor
from tests.matrix.cells import FORM, Desk, logged, undone
from tests.matrix.forms import Forms
from tests.matrix.table import ROUTES, Public, StaffPage
from tests.matrix.things import things

TOKEN = "csrfmiddlewaretoken"
BOUNDARY = "between-the-fields"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
TYPED = {"text", "email", "tel", "number", "search", "url", "date", "textarea"}
ANSWERED = {200, 201, 302, 303, 400, 404, 409, 410, 422, 429}
IN_DRAFT = {
    "new-part",
    "new-part-in",
    "edit-part",
    "edit-condition",
    "edit-comparison",
    "edit-cases",
    "edit-case",
    "new-case",
    "case-candidates",
    "edit-never-asked",
    "import-document",
}


@dataclass(frozen=True)
class Place:
    """A page with forms, and somebody whom it is for."""

    name: str
    address: str
    actor: Actor
    typed: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        return f"{self.name} {self.address}"


def places(desk: Desk, forms: Forms) -> Iterator[Place]:
    """Every address with a form, by the table of the matrix; of the editor, each kind of part."""
    house = desk.world.here
    for name, route in ROUTES.items():
        if "GET" not in route.methods or name in IN_DRAFT:
            continue
        actor = somebody(forms, route)
        found = things(desk.world, house, route.names)
        chosen = list(found.values()) if route.names == "question" else [next(iter(found.values()))]
        typed = getattr(route, "typed", None)
        values = typed(house, "Zoe") if typed else {}
        for kwargs in chosen:
            yield Place(name, reverse(name, kwargs=kwargs), actor, tuple(values.items()))
    yield from parts(desk, forms)


def parts(desk: Desk, forms: Forms) -> Iterator[Place]:
    """Pages of the draft: one for each kind of part, of condition and of comparison."""
    admin = somebody(forms, ROUTES["edit-draft"])
    draft = desk.world.here.versions["draft"]
    start = reverse("edit-draft", args=[draft.question_set.slug, draft.number])
    waiting, seen = [start], set[tuple[Any, ...]]()
    while waiting:
        for _, link in Page(look(desk, admin, waiting.pop(0))).links:
            kind = kind_of(link)
            if kind and kind not in seen:
                seen.add(kind)
                waiting.append(link)
                yield Place(kind[0], link, admin)


def kind_of(link: str) -> tuple[Any, ...] | None:
    try:
        match = resolve(link.partition("?")[0])
    except Resolver404:
        return None
    if match.view_name not in IN_DRAFT:
        return None
    return (match.view_name, match.kwargs.get("kind"), match.kwargs.get("name"))


def somebody(forms: Forms, route: Public) -> Actor:
    """Whom the address is for; for those of one's own account, somebody who works here."""
    try:
        return forms.welcome(route, forms.world.here)
    except StopIteration:
        is_own = type(route).__name__ in ("OwnPage", "SetUpPage", "ConfirmPage", "SignedIn")
        name = "clinician here" if is_own or isinstance(route, StaffPage) else "anonymous"
        return next(actor for actor in forms.actors if actor.name == name)


def look(desk: Desk, actor: Actor, address: str) -> str:
    """The page; empty where a file comes instead of one."""
    with undone():
        return page_of(desk.send(actor, "GET", address, ""))


def page_of(response: Any) -> str:
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    return response.content.decode(errors="replace") if is_page else ""


def fields(form: Form) -> list[Control]:
    """One of each name."""
    found: dict[str, Control] = {}
    for control in form.controls:
        if control.name and control.name != TOKEN:
            found.setdefault(control.name, control)
    return list(found.values())


def tried(
    desk: Desk, place: Place, form: Form, given: Mapping[str, Value]
) -> tuple[int, list[str]]:
    """`given` in these fields, the others as a browser would send them: the status of the answer,
    and what is wrong with it."""
    data = as_typed(form, dict(place.typed)) | {name: [raw(one)] for name, one in given.items()}
    address = form.action or place.address
    with undone(), logged() as log:
        if form.method == "get":
            sent = urlencode(data, doseq=True)
            response = desk.send(place.actor, "GET", f"{address.partition('?')[0]}?{sent}", "")
        else:
            response = desk.send(place.actor, "POST", address, *encoded(form, data))
    body = page_of(response)
    found = [*faults(response.status_code, body), *leaks(given, body, "\n".join(log))]
    if response.status_code == 422 and form.method != "get":
        found += losses(form, given, Page(body))
    return response.status_code, found


def encoded(form: Form, data: Mapping[str, list[Any]]) -> tuple[str | bytes, str]:
    """The body of a post and its type; what stands in a field for a file comes as a file."""
    files = {one.name for one in form.controls if one.kind == "file"}
    if not files:
        return urlencode(data, doseq=True), FORM
    parts = (part(name, one, name in files) for name, values in data.items() for one in values)
    return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()]), MULTIPART


def part(name: str, value: Any, is_file: bool) -> bytes:
    said = f'form-data; name="{name}"' + ('; filename="given.json"' if is_file else "")
    start = f"--{BOUNDARY}\r\nContent-Disposition: {said}\r\n\r\n"
    return start.encode() + (value if isinstance(value, bytes) else raw(str(value))) + b"\r\n"


def as_typed(form: Form, typed: Mapping[str, Any]) -> dict[str, list[Any]]:
    filled = form.filled({})
    for control in fields(form):
        if control.name in typed:
            value = typed[control.name]
            filled[control.name] = value if isinstance(value, list) else [value]
    return filled


def raw(value: Value) -> bytes:
    return value if isinstance(value, bytes) else value.encode(errors="surrogatepass")


def faults(status: int, body: str) -> Iterator[str]:
    if status not in ANSWERED:
        yield f"answers {status}"
    if status == 422 and not Page(body).title.startswith("Error: "):
        yield "does not say in its title that something is wrong"


def leaks(given: Mapping[str, Value], body: str, log: str) -> Iterator[str]:
    for value in given.values():
        if isinstance(value, bytes) or len(value) < 8:
            continue
        if "<" in value and "\0" not in value and value in body:
            yield "markup stands on the page as it was typed"
        if value in log:
            yield "stands in the log"


def losses(form: Form, given: Mapping[str, Value], page: Page) -> Iterator[str]:
    """What was typed into a box comes back in it, to be put right."""
    boxes = [one for one in fields(form) if one.name in given and one.kind in TYPED]
    for box in boxes:
        back = [each.value for each in again(form, page) if each.name == box.name]
        if back and kept(back[0]) != kept(raw(given[box.name]).decode(errors="replace")):
            yield f"{box.name} came back as {back[0][:40]!r}"
        if not back:
            yield f"{box.name} is not on the page that says so"


def again(form: Form, page: Page) -> list[Control]:
    names = {one.name for one in fields(form)}
    alike = [each for each in page.forms if names & {one.name for one in fields(each)}]
    return [control for each in alike for control in each.controls]


def kept(text: str) -> str:
    """NUL goes; line breaks are one; a box of one line has none at its ends."""
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()
