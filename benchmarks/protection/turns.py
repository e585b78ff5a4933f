"""Whole forms of a patient in turns: as it is, without policies, without sealing, without both.

CPU of this process and of the database's own process for its connection.
"""

import gc
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import fmean
from unittest import mock

from django.core.management import call_command
from django.db import connection

from benchmarks.measuring import Times
from benchmarks.reporting import Row, milliseconds, table
from benchmarks.step.ours import OurClinic
from clinics import database_roles
from clinics.encryption import ciphers
from clinics.row_security import policies
from screening.postgres import base

AS_IT_IS, NO_POLICIES, NO_SEALING, NEITHER = (
    "as it is",
    "without row-level security",
    "without sealing",
    "without both",
)
TICKS = os.sysconf("SC_CLK_TCK")
ABOUT = """\
A step is a GET and a POST of the shipped set with every gate open, in this process, on PostgreSQL
as the application's role. CPU time: means over a whole form, medians over {rounds} forms in turns.
Without row-level security nothing is announced and no policy is asked; without sealing the same
bytes are written, not encrypted."""


class Clear:
    """In the place of AES-GCM: the data, and as many bytes as its tag has."""

    def __init__(self, key: bytes) -> None:
        pass

    def encrypt(self, nonce: bytes, data: bytes, bound: bytes) -> bytes:
        return data + bytes(ciphers.TAG_SIZE)

    def decrypt(self, nonce: bytes, data: bytes, bound: bytes) -> bytes:
        return data[: -ciphers.TAG_SIZE]


def report(rounds: int) -> str:
    make_database()
    ours: dict[str, list[float]] = {AS_IT_IS: [], NO_POLICIES: [], NO_SEALING: [], NEITHER: []}
    theirs: dict[str, list[float]] = {name: [] for name in ours}
    # Each kind reads only what it wrote itself.
    clinics = {name: clinic for name in ours for clinic in [made(name)]}
    gc.collect()
    gc.freeze()
    for turn in range(rounds + 1):
        for name, clinic in clinics.items():
            with protected(name):
                mine, database = fill_in(clinic)
            if turn:
                ours[name].append(mine)
                theirs[name].append(database)
    both = {name: [a + b for a, b in zip(ours[name], theirs[name], strict=True)] for name in ours}
    return "\n".join(
        [
            ABOUT.format(rounds=rounds),
            table("The application's process.", rows(Times(ours))),
            table("Application and database together.", rows(Times(both))),
        ]
    )


def rows(times: Times) -> Iterator[Row]:
    for name in (NO_POLICIES, NO_SEALING, NEITHER):
        yield Row(
            what=f"a step, {AS_IT_IS}",
            value=milliseconds(times.seconds(AS_IT_IS)),
            peer=name,
            peer_value=milliseconds(times.seconds(name)),
            figure=times.ratio(AS_IT_IS, to=name),
        )


def make_database() -> None:
    with connection.cursor() as cursor:
        for statement in database_roles.creation(str(connection.settings_dict["NAME"])):
            cursor.execute(statement)
    call_command("migrate", verbosity=0)
    # The role is the connection's, so it has to stay the same one.
    connection.settings_dict["CONN_MAX_AGE"] = connection.close_at = None


def made(name: str) -> OurClinic:
    with protected(name):
        return OurClinic(name.replace(" ", "-"))


def fill_in(clinic: OurClinic) -> tuple[float, float]:
    """CPU seconds a step, of this process and of the database's."""
    patient = clinic.open_intake()
    before = seconds_of_server()
    seconds = [shown.seconds + sent.seconds for shown, sent in patient.steps()]
    return fmean(seconds), (seconds_of_server() - before) / len(seconds)


def seconds_of_server() -> float:
    """Of the process that serves this connection; in ticks, so over a whole form."""
    fields = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().split()
    return (int(fields[13]) + int(fields[14])) / TICKS


@contextmanager
def protected(name: str) -> Iterator[None]:
    with ExitStack() as stack:
        if name in (NO_SEALING, NEITHER):
            stack.enter_context(mock.patch.object(ciphers, "AESGCM", Clear))
        if name in (NO_POLICIES, NEITHER):
            stack.enter_context(without_policies())
        stack.enter_context(as_application())
        yield


@contextmanager
def without_policies() -> Iterator[None]:
    switch("DISABLE")
    with mock.patch.object(base, "statements", return_value=[]):
        yield
    switch("ENABLE")


def switch(what: str) -> None:
    with connection.cursor() as cursor:
        for name in policies():
            cursor.execute(f'ALTER TABLE "{name}" {what} ROW LEVEL SECURITY')


@contextmanager
def as_application() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {database_roles.app()}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
