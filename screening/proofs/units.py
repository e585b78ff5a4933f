"""Parameters in another unit than the answers that they are compared with."""

from collections.abc import Iterator, Mapping

from screening.proofs.places import comparisons
from screening.proofs.remarks import Remark, warning
from screening.rules import Document
from screening.rules.conditions import ParameterReference

UNITS: Mapping[str, str] = {
    "age_years": "years",
    "days_ago": "days",
    "systolic": "mmHg",
    "diastolic": "mmHg",
    "highest": "mmHg",
    "lowest": "mmHg",
}


def check_units(document: Document) -> Iterator[Remark]:
    """A warning, once for each parameter and attribute: a unit may be written in any words."""
    for name, attribute in sorted(set(_compared(document))):
        unit = document.parameters[name].unit
        if unit.strip().casefold() != UNITS[attribute].casefold():
            yield warning(
                "unit-differs",
                f"parameters.{name}.unit",
                f"parameter '{name}' is in '{unit}', and compared with '{attribute}', which is in"
                f" {UNITS[attribute]}",
            )


def _compared(document: Document) -> Iterator[tuple[str, str]]:
    """Each parameter, by its name, and the attribute that it is compared with."""
    for _, leaf in comparisons(document):
        if leaf.attribute in UNITS and isinstance(leaf.operand, ParameterReference):
            yield leaf.operand.name, leaf.attribute
