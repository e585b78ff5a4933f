"""The software bill of materials: `script/sbom` prints it as CycloneDX 1.6.

Made from the lock of what runs in service. The same lock gives the same bill, byte for byte:
the licences are those that the installed packages declare, and the time of making is left out.
"""

import json
import sys
import tomllib
import uuid
from importlib import metadata
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from tests.production import ROOT
from tests.supply.locks import BASE, Pin, pins

NAMESPACE = uuid.UUID("6f0a4a3e-3f7b-5c52-9d40-0f6c8f3c1a5e")
PREFIX = "License :: OSI Approved :: "


def bill() -> dict[str, Any]:
    bom = Bom(serial_number=uuid.uuid5(NAMESPACE, BASE.read_text()))
    bom.metadata.component = ours()
    made = {pin: component(pin) for pin in pins()}
    bom.components.update(made.values())
    bom.register_dependency(bom.metadata.component, [made[pin] for pin in made if pin.is_direct])
    written = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string()
    said = json.loads(written)
    del said["metadata"]["timestamp"]
    return said


def ours() -> Component:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return Component(
        name=project["name"],
        version=project["version"],
        type=ComponentType.APPLICATION,
        bom_ref=project["name"],
        licenses=[LicenseFactory().make_from_string(project["license"])],
    )


def component(pin: Pin) -> Component:
    return Component(
        name=pin.name,
        version=pin.version,
        type=ComponentType.LIBRARY,
        bom_ref=f"{pin.name}=={pin.version}",
        purl=PackageURL("pypi", name=pin.name, version=pin.version),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=each) for each in pin.hashes],
        licenses=licences(pin.name),
    )


def licences(name: str) -> list[License]:
    """As the package declares them; none for one that this machine does not need."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return []
    make = LicenseFactory().make_from_string
    if expression := about.get("License-Expression"):
        return [make(expression)]
    classified = [each for each in about.get_all("Classifier", []) if each.startswith(PREFIX)]
    said = [each.removeprefix(PREFIX) for each in classified] or [about.get("License", "")]
    return [make(each) for each in said if each and "\n" not in each]


if __name__ == "__main__":
    json.dump(bill(), sys.stdout, indent=2, sort_keys=True)
    sys.stdout.write("\n")
