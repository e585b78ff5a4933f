"""The bill of materials says what the lock says."""

import json
import re
from importlib.metadata import Distribution

from tests.supply.bill import bill
from tests.supply.locks import BASE


def pinned():
    return set(re.findall(r"^([\w.-]+)(?:\[.*\])?==([^\s;]+)", BASE.read_text(), re.MULTILINE))


def test_the_bill_holds_every_pin_and_nothing_else():
    listed = [(each["name"], each["version"]) for each in bill()["components"]]

    assert len(listed) == len(set(listed))
    assert set(listed) == pinned()


def test_every_hash_of_the_lock_is_in_the_bill():
    listed = [each["content"] for one in bill()["components"] for each in one["hashes"]]

    assert sorted(listed) == sorted(re.findall(r"sha256:([0-9a-f]{64})", BASE.read_text()))


def test_the_bill_is_cyclonedx_and_names_no_host():
    made = bill()

    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    assert made["metadata"]["component"]["name"] == "forescreen"
    text = json.dumps({**made, "$schema": ""})
    assert re.findall(r"\b(?:https?|git|ssh)://", text) == []


def test_licences_of_what_is_installed_are_in_the_bill():
    licensed = {each["name"]: each.get("licenses") for each in bill()["components"]}

    assert licensed["django"] == [{"license": {"id": "BSD-3-Clause"}}]
    assert licensed["django-csp"] == [{"license": {"name": "BSD License"}}]
    elsewhere = {name for name in licensed if not any(Distribution.discover(name=name))}
    assert {name for name, found in licensed.items() if not found} == elsewhere


def test_the_same_lock_gives_the_same_bill():
    assert json.dumps(bill()) == json.dumps(bill())
