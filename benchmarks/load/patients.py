"""Many patients who fill in the same questions at once, without a pause between two pages."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from django.core.management import call_command
from django.db import connection

from benchmarks.load.server import HttpBrowser, serving
from benchmarks.reporting import Row, at_most, milliseconds, table
from benchmarks.step.ours import OurClinic, OurPatient
from benchmarks.step.settings import FOLDER

TITLE = """\
{vendor}: {patients} patients at once, {requests} requests, by the clock. Server and patients share
this machine, so the times say little elsewhere; their spread does."""


@dataclass(frozen=True)
class Load:
    """Seconds of each request, and of the whole."""

    gets: list[float]
    posts: list[float]
    seconds: float


def report(forms: int, patients: int) -> str:
    call_command("migrate", verbosity=0)
    clinic = OurClinic()
    with serving() as port:
        load = fill_in(clinic, port, forms, patients)
    title = TITLE.format(
        vendor=connection.vendor,
        patients=patients,
        requests=len(load.gets) + len(load.posts),
    )
    return table(title, rows(load))


def fill_in(clinic: OurClinic, port: int, forms: int, patients: int) -> Load:
    walkers = [
        [clinic.open_intake(HttpBrowser(port)) for _ in range(forms)] for _ in range(patients)
    ]
    connection.close()
    start = time.perf_counter()
    with ThreadPoolExecutor(patients) as pool:
        walked = list(pool.map(walk, walkers))
    seconds = time.perf_counter() - start
    gets = [get for each, _ in walked for get in each]
    posts = [post for _, each in walked for post in each]
    return Load(gets, posts, seconds)


def walk(forms: list[OurPatient]) -> tuple[list[float], list[float]]:
    steps = [step for form in forms for step in form.steps()]
    return [shown.seconds for shown, _ in steps], [sent.seconds for _, sent in steps]


def rows(load: Load) -> list[Row]:
    is_sqlite = connection.vendor == "sqlite"
    return [
        Row("steps a second", f"{len(load.posts) / load.seconds:,.0f}"),
        _spread("GET", load.gets),
        _spread("POST", load.posts, is_sqlite=is_sqlite),
        *([_worst_wait()] if is_sqlite else []),
    ]


def _spread(what: str, seconds: list[float], *, is_sqlite: bool = True) -> Row:
    """The goal is for the POSTs of PostgreSQL, whose writers do not wait for each other."""
    hundredths = quantiles(seconds, n=100)
    half, most = hundredths[49], hundredths[98]
    return Row(
        what=f"{what}, 99 of 100 within",
        value=milliseconds(most),
        peer="50 of 100 within",
        peer_value=milliseconds(half),
        figure=most / half,
        goal=None if is_sqlite else at_most(3),
    )


def _worst_wait() -> Row:
    notes = Path(FOLDER).glob("wait-*")
    worst = max((float(note.read_text()) for note in notes), default=0.0)
    return Row(
        what="worst wait of a writer, in ms",
        value=milliseconds(worst),
        figure=worst * 1e3,
        goal=at_most(250),
    )
