"""Every scanner over the production stack and over a control with holes: `script/scan`.

With names, only those parts: control, observatory, nobody, patient, clinician, admin. Ends with 1
when something is found in ours, something is missed in the control, a module was cut short, or the
scanners were kept out.
"""

import re
import sys
import tempfile
import threading
import time
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
from tests.scanners.attacks import Attack, press
from tests.scanners.endpoint import endpoint
from tests.scanners.intakes import SHIPPED
from tests.scanners.reaching import came, faults, missed, statuses, told, turned_away, wanted
from tests.scanners.targets import TYPES, Target, place, repeats, targets_of, walk

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
# What brings a version further, or takes a part of it away. Tried at the end.
STEPS = ("send-for-review", "approve", "reject", "back-to-draft", "publish", "roll-back", "remove")
LAST = re.compile(f"/({'|'.join(STEPS)})/$")
# The shipped set is tried as far as the small one has no such page: each page of it takes long.
LARGE = f"/question-sets/{SHIPPED}/versions/[0-9]+/(?!edit/rules/[^/]+/never-asked/)"
# For somebody else: whoever accepted it has an account by now.
REOPENED = """
UPDATE clinics_staffinvitation
SET accepted_at = NULL, accepted_by_id = NULL, email = md5(random()::text) || '@clinic.example'
WHERE accepted_at IS NOT NULL
"""
HOLES = {
    "Reflected Cross Site Scripting": "/greet/ name",
    "Stored Cross Site Scripting": "/notes/ note",
    "SQL Injection": "/find/ id",
    "Open Redirect": "/go/ to",
    "Command execution": "/ping/ host",
    "Path Traversal": "/read/ page",
    "Server Side Request Forgery": "/fetch/ from",
}


def main(given: Sequence[str]) -> int:
    """`given`: the names of parts; none are all."""
    parts, complaints = given or PARTS, list[str]()
    say(f"== {date.today()}: {' '.join(parts)}")  # noqa: DTZ011 - the day where it is run
    with tempfile.TemporaryDirectory(prefix="forescreen-scan-") as name, endpoint() as listener:
        folder = Path(name)
        if "control" in parts:
            complaints += control(folder, listener)
        if {*parts} - {"control"}:
            with running(requests_each_second=10_000) as stack, without_limits(stack):
                complaints += graded(stack) if "observatory" in parts else []
                entrance = people.seed(stack)
                for who in (who for who in VISITORS if who in parts):
                    complaints += scanned(stack, folder, who, entrance, listener)
    say("\n".join(complaints) or "Nothing found in ours; every hole of the control found.")
    return 1 if complaints else 0


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def control(folder: Path, listener: str) -> list[str]:
    """What was missed."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "tests.scanners.broken", str(port)]
    with (folder / "control.log").open("w") as log, started(command, log=log):
        wait_for(port)
        report = folder / "control.json"
        found = tools.wapiti(
            url,
            report,
            cookies={},
            start=["/"],
            modules=f"{tools.MODULES},{tools.COSTLY}",
            endpoint=listener,
        ).found
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


def scanned(
    stack: Stack, folder: Path, who: str, entrance: people.Entrance, listener: str
) -> list[str]:
    """By wapiti, page by page, then by sqlmap, form by form."""
    began = time.monotonic()
    visitor, start = VISITORS[who](stack, entrance)
    ends = [path.format(number=number_of(entrance, who)) for path in ENDS]
    paths = (re.escape(path).replace(r"\*", "[^/]+") for path in ends)
    avoid = re.compile("|".join([*paths, LARGE]))
    before, old = (statuses(stack), came(stack)), set(faults(stack))
    pages = list(walk(visitor, start, avoid=avoid))
    theirs = wanted(who)
    found = [one for one in targets_of(pages, avoid=avoid) if place(one.url).split()[0] in theirs]
    spared = repeats(found)
    targets = [target for target in found if set(target.names) - spared[target]]
    tried = sum(len(target.names) - len(spared[target]) for target in targets)
    say(f"{who}: {len(pages)} kinds of pages, {len(targets)} of forms, {tried} fields to try")
    attack = Attack(stack, folder, who, visitor, listener, spared, ends, LAST)
    with people.confirming(visitor, who, entrance.password):
        complaints = attack.all(pages, targets)
        press(visitor, pages, avoid=avoid)
    answered, met = statuses(stack) - before[0], came(stack) - before[1]
    say(f"answers, {who}: {dict(sorted(answered.items()))}")
    say(f"reached, {who}: {told(met, who)}; {(time.monotonic() - began) / 60:.0f} minutes")
    say("\n".join(f"fault, {who}: {line}" for line in faults(stack) if line not in old))
    return complaints + kept_out(answered, who) + missed(met, who) + turned_away(met, who)


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


def as_clinician(stack: Stack, entrance: people.Entrance) -> tuple[Visitor, list[str]]:
    return as_staff(stack, entrance, "clinician")


def as_admin(stack: Stack, entrance: people.Entrance) -> tuple[Visitor, list[str]]:
    """In the middle of a preview, whose pages stand nowhere else."""
    visitor, start = as_staff(stack, entrance, "admin")
    begun = next(path for path in start if path.endswith("/preview/"))
    visitor.post(begun, language="en")
    return visitor, [f"{begun}{page}/" for page in ("question/danger", "crisis", "end")] + start


def as_staff(stack: Stack, entrance: people.Entrance, who: str) -> tuple[Visitor, list[str]]:
    account = entrance.accounts[who]
    visitor = people.staff(stack, account.email, entrance.password)
    return visitor, [*account.start, *without_names(who)]


def number_of(entrance: people.Entrance, who: str) -> int:
    return entrance.accounts[who].number if who in entrance.accounts else 0


def without_names(who: str) -> list[str]:
    """The addresses of theirs that name nothing; from these the others are found."""
    pages = wanted(who)
    return [
        reverse(name) for name, page in pages.items() if not page.names and "GET" in page.methods
    ]


# The administrator last: what is changed there can put the others out.
VISITORS = {
    "nobody": as_nobody,
    "patient": as_patient,
    "clinician": as_clinician,
    "admin": as_admin,
}
PARTS = ["control", "observatory", *VISITORS]


@contextmanager
def without_limits(stack: Stack) -> Iterator[None]:
    """Gives every try back all the time, and opens links that were used, so that scanners reach
    what lies behind them."""
    over = threading.Event()

    def forget() -> None:
        with psycopg.connect(stack.superuser, autocommit=True) as connection:
            while not over.wait(0.2):
                connection.execute("UPDATE clinics_throttle SET free_at = 'epoch'")
                connection.execute(
                    "UPDATE screening_invitation SET failed_tries = 0, locked_at = NULL"
                )
                connection.execute(REOPENED)

    worker = threading.Thread(target=forget)
    worker.start()
    try:
        yield
    finally:
        over.set()
        worker.join()
