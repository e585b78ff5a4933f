"""Every scanner over the production stack and over a control with holes: `script/scan`.

With names, only those parts: control, observatory, nobody, patient, staff. Ends with 1 when
something is found in ours, something is missed in the control, or the scanners were kept out.
"""

import re
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psycopg
from django.urls import reverse

from tests.deployed.stack import Stack, free_port, running, started, wait_for
from tests.deployed.visits import Visitor
from tests.scanners import people, tools
from tests.scanners.reaching import came, missed, statuses, told, wanted
from tests.scanners.targets import TYPES, Target, by_page, place, targets_of, walk

# What would end the scanner's own session, or leave nothing to scan. {number} is its account.
ENDS = [
    "/account/sign-out/",
    "/account/sessions/*/end/",
    "/account/sessions/end-others/",
    "/account/passkeys/*/remove/",
    "/account/codes/remove/",
    "/intake/delete/",
    "/intake/check/",
    "/people/*/remove/",
    "/people/{number}/",
]
# What leaves no draft to edit. Tried by sqlmap alone, at the end.
STEPS = ("send-for-review", "approve", "reject", "back-to-draft", "publish", "roll-back")
LAST = re.compile(f"/({'|'.join(STEPS)})/$")
HOLES = {
    "Reflected Cross Site Scripting": "/greet/ name",
    "Stored Cross Site Scripting": "/notes/ note",
    "SQL Injection": "/find/ id",
    "Open Redirect": "/go/ to",
}


def main(given: Sequence[str]) -> int:
    """`given`: the names of parts; none are all."""
    parts, complaints = given or PARTS, list[str]()
    say(f"== {date.today()}: {' '.join(parts)}")  # noqa: DTZ011 - the day where it is run
    with tempfile.TemporaryDirectory(prefix="forescreen-scan-") as name:
        folder = Path(name)
        if "control" in parts:
            complaints += control(folder)
        if {*parts} - {"control"}:
            with running(requests_each_second=10_000) as stack, without_limits(stack):
                complaints += graded(stack) if "observatory" in parts else []
                entrance = people.seed(stack)
                for who in (who for who in VISITORS if who in parts):
                    complaints += scanned(stack, folder, who, entrance)
    say("\n".join(complaints) or "Nothing found in ours; every hole of the control found.")
    return 1 if complaints else 0


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def control(folder: Path) -> list[str]:
    """What was missed."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "tests.scanners.broken", str(port)]
    with (folder / "control.log").open("w") as log, started(command, log=log):
        wait_for(port)
        found = tools.wapiti(url, folder / "control.json", cookies={}, start=["/"], avoid=[]).found
        say(f"wapiti: {found}")
        target = Target("GET", f"{url}/find/", (("id", "1"),), f"{url}/")
        injected = tools.sqlmap(target, folder / "control", cookies={}, dbms="sqlite")
        say(f"sqlmap: {injected}")
    missed = [
        f"wapiti missed {hole}"
        for hole, where in HOLES.items()
        if not any(all(part in each for part in where.split()) for each in found.get(hole, []))
    ]
    return missed + ([] if injected else ["sqlmap missed /find/ id"])


def graded(stack: Stack) -> list[str]:
    grade = tools.observatory(stack)
    say(f"== HTTP Observatory: {grade}")
    return [] if grade["grade"] == "A+" else [f"HTTP Observatory: {grade}"]


def scanned(stack: Stack, folder: Path, who: str, entrance: people.Entrance) -> list[str]:
    """By wapiti, which finds its way from a page of each kind, then by sqlmap, form by form."""
    visitor, start = VISITORS[who](stack, entrance)
    ends = [path.format(number=entrance.number) for path in ENDS]
    avoid = re.compile("|".join(re.escape(path).replace(r"\*", "[^/]+") for path in ends))
    before = statuses(stack), came(stack)
    pages = list(walk(visitor, start, avoid=avoid))
    targets = sorted(targets_of(pages, avoid=avoid), key=lambda one: bool(LAST.search(one.url)))
    say(f"{who}: {len(pages)} kinds of pages, {len(targets)} kinds of forms and parameters")
    complaints = []
    for address, others in by_page(pages, targets):
        if not LAST.search(address):
            complaints += by_wapiti(stack, folder, who, visitor, address, [*ends, *others])
    for target in targets:
        found = tools.sqlmap(target, folder / who, cookies=visitor.cookies, dbms="postgresql")
        said = f"{target.method} {target.kind[1]} {' '.join(target.names)}"
        say(f"sqlmap, {who}: {said}: {found or 'nothing'}")
        complaints += [f"sqlmap, {who}: {target.url} {each}" for each in found]
    answered, met = statuses(stack) - before[0], came(stack) - before[1]
    say(f"answers, {who}: {dict(sorted(answered.items()))}")
    say(f"reached, {who}: {told(met, who)}")
    return complaints + kept_out(answered, who) + missed(met, who)


def by_wapiti(
    stack: Stack, folder: Path, who: str, visitor: Visitor, address: str, avoid: list[str]
) -> list[str]:
    """What it found on one page: with all of them at once, one with many fields takes the time of
    the others."""
    start = address.removeprefix(stack.url)
    run = tools.wapiti(
        stack.url,
        folder / f"{who}.json",
        cookies=visitor.cookies,
        start=[start],
        avoid=avoid,
        depth=1,
    )
    cut = f"; cut short: {' '.join(run.cut_short)}" if run.cut_short else ""
    say(f"wapiti, {who}: {place(address)}: {run.found or 'nothing'}{cut}")
    return [
        f"wapiti, {who}, {kind}: {each}" for kind, places in run.found.items() for each in places
    ]


def kept_out(answered: Counter[str], who: str) -> list[str]:
    """A scan of refusals says nothing about what lies behind them; a 5xx is a fault by itself."""
    if not answered:
        return [f"{who}: no answer was counted"]
    faults = [f"{who}: {kind}, {count} times" for kind, count in answered.items() if " 5" in kind]
    sent = sum(count for kind, count in answered.items() if kind.startswith("POST"))
    refused = answered["POST 403"] + answered["POST 429"]
    return faults + ([f"{who}: {refused} of {sent} posts refused"] if refused * 10 > sent else [])


def as_nobody(stack: Stack, entrance: people.Entrance) -> tuple[Visitor, list[str]]:
    link = f"/i/{entrance.tokens[1]}/"
    links = [link, f"{link}identity/", f"{link}about/", f"/account/invited/{entrance.staff_token}/"]
    return people.nobody(stack), [*links, *without_names("nobody")]


def as_patient(stack: Stack, entrance: people.Entrance) -> tuple[Visitor, list[str]]:
    pages = [f"/intake/question/{link_id}/" for link_id in TYPES]
    named = [f"/intake/question/{key}/names/" for key in TYPES if TYPES[key] == "medicines"]
    visitor = people.patient(stack, entrance.tokens[0])
    return visitor, [*pages, *named, *without_names("patient")]


def as_staff(stack: Stack, entrance: people.Entrance) -> tuple[Visitor, list[str]]:
    return people.staff(stack, entrance), without_names("staff")


def without_names(who: str) -> list[str]:
    """The addresses of theirs that name nothing; from these the others are found."""
    pages = wanted(who)
    return [
        reverse(name) for name, page in pages.items() if not page.names and "GET" in page.methods
    ]


VISITORS = {"nobody": as_nobody, "patient": as_patient, "staff": as_staff}
PARTS = ["control", "observatory", *VISITORS]


@contextmanager
def without_limits(stack: Stack) -> Iterator[None]:
    """Gives every try back all the time, so that scanners reach what lies behind the limits."""
    over = threading.Event()

    def forget() -> None:
        with psycopg.connect(stack.superuser, autocommit=True) as connection:
            while not over.wait(0.2):
                connection.execute("UPDATE clinics_throttle SET free_at = 'epoch'")
                connection.execute(
                    "UPDATE screening_invitation SET failed_tries = 0, locked_at = NULL"
                )

    worker = threading.Thread(target=forget)
    worker.start()
    try:
        yield
    finally:
        over.set()
        worker.join()
