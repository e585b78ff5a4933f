"""What the systemd units in deploy/ promise of each program that they start."""

import configparser
import re

import pytest

from tests.markdown import table
from tests.production import ROOT

SERVICES = sorted(path.name for path in (ROOT / "deploy").glob("*.service"))

# What differs by what a program does; all else is the same fence around each.
OF_ITS_OWN = {"ExecStart", "Type", "NotifyAccess", "KillMode", "Restart", "RestartSec"} | {
    "TimeoutStartSec",
    "TimeoutStopSec",
}


def service(name: str) -> configparser.SectionProxy:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(ROOT / "deploy" / name, encoding="utf-8")
    return unit["Service"]


def test_every_program_has_its_unit():
    assert [
        f"forescreen-{name}.service"
        for name in ("audit", "expire", "mails", "proofs", "web", "worker")
    ] == SERVICES


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_outside_of_the_host_is_reached_unless_the_operator_names_it(name):
    unit = service(name)

    assert (unit.get("IPAddressDeny"), unit.get("IPAddressAllow")) == ("any", "localhost")


@pytest.mark.parametrize("name", SERVICES)
def test_every_program_runs_behind_the_same_fence(name):
    """systemd sets the folder's mode anew with each start: one that leaves it open undoes it."""
    web = fence("forescreen-web.service")

    assert (web["User"], web["Group"], web["StateDirectoryMode"]) == (
        "forescreen",
        "forescreen",
        "0700",
    )
    assert fence(name) == web


def fence(name):
    return {key: value for key, value in service(name).items() if key not in OF_ITS_OWN}


def test_timers_start_what_the_operator_is_told():
    rows = table(ROOT / "docs/operations.md", "what", "command", "without it")
    told = {
        timer.group(1): re.findall(r"manage\.py ([a-z_ ]+)", commands)
        for what, commands, _without in rows
        if (timer := re.search(r"`(forescreen-\w+)\.timer`", what))
    }

    assert sorted(told) == ["forescreen-audit", "forescreen-expire", "forescreen-mails"]
    assert {name: started(name) for name in told} == {
        name: sorted(commands) for name, commands in told.items()
    }


def started(name):
    text = (ROOT / f"deploy/{name}.service").read_text(encoding="utf-8")
    return sorted(re.findall(r"^ExecStart=.* manage\.py ([a-z_ ]*[a-z_])", text, re.MULTILINE))
