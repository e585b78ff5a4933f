"""What the systemd units in deploy/ promise of each program that they start."""

import configparser

import pytest

from tests.production import ROOT

SERVICES = sorted(path.name for path in (ROOT / "deploy").glob("*.service"))


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
