"""What a scan came to: counted in the server's own logs, held against the table of addresses."""

import json
from collections import Counter
from collections.abc import Iterator

from clinics.models import Role
from tests.deployed.stack import Stack
from tests.matrix.table import (
    ROUTES,
    PatientPage,
    Public,
    SignedIn,
    StaffPage,
)

LET_IN = {200, 201, 302, 303, 400, 409, 422}

NOT_FOR_A_SCAN = {
    "account_login": "another name of the page to sign in",
    "sign-out": "ends the scanner's session",
    "end-session": "ends the scanner's session",
    "end-other-sessions": "ends the scanner's session",
    "mfa_remove_webauthn": "takes the scanner's passkey away",
    "mfa_deactivate_totp": "needs codes, which the scanner does not have",
    "mfa_authenticate": "half a sign-in, before the scanner's own",
    "person-remove": "puts people out, and has no field",
    "patient:delete": "takes the scanner's intake back",
    "account_reset_password_from_key": "needs a link from a mail",
    "screen-again": "one button, on an intake that could not be screened",
    "patient:again-check": "the page to sign, of an intake that was asked again",
    "patient:come-back": "needs a page that was sent when the session was over",
}
"""Addresses, and why a scan leaves them out or does not come to them."""
ONLY_SEEN = {
    "patient:check": "sending ends the scanner's session",
    "mfa_reauthenticate": "leads on to the passkey, for who has no codes",
    "edit-draft": "has buttons to other addresses",
    "edit-cases": "has links alone",
    "case-candidates": "has links alone",
}
"""Forms that are looked at and not sent."""

ONCE = {"remove-part": "what it names is gone after the first post"}
"""Forms whose posts are refused from the second on."""

NO_PAGE = {"move-part"}
"""Buttons of another page; asked for, they lead back to it."""
LEADS_ON = {"home", "patient:next", "patient:done", "second-factor"}
"""Pages that may only lead on to another."""

QUIET = {"DEBUG", "INFO", "WARNING"}
FEW = 20
"""Posts of a form with a button alone; some are sent without a token on purpose."""

Came = tuple[str, str, int]
"""Method, route and status."""


def came(stack: Stack) -> Counter[Came]:
    """Requests that the application answered so far."""
    return Counter(
        (line["method"], line["route"], line["status"])
        for line in lines(stack, "application.log")
        if line.get("event") == "Request"
    )


def statuses(stack: Stack) -> Counter[str]:
    """How often nginx answered what: `POST 422` and so on."""
    return Counter(f"{line['method']} {line['status']}" for line in lines(stack, "forescreen.log"))


def faults(stack: Stack) -> list[str]:
    """The lines of both logs that say what went wrong: nginx's own 5xx stand in its log alone."""
    ours = [line for line in lines(stack, "application.log") if line["level"] not in QUIET]
    theirs = [line for line in lines(stack, "forescreen.log") if int(str(line["status"])) >= 500]
    return [json.dumps(line) for line in ours + theirs]


def lines(stack: Stack, name: str) -> Iterator[dict[str, object]]:
    for line in (stack.folder / "logs" / name).read_text(errors="replace").splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def wanted(who: str) -> dict[str, Public]:
    """The addresses that are for them, by the same table that the matrix holds. What is for every
    role is tried as the clinician."""
    return {
        name: page
        for name, page in ROUTES.items()
        if is_for(who, page) and name not in NOT_FOR_A_SCAN
    }


def is_for(who: str, page: Public) -> bool:
    if isinstance(page, StaffPage):
        return who == ("clinician" if Role.CLINICIAN in page.roles else "admin")
    if isinstance(page, SignedIn):
        return who == "admin"
    if isinstance(page, PatientPage):
        return who == "patient"
    return who == "nobody"


def missed(answered: Counter[Came], who: str) -> list[str]:
    """Pages of theirs that were never shown to them, and forms that never got through."""
    through = {
        (method, route) for method, route, status in answered if is_in(method, route, status)
    }
    pages = wanted(who)
    wants = [
        (method, name)
        for name, page in pages.items()
        for method in ("GET", "POST")
        if method in page.methods and name not in (ONLY_SEEN if method == "POST" else NO_PAGE)
    ]
    return [f"{who} never came through {method} {name}" for method, name in wants
            if (method, name) not in through]  # fmt: skip


def turned_away(answered: Counter[Came], who: str) -> list[str]:
    """Forms of theirs at most of whose posts nobody looked, such as of a part that was removed."""
    forms = {name for name, page in wanted(who).items() if "POST" in page.methods} - ONCE.keys()
    total, through = Counter[str](), Counter[str]()
    for (method, route, status), count in answered.items():
        if method == "POST" and route in forms:
            total[route] += count
            through[route] += count if status in LET_IN else 0
    return [f"{who}: {total[name] - through[name]} of {total[name]} posts of {name} were refused"
            for name in total if total[name] > FEW and through[name] * 2 < total[name]]  # fmt: skip


def is_in(method: str, route: str, status: int) -> bool:
    """A form that is refused for what was typed was reached; a page that leads away was not."""
    if method == "GET" and route not in LEADS_ON:
        return status == 200
    return status in LET_IN


def told(answered: Counter[Came], who: str) -> str:
    """One line: how much of what is theirs the scan came to."""
    pages = wanted(who)
    there = {(method, route) for method, route, status in answered if is_in(method, route, status)}
    seen = {route for method, route in there if method == "GET"}
    sent = {route for method, route in there if method == "POST"}
    forms = {name for name, page in pages.items() if "POST" in page.methods}
    total = sum(answered.values())
    posts = sum(count for (method, _, _), count in answered.items() if method == "POST")
    return (
        f"{total} requests, {posts} of them posts; pages {len(seen & pages.keys())} of "
        f"{sum('GET' in page.methods for page in pages.values())}; forms {len(sent & forms)} of "
        f"{len(forms)}"
    )
