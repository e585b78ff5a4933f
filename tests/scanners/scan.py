"""Every scanner over the production stack and over a control with holes: `script/scan`.

With names, only those parts: control, observatory, nobody, patient, staff. Ends with 1 when
something is found in ours, something is missed in the control, or the scanners were kept out.
"""

import json
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

from tests.deployed.stack import Stack, free_port, running, started, wait_for
from tests.deployed.visits import Visitor
from tests.production import ROOT
from tests.scanners import people, tools
from tests.scanners.targets import Target, targets_of

# What would end the scanner's own session, or leave nothing to scan.
ENDS = [
    "/account/sign-out/",
    "/account/sessions/*",
    "/account/passkeys/*",
    "/account/codes/remove/",
    "/intake/delete/",
]
AVOIDED = re.compile("|".join(re.escape(path.rstrip("*")) for path in ENDS))
SHIPPED = ROOT / "fixtures/question_sets/ketamine-pre-treatment.json"
HOLES = {
    "Reflected Cross Site Scripting": "/greet/ name",
    "Stored Cross Site Scripting": "/notes/ note",
    "SQL Injection": "/find/ id",
    "Open Redirect": "/go/ to",
}


def main(parts: Sequence[str]) -> int:
    complaints: list[str] = []
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
        found = tools.wapiti(url, folder / "control.json", cookies={}, start=["/"], avoid=[])
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
    """By sqlmap, target by target, then by wapiti, which finds its way by itself."""
    visitor, start = VISITORS[who](stack, entrance)
    complaints = []
    before = statuses(stack)
    for target in list(targets_of(visitor, start, avoid=AVOIDED)):
        found = tools.sqlmap(target, folder / who, cookies=visitor.cookies, dbms="postgresql")
        said = f"{target.method} {target.kind[1]} {' '.join(target.names)}"
        say(f"sqlmap, {who}: {said}: {found or 'nothing'}")
        complaints += [f"sqlmap, {who}: {target.url} {each}" for each in found]
    report = folder / f"{who}.json"
    weak = tools.wapiti(stack.url, report, cookies=visitor.cookies, start=start, avoid=ENDS)
    say(f"wapiti, {who}: {weak or 'nothing'}")
    answered = statuses(stack) - before
    say(f"answers, {who}: {dict(sorted(answered.items()))}")
    return (
        complaints
        + kept_out(answered, who)
        + [f"wapiti, {who}, {kind}: {each}" for kind, places in weak.items() for each in places]
    )


def statuses(stack: Stack) -> Counter[str]:
    """How often nginx answered what: `POST 422` and so on."""
    lines = (stack.folder / "logs/forescreen.log").read_text().splitlines()
    return Counter("{method} {status}".format_map(json.loads(line)) for line in lines)


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
    return people.nobody(stack), ["/", "/account/sign-in/", link, f"{link}identity/"]


def as_patient(stack: Stack, entrance: people.Entrance) -> tuple[Visitor, list[str]]:
    questions = re.findall(r'"link_id": "(\w+)"', SHIPPED.read_text())
    pages = [f"/intake/question/{link_id}/" for link_id in questions]
    return people.patient(stack, entrance.tokens[0]), ["/intake/", *pages, "/intake/check/"]


def as_staff(stack: Stack, entrance: people.Entrance) -> tuple[Visitor, list[str]]:
    pages = ["/queue/", "/patients/", "/clinics/settings/", "/question-sets/", "/account/"]
    return people.staff(stack, entrance), pages


VISITORS = {"nobody": as_nobody, "patient": as_patient, "staff": as_staff}
PARTS = ["control", "observatory", *VISITORS]


@contextmanager
def without_limits(stack: Stack) -> Iterator[None]:
    """Gives every try back all the time, so that scanners reach what lies behind the limits."""
    over = threading.Event()

    def forget() -> None:
        with psycopg.connect(stack.environment["DATABASE_URL"], autocommit=True) as connection:
            while not over.wait(0.2):
                connection.execute("DELETE FROM clinics_throttle")

    worker = threading.Thread(target=forget)
    worker.start()
    try:
        yield
    finally:
        over.set()
        worker.join()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or PARTS))
